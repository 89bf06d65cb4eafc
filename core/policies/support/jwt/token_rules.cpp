#include "policies/support/jwt/token_rules.h"

#include <algorithm>

#include "base/text.h"

namespace mgc::policies {

using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;

Result<RequiredClaim> RequiredClaim::compile(const PolicyNode& node, CompileContext& context) {
    RequiredClaim claim;
    claim.m_name = context.constant(node, "name");
    claim.m_separator = context.constant(node, "separator");
    MGC_TRY_ASSIGN(claim.m_match, context.attribute(node, "match"));
    for (const auto& child : node.children) {
        MGC_TRY_ASSIGN(policy::Template value, context.text(child));
        claim.m_values.push_back(std::move(value));
    }
    return claim;
}

Result<std::optional<TokenFailure>> RequiredClaim::check(const SignedToken& token, RequestContext& context) const {
    std::vector<std::string> held = token.values(m_name);
    if (!m_separator.empty()) {
        std::vector<std::string> parts;
        for (const auto& value : held) {
            std::string_view rest = value;
            while (true) {
                const auto at = rest.find(m_separator);
                if (!rest.substr(0, at).empty()) parts.emplace_back(rest.substr(0, at));
                if (at == std::string_view::npos) break;
                rest.remove_prefix(at + m_separator.size());
            }
        }
        held = std::move(parts);
    }
    if (m_values.empty()) return std::optional<TokenFailure>{};
    MGC_TRY_ASSIGN(const std::string match, m_match.text(context));
    const bool any = equalsIgnoreCase(trimmed(match), "any");
    std::size_t found = 0;
    for (const auto& each : m_values) {
        MGC_TRY_ASSIGN(const std::string wanted, each.text(context));
        if (std::ranges::find(held, wanted) != held.end()) ++found;
    }
    if (any ? found > 0 : found == m_values.size()) return std::optional<TokenFailure>{};
    std::string shown;
    for (const auto& value : held) shown += (shown.empty() ? "" : ", ") + value;
    return std::optional<TokenFailure>{
        {"TokenClaimValueNotAllowed", "Claim " + m_name + " value of " + shown + " is not allowed. Access denied."}};
}

Result<std::optional<TokenFailure>> checkClaims(const SignedToken& token, const std::vector<RequiredClaim>& claims,
                                                RequestContext& context) {
    using Failure = std::optional<TokenFailure>;
    std::string missing;
    for (const auto& claim : claims)
        if (token.values(claim.name()).empty()) missing += (missing.empty() ? "" : ", ") + claim.name();
    if (!missing.empty()) return Failure{{"TokenClaimNotFound", "JWT is missing the following claims: " + missing + ". Access denied."}};
    for (const auto& claim : claims) {
        MGC_TRY_ASSIGN(Failure failure, claim.check(token, context));
        if (failure) return failure;
    }
    return Failure{};
}

Result<std::vector<std::string>> texts(const std::vector<policy::Template>& templates, RequestContext& context) {
    std::vector<std::string> result;
    for (const auto& each : templates) {
        MGC_TRY_ASSIGN(const std::string text, each.text(context));
        result.emplace_back(trimmed(text));
    }
    return result;
}

std::optional<TokenFailure> checkSignature(const SignedToken& token, const std::vector<SigningKey>& keys, bool requireSigned) {
    const std::string algorithm = token.algorithm();
    if (token.signature.empty() || algorithm == "none") {
        // "none" with a signature is no unsigned token but a forged one.
        if (!requireSigned && token.signature.empty() && algorithm == "none") return std::nullopt;
        return TokenFailure{"TokenSignatureInvalid", "The token is not signed. Access denied."};
    }
    const std::string id = token.keyId();
    const auto named = [&](const SigningKey& key) { return !id.empty() && key.id() == id; };
    const bool anyNamed = std::ranges::any_of(keys, named);
    for (const auto& key : keys) {
        if (anyNamed && !named(key)) continue;
        if (key.verifies(algorithm, token.signedPart, token.signature)) return std::nullopt;
    }
    const bool allNamed = std::ranges::none_of(keys, [](const SigningKey& key) { return key.id().empty(); });
    if (!id.empty() && !anyNamed && allNamed)
        return TokenFailure{"TokenSignatureKeyNotFound", "No key with the id " + id + " is known. Access denied."};
    return TokenFailure{"TokenSignatureInvalid", "The signature of the token could not be validated. Access denied."};
}

std::optional<TokenFailure> checkLifetime(const SignedToken& token, Instant now, bool requireExpiration, std::int64_t skewSeconds) {
    const double at = std::chrono::duration<double>(now.time_since_epoch()).count();
    const auto skew = static_cast<double>(skewSeconds);
    const auto expires = token.seconds("exp");
    if (!expires && requireExpiration) return TokenFailure{"JwtInvalid", "The token has no expiration time. Access denied."};
    if (expires && *expires + skew <= at) return TokenFailure{"TokenExpired", "The token has expired. Access denied."};
    const auto notBefore = token.seconds("nbf");
    if (notBefore && *notBefore - skew > at) return TokenFailure{"JwtInvalid", "The token is not valid yet. Access denied."};
    return std::nullopt;
}

bool holdsOneOf(const SignedToken& token, const char* claim, const std::vector<std::string>& allowed) {
    if (allowed.empty()) return true;
    return std::ranges::any_of(token.values(claim),
                               [&](const std::string& value) { return std::ranges::find(allowed, value) != allowed.end(); });
}

}  // namespace mgc::policies
