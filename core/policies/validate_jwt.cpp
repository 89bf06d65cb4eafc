#include "base/text.h"
#include "expression/host/host_values.h"
#include "policies/support/jwt/open_id.h"
#include "policies/support/jwt/token_elements.h"
#include "policies/support/jwt/token_keys.h"
#include "policies/support/jwt/token_refusal.h"
#include "policies/support/jwt/token_source.h"
#include "policies/support/without_effect.h"

namespace mgc::policies {

using namespace policy;

namespace {

class ValidateJwt : public Step {
public:
    TokenSource source;
    TokenRefusal refusal;
    IntegerSetting skew;
    BooleanSetting requireExpiration, requireSigned;
    std::string variable;
    std::vector<Template> configurations, audiences, issuers;
    TokenKeys keys, decryptionKeys;
    std::vector<RequiredClaim> claims;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto text = source.take(context);
        if (!text) co_return fail(std::move(text).error());
        if (text->empty()) co_return refusal.refuse(context, {"TokenNotPresent", "JWT not present."});
        auto opened = decryptionKeys.open(*text, context);
        if (!opened) co_return fail(std::move(opened).error());
        if (!*opened) co_return refusal.refuse(context, {"JwtInvalid", "The token could not be decrypted. Access denied."});
        const auto token = parseSignedToken(*text);
        if (!token) co_return refusal.refuse(context, {"JwtInvalid", "The token is no valid JWT."});

        auto signing = keys.signing(context);
        if (!signing) co_return fail(std::move(signing).error());
        auto allowedIssuers = texts(issuers, context);
        if (!allowedIssuers) co_return fail(std::move(allowedIssuers).error());
        for (const auto& each : configurations) {
            auto url = each.text(context);
            if (!url) co_return fail(std::move(url).error());
            std::string address(trimmed(*url));
            auto keyId = token->keyId();
            auto metadata = co_await openIdMetadata(context, std::move(address), std::move(keyId));
            if (!metadata) co_return refusal.refuse(context, {"JwtInvalid", metadata.error().fullMessage()});
            signing->insert(signing->end(), metadata->keys.begin(), metadata->keys.end());
            if (!metadata->issuer.empty()) allowedIssuers->push_back(metadata->issuer);
        }
        auto failure = check(*token, *signing, *allowedIssuers, context);
        if (!failure) co_return fail(std::move(failure).error());
        if (*failure) co_return refusal.refuse(context, std::move(**failure));
        if (!variable.empty())
            if (auto read = expression::parseJwt(*text)) context.variables.set(variable, expression::makeJwt(std::move(read)));
        co_return Flow::Continue;
    }

private:
    Result<std::optional<TokenFailure>> check(const SignedToken& token, const std::vector<SigningKey>& signing,
                                              const std::vector<std::string>& allowedIssuers, RequestContext& context) const {
        using Failure = std::optional<TokenFailure>;
        MGC_TRY_ASSIGN(const bool signedOnly, requireSigned.get(context));
        if (auto failure = checkSignature(token, signing, signedOnly)) return failure;
        MGC_TRY_ASSIGN(const bool expires, requireExpiration.get(context));
        MGC_TRY_ASSIGN(const std::int64_t tolerance, skew.get(context));
        if (auto failure = checkLifetime(token, context.services().clock.now(), expires, tolerance)) return failure;
        MGC_TRY_ASSIGN(const auto allowedAudiences, texts(audiences, context));
        if (!holdsOneOf(token, "aud", allowedAudiences))
            return Failure{{"TokenAudienceNotAllowed", "The audience of the token is not allowed. Access denied."}};
        if (!holdsOneOf(token, "iss", allowedIssuers))
            return Failure{{"TokenIssuerNotAllowed", "The issuer of the token is not allowed. Access denied."}};
        return checkClaims(token, claims, context);
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<ValidateJwt>();
    MGC_TRY_ASSIGN(step->source, TokenSource::compile(node, context));
    MGC_TRY_ASSIGN(step->refusal, TokenRefusal::compile(node, context));
    MGC_TRY_ASSIGN(step->skew, context.integer(node, "clock-skew"));
    MGC_TRY_ASSIGN(step->requireExpiration, context.boolean(node, "require-expiration-time"));
    MGC_TRY_ASSIGN(step->requireSigned, context.boolean(node, "require-signed-tokens"));
    step->variable = context.constant(node, "output-token-variable-name");
    for (const auto& child : node.children) {
        if (child.name == "openid-config") {
            withoutEffect(context, child, "host", "it is undocumented");
            MGC_TRY_ASSIGN(Template url, context.attribute(child, "url"));
            step->configurations.push_back(std::move(url));
        } else if (child.name == "issuer-signing-keys") {
            for (const auto& key : child.children) MGC_TRY(step->keys.add(key, context));
        } else if (child.name == "decryption-keys") {
            MGC_TRY(step->decryptionKeys.addForDecryption(child, context));
        } else if (child.name == "audiences") {
            MGC_TRY(addTexts(step->audiences, child, context));
        } else if (child.name == "issuers") {
            MGC_TRY(addTexts(step->issuers, child, context));
        } else if (child.name == "required-claims") {
            MGC_TRY(addClaims(step->claims, child, context));
        } else {
            return context.error("MGC2425", "'" + child.name + "' is not supported.", child);
        }
    }
    return step;
}

std::vector<ElementDescriptor> children() {
    return {
        {.name = "openid-config",
         .attributes =
             {{.name = "url", .type = AttributeType::Url, .presence = Presence::Required, .help = "OpenID configuration document"},
              {.name = "host", .expressions = Expressions::NotAllowed, .help = "Undocumented"}},
         .help = "Keys and issuer from an OpenID provider"},
        listElement("issuer-signing-tokens", {.name = "token", .content = Content::Text, .help = "A token"}, "Old form of keys"),
        listElement("issuer-signing-keys", TokenKeys::signingElement(), "Keys that signatures are checked with"),
        listElement("decryption-keys", TokenKeys::decryptionElement(), "Keys of encrypted tokens"),
        listElement("audiences", {.name = "audience", .content = Content::Text, .help = "An accepted aud"},
                    "Accepted audiences; one suffices"),
        listElement("issuers", {.name = "issuer", .content = Content::Text, .help = "An accepted iss"}, "Accepted issuers; one suffices"),
        listElement("required-claims", claimElement(), "Claims that must be there")};
}

std::vector<AttributeDescriptor> attributes() {
    std::vector<AttributeDescriptor> all = TokenSource::attributes();
    for (auto& attribute : TokenRefusal::attributes()) all.push_back(std::move(attribute));
    all.push_back(
        {.name = "require-expiration-time", .type = AttributeType::Boolean, .defaultValue = "true", .help = "Refuse tokens without exp"});
    all.push_back(
        {.name = "require-signed-tokens", .type = AttributeType::Boolean, .defaultValue = "true", .help = "Refuse unsigned tokens"});
    all.push_back({.name = "clock-skew",
                   .type = AttributeType::Integer,
                   .defaultValue = "0",
                   .minimum = 0,
                   .unit = "seconds",
                   .help = "Tolerance of exp and nbf"});
    all.push_back(outputTokenAttribute());
    return all;
}

}  // namespace

const PolicyDescriptor& validate_jwt_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = {.name = "validate-jwt",
                    .attributes = attributes(),
                    .content = Content::Elements,
                    .children = children(),
                    .ordered = true,
                    .help = "Checks a JSON Web Token",
                    .groups = {TokenSource::places(AttributeGroup::Rule::ExactlyOne)}},
        .sections = Section::Inbound,
        .summary = "Lets only callers with a valid JSON Web Token in; refuses with 401",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-jwt-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
