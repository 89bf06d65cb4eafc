#pragma once
#include <nlohmann/json_fwd.hpp>

#include "http/exchange.h"

namespace mgc::gateway {

class Engine;
class LiveProgram;
struct McpTool;
struct RoutedApi;

/// The MCP server (streamable HTTP, JSON answers, no sessions) that stands behind every API whose operations are exposed as tools. It is
/// the backend of such an API: the API's own policies run around it, and a tool call is a request of its own to the operation's API, with
/// that API's key check and policies and the caller's headers. Revisions 2024-11-05, 2025-03-26 and 2025-06-18 of the protocol.
class McpServer : public http::Exchange {
public:
    explicit McpServer(Engine& engine) : m_engine(engine) {}
    /// The first path segment names the API.
    [[nodiscard]] Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions& options) override;

private:
    [[nodiscard]] Task<Result<http::Response>> callTool(const http::Request& request, const http::SendOptions& options,
                                                        const nlohmann::ordered_json& message, const LiveProgram& live,
                                                        const McpTool& tool);
    Engine& m_engine;
};

}  // namespace mgc::gateway
