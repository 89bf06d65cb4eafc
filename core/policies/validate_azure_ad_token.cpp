#include "base/text.h"
#include "expression/host/host_values.h"
#include "policies/support/jwt/open_id.h"
#include "policies/support/jwt/token_elements.h"
#include "policies/support/jwt/token_keys.h"
#include "policies/support/jwt/token_refusal.h"
#include "policies/support/jwt/token_source.h"

namespace mgc::policies {

using namespace policy;

namespace {

constexpr std::string_view publicCloud = "https://login.microsoftonline.com";

/// The directory's id within "https://host/<id>/v2.0"; "" in the metadata of organizations and common, which name none.
std::string tenantOf(const std::string& issuer) {
    const auto host = issuer.find("://");
    if (host == std::string::npos) return {};
    const auto begin = issuer.find('/', host + 3);
    if (begin == std::string::npos) return {};
    const auto end = issuer.find('/', begin + 1);
    std::string tenant = issuer.substr(begin + 1, end == std::string::npos ? end : end - begin - 1);
    return tenant.starts_with('{') ? std::string() : tenant;
}

class ValidateAzureAdToken : public Step {
public:
    TokenSource source;
    TokenRefusal refusal;
    Template tenant, endpoint;
    std::string variable;
    std::vector<Template> backendIds, clientIds, audiences;
    TokenKeys decryptionKeys;
    std::vector<RequiredClaim> claims;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto text = source.take(context);
        if (!text) co_return fail(std::move(text).error());
        if (text->empty()) co_return refusal.refuse(context, {"TokenNotPresent", "Azure AD JWT not present."});
        auto opened = decryptionKeys.open(*text, context);
        if (!opened) co_return fail(std::move(opened).error());
        if (!*opened) co_return refusal.refuse(context, {"JwtInvalid", "The token could not be decrypted. Access denied."});
        const auto token = parseSignedToken(*text);
        if (!token) co_return refusal.refuse(context, {"JwtInvalid", "Invalid Azure AD JWT."});
        auto address = metadataAddress(context);
        if (!address) co_return fail(std::move(address).error());
        auto keyId = token->keyId();
        auto metadata = co_await openIdMetadata(context, std::move(*address), std::move(keyId));
        if (!metadata) co_return refusal.refuse(context, {"JwtInvalid", metadata.error().fullMessage()});
        auto failure = check(*token, *metadata, context);
        if (!failure) co_return fail(std::move(failure).error());
        if (*failure) co_return refusal.refuse(context, std::move(**failure));
        if (!variable.empty())
            if (auto read = expression::parseJwt(*text)) context.variables.set(variable, expression::makeJwt(std::move(read)));
        co_return Flow::Continue;
    }

private:
    /// tenant-id is a directory's id or domain, one of organizations, common and consumers, or a whole authority address.
    Result<std::string> metadataAddress(RequestContext& context) const {
        MGC_TRY_ASSIGN(const std::string written, tenant.text(context));
        std::string authority(trimmed(written));
        while (authority.ends_with('/')) authority.pop_back();
        if (authority.find("://") == std::string::npos) {
            std::string host(publicCloud);
            if (endpoint.present()) {
                MGC_TRY_ASSIGN(const std::string given, endpoint.text(context));
                host = trimmed(given);
                while (host.ends_with('/')) host.pop_back();
                if (host.find("://") == std::string::npos) host.insert(0, "https://");
            }
            authority = host + "/" + authority;
        }
        if (!authority.ends_with("/v2.0")) authority += "/v2.0";
        return authority + "/.well-known/openid-configuration";
    }

    /// The issuers of both token versions. In the metadata of multi-tenant authorities the directory's id is left open.
    static std::vector<std::string> issuersOf(const OpenIdMetadata& metadata, const SignedToken& token) {
        std::string tenantId = tenantOf(metadata.issuer);
        if (tenantId.empty())
            if (const auto held = token.values("tid"); !held.empty()) tenantId = held.front();
        return {replacedAll(metadata.issuer, "{tenantid}", tenantId), "https://sts.windows.net/" + tenantId + "/"};
    }

    Result<std::optional<TokenFailure>> check(const SignedToken& token, const OpenIdMetadata& metadata, RequestContext& context) const {
        using Failure = std::optional<TokenFailure>;
        if (auto failure = checkSignature(token, metadata.keys, true)) return failure;
        if (auto failure = checkLifetime(token, context.services().clock.now(), true, 0)) return failure;
        if (!holdsOneOf(token, "iss", issuersOf(metadata, token)))
            return Failure{{"TokenIssuerNotAllowed", "The issuer of the token is not allowed. Access denied."}};
        MGC_TRY_ASSIGN(const auto allowedAudiences, texts(audiences, context));
        if (!holdsOneOf(token, "aud", allowedAudiences))
            return Failure{{"TokenAudienceNotAllowed", "The audience of the token is not allowed. Access denied."}};
        MGC_TRY_ASSIGN(auto backends, texts(backendIds, context));
        for (std::size_t i = 0, count = backends.size(); i < count; ++i) backends.push_back("api://" + backends[i]);
        if (!holdsOneOf(token, "aud", backends))
            return Failure{{"TokenAudienceNotAllowed", "The token is not for one of the backend applications. Access denied."}};
        MGC_TRY_ASSIGN(const auto clients, texts(clientIds, context));
        if (!holdsOneOf(token, token.values("azp").empty() ? "appid" : "azp", clients))
            return Failure{{"TokenClaimValueNotAllowed", "The client application of the token is not allowed. Access denied."}};
        return checkClaims(token, claims, context);
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    for (const auto* name : {"allow-protected-forwarded-tokens", "allow-proof-of-possession-tokens"})
        if (node.attribute(name) && toBoolean(context.constant(node, name)).value_or(true))
            return context.error("MGC2430", "Attribute '" + std::string(name) + "' is undocumented; only bearer tokens are accepted here.",
                                 node);
    auto step = std::make_unique<ValidateAzureAdToken>();
    MGC_TRY_ASSIGN(step->source, TokenSource::compile(node, context, "Authorization"));
    MGC_TRY_ASSIGN(step->refusal, TokenRefusal::compile(node, context));
    MGC_TRY_ASSIGN(step->tenant, context.attribute(node, "tenant-id"));
    MGC_TRY_ASSIGN(step->endpoint, context.attribute(node, "authentication-endpoint"));
    step->variable = context.constant(node, "output-token-variable-name");
    for (const auto& child : node.children) {
        if (child.name == "backend-application-ids") MGC_TRY(addTexts(step->backendIds, child, context));
        if (child.name == "client-application-ids") MGC_TRY(addTexts(step->clientIds, child, context));
        if (child.name == "audiences") MGC_TRY(addTexts(step->audiences, child, context));
        if (child.name == "required-claims") MGC_TRY(addClaims(step->claims, child, context));
        if (child.name == "decryption-keys") MGC_TRY(step->decryptionKeys.addForDecryption(child, context));
    }
    return step;
}

ElementDescriptor atLeastOne(ElementDescriptor element) {
    element.minimum = 1;
    return element;
}

std::vector<ElementDescriptor> children() {
    const ElementDescriptor application{.name = "application-id", .content = Content::Text, .minimum = 1, .help = "An application id"};
    ElementDescriptor key = TokenKeys::decryptionElement();
    key.content = Content::None;
    for (auto& attribute : key.attributes)
        if (attribute.name == "certificate-id") attribute.presence = Presence::Required;
    return {listElement("backend-application-ids", application, "Applications the token may be for"),
            listElement("client-application-ids", application, "Applications that may call; one must match azp or appid"),
            listElement("audiences", {.name = "audience", .content = Content::Text, .minimum = 1, .help = "An accepted aud"},
                        "Accepted audiences; one suffices"),
            listElement("required-claims", atLeastOne(claimElement()), "Claims that must be there"),
            listElement("decryption-keys", atLeastOne(std::move(key)), "Certificates of encrypted tokens")};
}

std::vector<AttributeDescriptor> attributes() {
    std::vector<AttributeDescriptor> all{
        {.name = "tenant-id", .presence = Presence::Required, .help = "Directory: its id, a domain, organizations, common, or an address"},
        {.name = "authentication-endpoint", .help = "Address of another cloud's sign-in; absent: the public cloud"}};
    for (auto& attribute : TokenSource::attributes()) all.push_back(std::move(attribute));
    for (auto& attribute : TokenRefusal::attributes()) all.push_back(std::move(attribute));
    all.push_back({.name = "allow-protected-forwarded-tokens", .type = AttributeType::Boolean, .help = "Undocumented"});
    all.push_back({.name = "allow-proof-of-possession-tokens", .type = AttributeType::Boolean, .help = "Undocumented"});
    all.push_back(outputTokenAttribute());
    return all;
}

}  // namespace

const PolicyDescriptor& validate_azure_ad_token_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = {.name = "validate-azure-ad-token",
                    .attributes = attributes(),
                    .content = Content::Elements,
                    .children = children(),
                    .help = "Checks a token of Microsoft Entra ID",
                    .groups = {TokenSource::places(AttributeGroup::Rule::AtMostOne)}},
        .sections = Section::Inbound,
        .summary = "Lets only callers with a token of one Entra directory in, for given applications; refuses with 401",
        .documentation = "https://learn.microsoft.com/azure/api-management/validate-azure-ad-token-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
