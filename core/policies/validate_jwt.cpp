#include <algorithm>

#include "base/text.h"
#include "expression/host/host_values.h"
#include "policies/support/jwt/open_id.h"
#include "policies/support/jwt/token_rules.h"

namespace mgc::policies {

using namespace policy;

namespace {

class ValidateJwt : public Step {
public:
    struct InlineKey {
        Template secret;
        std::string id;
    };
    Template headerName, queryName, tokenValue, scheme, message;
    IntegerSetting status, skew;
    BooleanSetting requireExpiration, requireSigned;
    std::string variable;
    std::vector<Template> configurations, audiences, issuers;
    std::vector<InlineKey> secrets;
    std::vector<SigningKey> publicKeys;
    std::vector<RequiredClaim> claims;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto text = take(context);
        if (!text) co_return fail(std::move(text).error());
        if (text->empty()) co_return refuse(context, {"TokenNotPresent", "JWT not present."});
        const auto token = parseSignedToken(*text);
        if (!token) co_return refuse(context, {"JwtInvalid", "The token is no valid JWT."});

        auto keys = inlineKeys(context);
        if (!keys) co_return fail(std::move(keys).error());
        auto allowedIssuers = texts(issuers, context);
        if (!allowedIssuers) co_return fail(std::move(allowedIssuers).error());
        for (const auto& each : configurations) {
            auto url = each.text(context);
            if (!url) co_return fail(std::move(url).error());
            std::string address(trimmed(*url));
            auto keyId = token->keyId();
            auto metadata = co_await openIdMetadata(context, std::move(address), std::move(keyId));
            if (!metadata) co_return refuse(context, {"JwtInvalid", metadata.error().fullMessage()});
            keys->insert(keys->end(), metadata->keys.begin(), metadata->keys.end());
            if (!metadata->issuer.empty()) allowedIssuers->push_back(metadata->issuer);
        }
        auto failure = check(*token, *keys, *allowedIssuers, context);
        if (!failure) co_return fail(std::move(failure).error());
        if (*failure) co_return refuse(context, std::move(**failure));
        if (!variable.empty())
            if (auto read = expression::parseJwt(*text)) context.variables.set(variable, expression::makeJwt(std::move(read)));
        co_return Flow::Continue;
    }

private:
    /// The token; "" where there is none or its scheme is not the required one.
    Result<std::string> take(RequestContext& context) const {
        if (tokenValue.present()) {
            MGC_TRY_ASSIGN(const std::string token, tokenValue.text(context));
            return std::string(trimmed(token));
        }
        if (queryName.present()) {
            MGC_TRY_ASSIGN(const std::string name, queryName.text(context));
            for (const auto& [parameter, value] : http::parseQuery(context.request().url.query))
                if (parameter == name) return value;
            return std::string();
        }
        MGC_TRY_ASSIGN(const std::string name, headerName.text(context));
        const auto header = context.request().headers.get(name);
        if (!header) return std::string();
        std::string_view value = trimmed(*header);
        const auto space = value.find(' ');
        if (!equalsIgnoreCase(name, "Authorization")) return std::string(value);
        const std::string_view given = space == std::string_view::npos ? std::string_view() : value.substr(0, space);
        if (scheme.present()) {
            MGC_TRY_ASSIGN(const std::string wanted, scheme.text(context));
            if (!equalsIgnoreCase(given, trimmed(wanted))) return std::string();
        }
        if (space != std::string_view::npos) value = trimmed(value.substr(space + 1));
        return std::string(value);
    }

    static Result<std::vector<std::string>> texts(const std::vector<Template>& templates, RequestContext& context) {
        std::vector<std::string> result;
        for (const auto& each : templates) {
            MGC_TRY_ASSIGN(const std::string text, each.text(context));
            result.emplace_back(trimmed(text));
        }
        return result;
    }

    Result<std::vector<SigningKey>> inlineKeys(RequestContext& context) const {
        std::vector<SigningKey> keys = publicKeys;
        for (const auto& each : secrets) {
            MGC_TRY_ASSIGN(const std::string written, each.secret.text(context));
            auto secret = decodeBase64(written);
            if (!secret) return fail("FormatException", "A signing key is not base64.");
            keys.push_back(SigningKey::symmetric(std::move(*secret), each.id));
        }
        return keys;
    }

    Result<std::optional<TokenFailure>> check(const SignedToken& token, const std::vector<SigningKey>& keys,
                                              const std::vector<std::string>& allowedIssuers, RequestContext& context) const {
        using Failure = std::optional<TokenFailure>;
        MGC_TRY_ASSIGN(const bool signedOnly, requireSigned.get(context));
        if (auto failure = checkSignature(token, keys, signedOnly)) return failure;
        MGC_TRY_ASSIGN(const bool expires, requireExpiration.get(context));
        MGC_TRY_ASSIGN(const std::int64_t tolerance, skew.get(context));
        if (auto failure = checkLifetime(token, context.services().clock.now(), expires, tolerance)) return failure;
        MGC_TRY_ASSIGN(const auto allowedAudiences, texts(audiences, context));
        if (!holdsOneOf(token, "aud", allowedAudiences))
            return Failure{{"TokenAudienceNotAllowed", "The audience of the token is not allowed. Access denied."}};
        if (!holdsOneOf(token, "iss", allowedIssuers))
            return Failure{{"TokenIssuerNotAllowed", "The issuer of the token is not allowed. Access denied."}};
        std::string missing;
        for (const auto& claim : claims)
            if (token.values(claim.name()).empty()) missing += (missing.empty() ? "" : ", ") + claim.name();
        if (!missing.empty())
            return Failure{{"TokenClaimNotFound", "JWT is missing the following claims: " + missing + ". Access denied."}};
        for (const auto& claim : claims) {
            MGC_TRY_ASSIGN(Failure failure, claim.check(token, context));
            if (failure) return failure;
        }
        return Failure{};
    }

    Result<Flow> refuse(RequestContext& context, TokenFailure failure) const {
        PolicyError error;
        MGC_TRY_ASSIGN(const std::int64_t code, status.get(context));
        error.status = static_cast<int>(std::clamp<std::int64_t>(code, 100, 999));
        error.reason = std::move(failure.reason);
        error.message = std::move(failure.message);
        if (message.present()) {
            MGC_TRY_ASSIGN(error.publicMessage, message.text(context));
        }
        return context.fail(std::move(error));
    }
};

Result<void> addKey(ValidateJwt& step, const PolicyNode& node, CompileContext& context) {
    if (node.name != "key") return context.error("MGC2425", "'" + node.name + "' is not supported.", node);
    if (node.attribute("certificate-id"))
        return context.error("MGC2426", "Keys from certificates of the service are not supported: certificate-id.", node);
    const std::string id = context.constant(node, "id");
    if (node.attribute("n") || node.attribute("e")) {
        auto key = SigningKey::rsa(context.constant(node, "n"), context.constant(node, "e"), id);
        if (!key) return context.error("MGC2427", "n and e make no RSA key.", node);
        step.publicKeys.push_back(std::move(*key));
        return {};
    }
    ValidateJwt::InlineKey key;
    MGC_TRY_ASSIGN(key.secret, context.text(node));
    key.id = id;
    // Placeholders of named values that are allowed to be unknown are no base64; only a filled-in key is checked here.
    if (key.secret.isConstant() && key.secret.constantText().find("{{") == std::string::npos && !decodeBase64(key.secret.constantText()))
        return context.error("MGC2428", "The key is not base64.", node);
    step.secrets.push_back(std::move(key));
    return {};
}

Result<void> addTexts(std::vector<Template>& to, const PolicyNode& list, CompileContext& context) {
    for (const auto& child : list.children) {
        MGC_TRY_ASSIGN(Template text, context.text(child));
        to.push_back(std::move(text));
    }
    return {};
}

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateJwt>();
    MGC_TRY_ASSIGN(step->headerName, context.attribute(node, "header-name"));
    MGC_TRY_ASSIGN(step->queryName, context.attribute(node, "query-parameter-name"));
    MGC_TRY_ASSIGN(step->tokenValue, context.attribute(node, "token-value"));
    if (int{step->headerName.present()} + int{step->queryName.present()} + int{step->tokenValue.present()} != 1)
        return context.error("MGC2429", "Give one of header-name, query-parameter-name and token-value.", node);
    MGC_TRY_ASSIGN(step->scheme, context.attribute(node, "require-scheme"));
    MGC_TRY_ASSIGN(step->message, context.attribute(node, "failed-validation-error-message"));
    MGC_TRY_ASSIGN(step->status, context.integer(node, "failed-validation-httpcode"));
    MGC_TRY_ASSIGN(step->skew, context.integer(node, "clock-skew"));
    MGC_TRY_ASSIGN(step->requireExpiration, context.boolean(node, "require-expiration-time"));
    MGC_TRY_ASSIGN(step->requireSigned, context.boolean(node, "require-signed-tokens"));
    step->variable = context.constant(node, "output-token-variable-name");
    for (const auto& child : node.children) {
        if (child.name == "openid-config") {
            MGC_TRY_ASSIGN(Template url, context.attribute(child, "url"));
            step->configurations.push_back(std::move(url));
        } else if (child.name == "issuer-signing-keys") {
            for (const auto& key : child.children) MGC_TRY(addKey(*step, key, context));
        } else if (child.name == "audiences") {
            MGC_TRY(addTexts(step->audiences, child, context));
        } else if (child.name == "issuers") {
            MGC_TRY(addTexts(step->issuers, child, context));
        } else if (child.name == "required-claims") {
            for (const auto& each : child.children) {
                MGC_TRY_ASSIGN(RequiredClaim claim, RequiredClaim::compile(each, context));
                step->claims.push_back(std::move(claim));
            }
        } else {
            return context.error("MGC2425", "'" + child.name + "' is not supported.", child);
        }
    }
    return step;
}

ElementDescriptor list(std::string_view name, ElementDescriptor entry, std::string_view help) {
    return {.name = name, .content = Content::Elements, .children = {std::move(entry)}, .maximum = 1, .help = help};
}

std::vector<ElementDescriptor> children() {
    const ElementDescriptor key{
        .name = "key",
        .attributes = {{.name = "id", .expressions = Expressions::NotAllowed, .help = "Matches the token's kid"},
                       {.name = "certificate-id", .expressions = Expressions::NotAllowed, .help = "Certificate of the service"},
                       {.name = "n", .expressions = Expressions::NotAllowed, .help = "RSA modulus, base64url"},
                       {.name = "e", .expressions = Expressions::NotAllowed, .help = "RSA exponent, base64url"}},
        .content = Content::Text,
        .help = "A base64 secret, or an RSA key by n and e"};
    const ElementDescriptor decryptionKey{
        .name = "key",
        .attributes = {{.name = "id", .expressions = Expressions::NotAllowed, .help = "Matches the token's kid"},
                       {.name = "certificate-id", .expressions = Expressions::NotAllowed, .help = "Certificate of the service"}},
        .content = Content::Text,
        .help = "A key that tokens are encrypted for"};
    const ElementDescriptor claim{
        .name = "claim",
        .attributes =
            {{.name = "name", .presence = Presence::Required, .expressions = Expressions::NotAllowed, .help = "Claim that must be there"},
             {.name = "match",
              .type = AttributeType::Enumeration,
              .defaultValue = "all",
              .values = {"all", "any"},
              .help = "Whether all listed values or any of them must be held"},
             {.name = "separator", .expressions = Expressions::NotAllowed, .help = "Splits a text claim into values"}},
        .content = Content::Elements,
        .children = {{.name = "value", .content = Content::Text, .help = "An accepted value"}},
        .help = "A required claim"};
    return {
        {.name = "openid-config",
         .attributes =
             {{.name = "url", .type = AttributeType::Url, .presence = Presence::Required, .help = "OpenID configuration document"},
              {.name = "host", .expressions = Expressions::NotAllowed, .help = "Undocumented"}},
         .help = "Keys and issuer from an OpenID provider"},
        list("issuer-signing-tokens", {.name = "token", .content = Content::Text, .help = "A token"}, "Old form of keys"),
        list("issuer-signing-keys", key, "Keys that signatures are checked with"),
        list("decryption-keys", decryptionKey, "Keys of encrypted tokens"),
        list("audiences", {.name = "audience", .content = Content::Text, .help = "An accepted aud"}, "Accepted audiences; one suffices"),
        list("issuers", {.name = "issuer", .content = Content::Text, .help = "An accepted iss"}, "Accepted issuers; one suffices"),
        list("required-claims", claim, "Claims that must be there")};
}

}  // namespace

const PolicyDescriptor& validate_jwt_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = {.name = "validate-jwt",
                    .attributes = {{.name = "header-name", .type = AttributeType::HeaderName, .help = "Header that holds the token"},
                                   {.name = "query-parameter-name", .help = "Query parameter that holds the token"},
                                   {.name = "token-value", .help = "The token itself, without Bearer"},
                                   {.name = "failed-validation-httpcode",
                                    .type = AttributeType::Integer,
                                    .defaultValue = "401",
                                    .minimum = 100,
                                    .maximum = 999,
                                    .help = "Status of the refusal"},
                                   {.name = "failed-validation-error-message", .help = "Message of the refusal; without it the reason"},
                                   {.name = "require-expiration-time",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "true",
                                    .help = "Refuse tokens without exp"},
                                   {.name = "require-scheme", .help = "Scheme that Authorization must have"},
                                   {.name = "require-signed-tokens",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "true",
                                    .help = "Refuse unsigned tokens"},
                                   {.name = "clock-skew",
                                    .type = AttributeType::Integer,
                                    .defaultValue = "0",
                                    .minimum = 0,
                                    .unit = "seconds",
                                    .help = "Tolerance of exp and nbf"},
                                   {.name = "output-token-variable-name",
                                    .type = AttributeType::VariableName,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "Variable that takes the token as Jwt"}},
                    .content = Content::Elements,
                    .children = children(),
                    .ordered = true,
                    .help = "Checks a JSON Web Token"},
        .sections = Section::Inbound,
        .summary = "Lets only callers with a valid JSON Web Token in; refuses with 401",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-jwt-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
