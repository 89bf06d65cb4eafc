#pragma once
#include <optional>
#include <string>
#include <vector>

#include "policies/support/jwt/signing_key.h"
#include "policies/support/jwt/token.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// Why a token does not pass: LastError.Reason and the text.
struct TokenFailure {
    std::string reason, message;
};

/// One <claim> of <required-claims>.
class RequiredClaim {
public:
    [[nodiscard]] static Result<RequiredClaim> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// Nullopt when the token's values satisfy it. The claim must be there.
    [[nodiscard]] Result<std::optional<TokenFailure>> check(const SignedToken& token, policy::RequestContext& context) const;

private:
    std::string m_name, m_separator;
    policy::Template m_match;
    std::vector<policy::Template> m_values;
};

/// The first of `claims` that the token does not satisfy; all that are missing come in one failure.
[[nodiscard]] Result<std::optional<TokenFailure>> checkClaims(const SignedToken& token, const std::vector<RequiredClaim>& claims,
                                                              policy::RequestContext& context);
/// The texts of a list, without the blanks around them.
[[nodiscard]] Result<std::vector<std::string>> texts(const std::vector<policy::Template>& templates, policy::RequestContext& context);

/// Nullopt when one of `keys` verifies the signature: those with the token's key id first, else every key.
[[nodiscard]] std::optional<TokenFailure> checkSignature(const SignedToken& token, const std::vector<SigningKey>& keys, bool requireSigned);
/// exp and nbf against `now`.
[[nodiscard]] std::optional<TokenFailure> checkLifetime(const SignedToken& token, Instant now, bool requireExpiration,
                                                        std::int64_t skewSeconds);
/// One of `allowed` among the token's values of `claim`; an empty list allows everything.
[[nodiscard]] bool holdsOneOf(const SignedToken& token, const char* claim, const std::vector<std::string>& allowed);

}  // namespace mgc::policies
