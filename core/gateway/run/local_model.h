#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "gateway/route/agent_api.h"
#include "gateway/route/mcp_api.h"
#include "http/exchange.h"

namespace mgc::gateway {

/// The built-in model backend as the engine sees it (core/simulator behind an adapter in app). Thread-safe.
class LocalModel {
public:
    virtual ~LocalModel() = default;
    /// True if calls to this address go to the simulator instead of the network.
    [[nodiscard]] virtual bool claims(const http::Url& url) const = 0;
    [[nodiscard]] virtual http::Exchange& exchange() = 0;
    [[nodiscard]] virtual std::vector<std::string> deployments() const = 0;
    [[nodiscard]] virtual std::vector<std::string> regions() const = 0;
    /// Profiles, limits, latency and faults as JSON text (GET and PUT /v1/simulator). An error leaves everything as it was.
    [[nodiscard]] virtual std::string profile() const = 0;
    [[nodiscard]] virtual Result<void> setProfile(const std::string& json) = 0;
    /// What this build's simulator cannot do, for the status.
    [[nodiscard]] virtual std::vector<Diagnostic> limitations() const { return {}; }
    /// Titles of the faults that are switched on, for annotations ("Region outage on aoai-eastus").
    [[nodiscard]] virtual std::vector<std::string> faults() const { return {}; }
};

/// Sends each call to the gateway's own MCP server, its reader of agent cards or the simulator if the address is theirs, else to the network.
class RoutedExchange : public http::Exchange {
public:
    RoutedExchange(LocalModel* local, http::Exchange& network, http::Exchange& tools, http::Exchange& cards)
        : m_local(local), m_network(network), m_tools(tools), m_cards(cards) {}
    [[nodiscard]] Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions& options) override {
        if (request.url.host == toolServerHost) return m_tools.exchange(request, options);
        if (request.url.host == agentCardHost) return m_cards.exchange(request, options);
        if (m_local && m_local->claims(request.url)) return m_local->exchange().exchange(request, options);
        return m_network.exchange(request, options);
    }

private:
    LocalModel* m_local;
    http::Exchange& m_network;
    http::Exchange& m_tools;
    http::Exchange& m_cards;
};

}  // namespace mgc::gateway
