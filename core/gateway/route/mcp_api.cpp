#include "gateway/route/mcp_api.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t mostTools = 256;

std::string textAt(const Json& object, const char* name) {
    return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : std::string();
}

const Json& propertiesOf(const resources::Api& api) {
    static const Json none = Json::object();
    if (!api.document) return none;
    const Json& root = api.document->root();
    return root.is_object() && root.contains("properties") && root["properties"].is_object() ? root["properties"] : none;
}

/// mcpProperties.endpoints: a list of {name, uriTemplate} (ARM), or an object of them by name (Microsoft's samples).
std::vector<std::string> endpointsOf(const Json& properties) {
    std::vector<std::string> paths;
    const auto add = [&](const Json& endpoint) {
        std::string path = textAt(endpoint, "uriTemplate");
        if (!path.empty() && !path.starts_with('/')) path.insert(0, 1, '/');
        if (!path.empty()) paths.push_back(std::move(path));
    };
    if (properties.contains("mcpProperties") && properties["mcpProperties"].is_object() &&
        properties["mcpProperties"].contains("endpoints")) {
        const Json& endpoints = properties["mcpProperties"]["endpoints"];
        if (endpoints.is_array() || endpoints.is_object())
            for (const auto& endpoint : endpoints) add(endpoint);
    }
    if (paths.empty()) paths.emplace_back("/mcp");
    return paths;
}

/// "/apis/a/operations/o" out of a tool's operationId, relative or as a full ARM id.
bool readOperationId(std::string_view id, McpTool& tool) {
    const auto parts = split(resources::relativeId(id), '/');
    for (std::size_t i = 0; i + 3 < parts.size(); ++i)
        if (parts[i] == "apis" && parts[i + 2] == "operations") {
            tool.api = parts[i + 1];
            tool.operation = parts[i + 3];
            return !tool.api.empty() && !tool.operation.empty();
        }
    return false;
}

const resources::Operation* findOperation(const resources::Workspace& workspace, const McpTool& tool) {
    for (const auto& api : workspace.apis) {
        if (!equalsIgnoreCase(api.name, tool.api)) continue;
        for (const auto& operation : api.operations)
            if (equalsIgnoreCase(operation.name, tool.operation)) return &operation;
    }
    return nullptr;
}

}  // namespace

std::optional<McpApi> mcpApi(const resources::Api& api, const resources::Workspace& workspace, Diagnostics& diagnostics) {
    if (api.type != resources::ApiType::Mcp) return std::nullopt;
    McpApi result;
    const Json& properties = propertiesOf(api);
    result.endpoints = endpointsOf(properties);
    result.backendId = resources::lastSegment(textAt(properties, "backendId"));
    if (properties.contains("mcpTools") && properties["mcpTools"].is_array()) {
        std::size_t index = 0;
        for (const auto& entry : properties["mcpTools"]) {
            const std::string at = "/mcpTools/" + std::to_string(index++);
            McpTool tool;
            tool.description = textAt(entry, "description");
            const bool named = readOperationId(textAt(entry, "operationId"), tool);
            const auto* operation = named ? findOperation(workspace, tool) : nullptr;
            if (!operation || result.tools.size() >= mostTools) {
                diagnostics.error("MGC2026",
                                  "MCP API \"" + api.name + "\": tool " + std::to_string(index) +
                                      (operation ? " is one too many, 256 are allowed."
                                                 : " names no operation of this workspace as /apis/{api}/operations/{operation}."),
                                  api.rangeOf(at + "/operationId"), api.name);
                continue;
            }
            tool.name = textAt(entry, "name");
            if (tool.name.empty()) tool.name = textAt(entry, "displayName");
            if (tool.name.empty()) tool.name = operation->name;
            if (tool.description.empty())
                tool.description = operation->description.empty() ? operation->displayName : operation->description;
            result.tools.push_back(std::move(tool));
        }
    }
    if (result.tools.empty() && result.backendId.empty() && api.serviceUrl.empty())
        diagnostics.error("MGC2025", "MCP API \"" + api.name + "\" needs mcpTools, or the backendId or serviceUrl of a remote MCP server.",
                          api.rangeOf("/type"), api.name);
    for (const auto& endpoint : result.endpoints)
        for (const std::string method : {"POST", "GET", "DELETE"}) {
            resources::Operation operation;
            operation.name = toLowerAscii(method) + "-" + endpoint.substr(1);
            operation.displayName = method + " " + endpoint;
            operation.file = api.file;
            operation.method = method;
            operation.urlTemplate = endpoint;
            result.operations.push_back(std::move(operation));
        }
    return result;
}

}  // namespace mgc::gateway
