#include "gateway/run/mcp_server.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "gateway/run/engine.h"
#include "gateway/run/live_program.h"
#include "gateway/run/tool_schema.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> versions{"2025-06-18", "2025-03-26", "2024-11-05"};
constexpr std::size_t longestMessage = 4u << 20, longestResult = 4u << 20;
constexpr int invalidRequest = -32600, methodNotFound = -32601, invalidParams = -32602, parseError = -32700;

http::Response answer(int status, std::string body) {
    http::Response response;
    response.status = status;
    response.reason = http::reasonPhrase(status);
    if (!body.empty()) response.headers.add("Content-Type", "application/json");
    response.body = http::Body::text(std::move(body));
    return response;
}
std::string text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }
http::Response result(const Json& id, Json value) {
    return answer(200, text({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(value)}}));
}
http::Response error(int status, const Json& id, int code, std::string_view message) {
    return answer(status, text({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}}));
}

std::string textAt(const Json& object, const char* name) {
    return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : std::string();
}

/// An argument as it stands in a URL or header.
std::string argumentText(const Json& value) { return value.is_string() ? value.get<std::string>() : text(value); }

Json initializeResult(const RoutedApi& api, const Json& params) {
    const std::string asked = textAt(params, "protocolVersion");
    const bool known = std::find(versions.begin(), versions.end(), asked) != versions.end();
    return {{"protocolVersion", known ? asked : std::string(versions.front())},
            {"capabilities", {{"tools", {{"listChanged", false}}}}},
            {"serverInfo", {{"name", api.resource->displayName}, {"version", api.resource->revision}}}};
}

struct Target {
    const resources::Api* api = nullptr;
    const resources::Operation* operation = nullptr;
};

Target targetOf(const LiveProgram& live, const McpTool& tool) {
    for (const auto& api : live.workspace->apis) {
        if (!equalsIgnoreCase(api.name, tool.api)) continue;
        for (const auto& operation : api.operations)
            if (equalsIgnoreCase(operation.name, tool.operation)) return {&api, &operation};
    }
    return {};
}

Json toolList(const LiveProgram& live, const McpApi& mcp) {
    Json tools = Json::array();
    for (const auto& tool : mcp.tools) {
        const Target target = targetOf(live, tool);
        if (!target.operation) continue;
        tools.push_back(
            {{"name", tool.name}, {"description", tool.description}, {"inputSchema", toolSchema(*target.api, *target.operation)}});
    }
    return {{"tools", std::move(tools)}};
}

/// The operation's path and query with the arguments in their places; nullopt where a path argument is missing.
std::optional<std::string> targetPath(const Target& target, const Json& arguments) {
    const auto& urlTemplate = target.operation->urlTemplate;
    std::string path = urlTemplate.substr(0, urlTemplate.find('?'));
    const auto parameters = templateParameters(urlTemplate);
    for (const auto& name : parameters.path) {
        if (!arguments.contains(name)) return std::nullopt;
        const std::string value = percentEncoded(argumentText(arguments[name]));
        for (const std::string& written : {"{" + name + "}", "{*" + name + "}"})
            if (const auto at = path.find(written); at != std::string::npos) path.replace(at, written.size(), value);
    }
    std::string query;
    const auto addQuery = [&](const std::string& name) {
        if (!arguments.contains(name) || arguments[name].is_null()) return;
        query += (query.empty() ? "?" : "&") + percentEncoded(name) + "=" + percentEncoded(argumentText(arguments[name]));
    };
    for (const auto& [name, placeholder] : parameters.query) addQuery(name);
    for (const auto& parameter : target.operation->parameters) {
        const bool inTemplate =
            std::any_of(parameters.query.begin(), parameters.query.end(), [&](const auto& known) { return known.first == parameter.name; });
        if (parameter.location == "query" && !inTemplate) addQuery(parameter.name);
    }
    return path + query;
}

/// The caller's headers without those that belong to the MCP message itself.
http::Headers callerHeaders(const http::Headers& from) {
    http::Headers headers;
    for (const auto field : from) {
        const bool own = equalsIgnoreCase(field.name, "Host") || equalsIgnoreCase(field.name, "Accept") ||
                         equalsIgnoreCase(field.name, "X-Forwarded-For") || startsWithIgnoreCase(field.name, "Content-") ||
                         startsWithIgnoreCase(field.name, "Mcp-") || http::isHopByHop(field.name);
        if (!own) headers.add(field.name, field.value);
    }
    return headers;
}

}  // namespace

Task<Result<http::Response>> McpServer::callTool(const http::Request& request, const http::SendOptions& options, const Json& message,
                                                 const LiveProgram& live, const McpTool& tool) {
    const Json id = message["id"];
    const Json& params = message["params"];
    const Json arguments = params.contains("arguments") && params["arguments"].is_object() ? params["arguments"] : Json::object();
    const Target target = targetOf(live, tool);
    if (!target.operation) co_return error(200, id, invalidParams, "The operation behind this tool does not exist any more.");
    const auto path = targetPath(target, arguments);
    if (!path) co_return error(200, id, invalidParams, "An argument that is part of the operation's path is missing.");

    http::Request call;
    call.method = target.operation->method;
    std::string address = "https://localhost";
    if (!target.api->path.empty()) address += "/" + target.api->path;
    auto url = http::parseUrl(address + *path);
    if (!url) co_return error(200, id, invalidParams, url.error().message);
    call.url = std::move(*url);
    call.headers = callerHeaders(request.headers);
    call.headers.add("Host", call.url.authority());
    for (const auto& parameter : target.operation->parameters)
        if (parameter.location == "header" && arguments.contains(parameter.name))
            call.headers.set(parameter.name, argumentText(arguments[parameter.name]));
    if (arguments.contains("body")) {
        const Json& body = arguments["body"];
        call.headers.set("Content-Type", "application/json");
        call.body = http::Body::text(body.is_string() ? body.get<std::string>() : text(body));
        call.headers.set("Content-Length", std::to_string(call.body.view().size()));
    }
    ClientInfo client;
    const auto forwarded = request.headers.get("X-Forwarded-For").value_or("");
    client.ip = trimmed(forwarded.substr(forwarded.rfind(',') + 1));
    auto cancellation = options.cancellation ? options.cancellation : std::make_shared<Cancellation>();
    auto response = co_await m_engine.handle(std::move(call), std::move(client), std::move(cancellation));
    auto whole = co_await response->body.buffer(longestResult);
    std::string said =
        whole ? std::string(response->body.view()) : "The operation's answer could not be read: " + whole.error().fullMessage();
    if (said.empty()) said = std::to_string(response->status) + " " + response->reason;
    co_return result(id, {{"content", Json::array({{{"type", "text"}, {"text", said}}})}, {"isError", !whole || response->status >= 400}});
}

Task<Result<http::Response>> McpServer::exchange(http::Request& request, const http::SendOptions& options) {
    const auto live = m_engine.live();
    const auto segments = split(request.url.path, '/');
    const auto* api = live && segments.size() > 1 ? live->routes->api(percentDecoded(segments[1])) : nullptr;
    if (!api || !api->mcp) co_return answer(404, "");
    if (request.method != "POST") {
        auto refused = answer(405, "");  // no stream of server messages, no sessions to end
        refused.headers.add("Allow", "POST");
        co_return refused;
    }
    auto read = co_await request.body.buffer(longestMessage);
    if (!read) co_return error(413, nullptr, invalidRequest, read.error().message);
    const Json message = Json::parse(request.body.view(), nullptr, false);
    if (message.is_discarded()) co_return error(400, nullptr, parseError, "Parse error");
    if (!message.is_object() || textAt(message, "jsonrpc") != "2.0")
        co_return error(400, nullptr, invalidRequest, "A single JSON-RPC 2.0 message is expected.");
    if (!message.contains("id") || !message.contains("method"))
        co_return answer(202, "");  // a notification, or an answer to nothing we asked
    const Json id = message["id"];
    const Json params = message.contains("params") ? message["params"] : Json::object();
    const std::string method = textAt(message, "method");
    if (method == "initialize") co_return result(id, initializeResult(*api, params));
    if (method == "ping") co_return result(id, Json::object());
    if (method == "tools/list") co_return result(id, toolList(*live, *api->mcp));
    if (method != "tools/call") co_return error(200, id, methodNotFound, "Method not found: " + method);
    const std::string name = textAt(params, "name");
    for (const auto& tool : api->mcp->tools) {
        if (tool.name != name) continue;
        auto called = co_await callTool(request, options, message, *live, tool);
        co_return called;
    }
    co_return error(200, id, invalidParams, "Unknown tool: " + name);
}

}  // namespace mgc::gateway
