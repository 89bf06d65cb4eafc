#pragma once
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "azure/cloud.h"
#include "azure/sign_in/token_source.h"
#include "azure/transport.h"

namespace mgc::azure {

using Form = std::vector<std::pair<std::string, std::string>>;

/// An error answer of the token endpoint. Decide by `error` and `suberror`, never by text or number.
struct EntraFault {
    std::string error, suberror, description, claims, correlationId;
    /// Only a person at a browser can help: MFA, consent, an expired refresh token, a Conditional Access policy.
    [[nodiscard]] bool needsInteraction() const;
};
[[nodiscard]] std::optional<EntraFault> readEntraFault(const std::string& body);
/// The fault as an error: code = `error`, or InteractionRequired; the message says what to do and keeps the correlation id.
[[nodiscard]] Error entraError(const EntraFault& fault);

/// A token answer. `refreshToken` and `idToken` are "" where the answer has none.
struct TokenAnswer {
    AccessToken access;
    std::string refreshToken, idToken;
};

/// What the sign-in flows share: addresses of one cloud and tenant, form posts, token answers.
class EntraEndpoint {
public:
    EntraEndpoint(const Cloud& cloud, std::string tenant, Transport& transport)
        : m_base(cloud.authority + '/' + (tenant.empty() ? "organizations" : tenant) + "/oauth2/v2.0"), m_transport(transport) {}

    [[nodiscard]] std::string url(const std::string& endpoint) const { return m_base + '/' + endpoint; }
    /// A token, or the fault as answered. Errors of the transport are errors.
    [[nodiscard]] Result<std::variant<TokenAnswer, EntraFault>> token(const Form& form);
    /// The same with faults as errors.
    [[nodiscard]] Result<TokenAnswer> tokenOrError(const Form& form);
    [[nodiscard]] Result<HttpResponse> post(const std::string& endpoint, const Form& form);
    [[nodiscard]] Transport& transport() { return m_transport; }

private:
    std::string m_base;
    Transport& m_transport;
};

/// "<resource scope> openid profile offline_access"
[[nodiscard]] std::string withOpenId(const std::string& scope);

}  // namespace mgc::azure
