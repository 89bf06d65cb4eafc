#pragma once
#include "http/exchange.h"

namespace mgc::gateway {

class Engine;

/// The backend of the card operation of an A2A API: reads the agent's own card over `network` and gives it out as the gateway's: its
/// address, JSON-RPC as the only transport, and the subscription key as what callers need (docs page agent-to-agent-api).
class AgentCards : public http::Exchange {
public:
    AgentCards(Engine& engine, http::Exchange& network) : m_engine(engine), m_network(network) {}
    /// The first path segment names the API. An answer that is no card passes unchanged.
    [[nodiscard]] Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions& options) override;

private:
    Engine& m_engine;
    http::Exchange& m_network;
};

}  // namespace mgc::gateway
