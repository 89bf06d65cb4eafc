#pragma once
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "resources/workspace.h"

namespace mgc::gateway {

/// Host that stands for the gateway's own MCP server in the service URL of an API that exposes operations as tools. Names below "invalid"
/// never resolve (RFC 2606), so no other call can mean it.
inline constexpr std::string_view toolServerHost = "mcp-server.gateway.invalid";

struct McpTool {
    std::string name, description;
    std::string api, operation;  ///< resource names of what a call runs
};

/// An API of type mcp: a remote MCP server behind a backend entity that calls are passed on to, or operations of other APIs that the
/// gateway itself offers as tools (ARM: backendId, mcpProperties, mcpTools).
struct McpApi {
    std::vector<McpTool> tools;                   ///< empty: passed on to a remote server
    std::string backendId;                        ///< of the remote server; "" where the API's serviceUrl names it
    std::vector<std::string> endpoints;           ///< paths below the API, "/mcp"
    std::deque<resources::Operation> operations;  ///< GET, POST and DELETE of each endpoint
};

/// Nullopt for APIs of other types. MGC2025: neither tools nor a remote server; MGC2026: a tool that names no operation of the workspace.
[[nodiscard]] std::optional<McpApi> mcpApi(const resources::Api& api, const resources::Workspace& workspace, Diagnostics& diagnostics);

}  // namespace mgc::gateway
