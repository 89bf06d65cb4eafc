#pragma once
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "resources/workspace.h"

namespace mgc::gateway {

/// Host that stands for the gateway's own reader of agent cards. Names below "invalid" never resolve (RFC 2606).
inline constexpr std::string_view agentCardHost = "agent-card.gateway.invalid";

/// An API of type a2a: JSON-RPC calls are passed to the agent, its card is passed on with the gateway's address in it
/// (ARM: a2aProperties, jsonRpcProperties, agent; docs page agent-to-agent-api).
struct AgentApi {
    std::string cardPath;                         ///< below the API, "/.well-known/agent-card.json"
    std::string cardUrl;                          ///< where the agent itself has it
    std::string runtimeUrl;                       ///< JSON-RPC address of the agent
    std::deque<resources::Operation> operations;  ///< GET of the card, POST of JSON-RPC
};

/// Nullopt for APIs of other types. MGC2027: an address is missing or is none.
[[nodiscard]] std::optional<AgentApi> agentApi(const resources::Api& api, Diagnostics& diagnostics);

}  // namespace mgc::gateway
