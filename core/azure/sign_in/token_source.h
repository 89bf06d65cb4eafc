#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"

namespace mgc::azure {

struct AccessToken {
    std::string value;
    std::chrono::system_clock::time_point expires;
};

struct TokenRequest {
    std::string scope;   ///< of one resource, "https://management.azure.com/.default"
    std::string tenant;  ///< "": the credential's own
    std::string claims;  ///< JSON of a claims challenge; "" for none
};

/// A way to get access tokens. Errors: NotSignedIn, InteractionRequired (sign in again, the message says why), CredentialUnavailable
/// (its program or variables are not there), and Entra's `error` as code.
class Credential {
public:
    virtual ~Credential() = default;
    [[nodiscard]] virtual Result<AccessToken> fetch(const TokenRequest& request) = 0;
    /// "device-code", "az", ...: as --credential names it.
    [[nodiscard]] virtual std::string name() const = 0;
};

/// Keeps access tokens in memory, one per scope, and renews them five minutes early.
class TokenSource {
public:
    TokenSource(std::unique_ptr<Credential> credential, std::string tenant)
        : m_credential(std::move(credential)), m_tenant(std::move(tenant)) {}

    /// `claims` of a challenge bypass the cache.
    [[nodiscard]] Result<std::string> token(const std::string& scope, const std::string& claims = {}) {
        const auto now = std::chrono::system_clock::now();
        const auto known = m_tokens.find(scope);
        if (claims.empty() && known != m_tokens.end() && known->second.expires - std::chrono::minutes(5) > now) return known->second.value;
        MGC_TRY_ASSIGN(AccessToken fresh, m_credential->fetch({scope, m_tenant, claims}));
        std::string value = fresh.value;
        m_tokens[scope] = std::move(fresh);
        return value;
    }
    void forget(const std::string& scope) { m_tokens.erase(scope); }
    [[nodiscard]] Credential& credential() { return *m_credential; }
    [[nodiscard]] const std::string& tenant() const { return m_tenant; }

private:
    std::unique_ptr<Credential> m_credential;
    std::string m_tenant;
    std::map<std::string, AccessToken> m_tokens;
};

}  // namespace mgc::azure
