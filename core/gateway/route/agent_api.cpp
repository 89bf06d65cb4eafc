#include "gateway/route/agent_api.h"

#include <nlohmann/json.hpp>

#include "http/uri_text.h"
#include "json/document.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

const Json& memberOf(const Json& object, const char* name) {
    static const Json none = Json::object();
    return object.is_object() && object.contains(name) ? object[name] : none;
}

std::string textAt(const Json& object, const char* name) {
    const Json& value = memberOf(object, name);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::string withSlash(std::string path) {
    if (!path.starts_with('/')) path.insert(0, 1, '/');
    return path;
}

resources::Operation operation(const resources::Api& api, std::string name, std::string displayName, std::string method, std::string path) {
    resources::Operation made;
    made.name = std::move(name);
    made.displayName = std::move(displayName);
    made.file = api.file;
    made.method = std::move(method);
    made.urlTemplate = std::move(path);
    return made;
}

}  // namespace

std::optional<AgentApi> agentApi(const resources::Api& api, Diagnostics& diagnostics) {
    if (api.type != resources::ApiType::A2a) return std::nullopt;
    static const Json none = Json::object();
    const Json& properties = api.document ? memberOf(api.document->root(), "properties") : none;
    const Json& card = memberOf(properties, "a2aProperties");
    const Json& rpc = memberOf(properties, "jsonRpcProperties");
    AgentApi agent;
    agent.cardPath = textAt(card, "agentCardPath");
    agent.cardPath = withSlash(agent.cardPath.empty() ? "/.well-known/agent-card.json" : agent.cardPath);
    agent.cardUrl = textAt(card, "agentCardBackendUrl");
    std::string base = textAt(rpc, "backendUrl");
    if (base.empty()) base = api.serviceUrl;
    while (base.ends_with('/')) base.pop_back();
    const std::string path = textAt(rpc, "path");
    agent.runtimeUrl = path.empty() || path == "/" ? base : base + withSlash(path);
    if (agent.cardUrl.empty() && !base.empty()) agent.cardUrl = agent.runtimeUrl + agent.cardPath;
    if (!http::parseWrittenUrl(agent.runtimeUrl))
        diagnostics.error("MGC2027", "A2A API \"" + api.name + "\" needs the agent's address in jsonRpcProperties.backendUrl (or serviceUrl).",
                          api.rangeOf("/type"), api.name);
    else if (!http::parseWrittenUrl(agent.cardUrl))
        diagnostics.error("MGC2027", "A2A API \"" + api.name + "\": a2aProperties.agentCardBackendUrl is not an absolute URL.",
                          api.rangeOf("/a2aProperties/agentCardBackendUrl"), api.name);
    agent.operations.push_back(operation(api, "get-agent-card", "Get agent card", "GET", agent.cardPath));
    agent.operations.push_back(operation(api, "json-rpc", "JSON-RPC", "POST", "/"));
    return agent;
}

}  // namespace mgc::gateway
