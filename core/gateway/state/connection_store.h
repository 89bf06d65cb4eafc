#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "policy/runtime/services.h"

namespace mgc::gateway {

/// One connection of the local credential manager: a given token, or the client credentials that a token is got with.
struct ConnectionDefinition {
    std::string provider, authorization;
    std::string accessToken;  ///< given; "" for one that is got
    std::string tokenUrl, clientId, clientSecret, scope;
    std::vector<std::pair<std::string, std::string>> claims;
};

/// The stand-in of Azure's credential manager: connections from `.model-gateway/connections.json`. From any thread.
class ConnectionStore : public policy::Connections {
public:
    explicit ConnectionStore(const Clock& clock) : m_clock(clock) {}
    void replace(std::vector<ConnectionDefinition> connections);

    /// OAuth 2.0 client credentials; a token is kept until a minute before it expires.
    [[nodiscard]] Task<Result<Authorization>> authorize(std::string providerId, std::string authorizationId,
                                                        http::Exchange& exchange) override;

private:
    struct Kept {
        std::string token;
        Instant until{};
    };
    const Clock& m_clock;
    std::mutex m_mutex;
    std::vector<ConnectionDefinition> m_connections;
    std::map<std::string, Kept> m_tokens;  ///< one per connection at most
};

}  // namespace mgc::gateway
