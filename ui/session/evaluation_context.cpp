#include "ui/session/evaluation_context.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

namespace mgc::ui {

namespace {

using Json = nlohmann::ordered_json;

Json headersOf(const management::Message& message) {
    Json headers = Json::object();
    for (const auto& line : message.headers) {
        Json& values = headers[line.name];
        if (values.is_null()) values = Json::array();
        values.push_back(line.value);
    }
    return headers;
}

/// JSON bodies as JSON, others as text.
Json bodyOf(const management::Message& message) {
    Json parsed = Json::parse(message.body, nullptr, false);
    return parsed.is_discarded() ? Json(message.body) : parsed;
}

/// "https://gateway/path": expressions take URLs apart, recordings keep what stood in the request line.
std::string absolute(const std::string& url, const std::string& gateway) {
    if (url.find("://") != std::string::npos) return url;
    std::string base = gateway;
    while (!base.empty() && base.back() == '/') base.pop_back();
    return (base.empty() ? "http://localhost" : base) + (url.starts_with('/') ? url : '/' + url);
}

/// Values of {parameters} where the operation's template fits the end of the path.
Json parametersOf(std::string_view path, std::string_view pattern) {
    const auto parts = [](std::string_view text) {
        std::vector<std::string_view> list;
        text = text.substr(0, text.find('?'));
        while (!text.empty()) {
            const auto slash = text.find('/');
            if (slash != 0) list.push_back(text.substr(0, slash));
            text = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
        }
        return list;
    };
    Json found = Json::object();
    const auto have = parts(path);
    const auto want = parts(pattern);
    if (want.size() > have.size()) return found;
    for (std::size_t i = 0; i < want.size(); ++i) {
        const std::string_view name = want[i];
        if (name.size() > 2 && name.front() == '{' && name.back() == '}')
            found[std::string(name.substr(1, name.size() - 2))] = have[have.size() - want.size() + i];
    }
    return found;
}

}  // namespace

std::string evaluationContext(const management::RequestDetail& detail, const management::Status& status) {
    const auto& row = detail.row;
    const std::string url = absolute(detail.request.url.empty() ? row.url : detail.request.url, status.gatewayUrl);
    Json context;
    context["request"] = {{"method", detail.request.method.empty() ? row.method : detail.request.method},
                          {"url", url},
                          {"originalUrl", url},
                          {"headers", headersOf(detail.request)},
                          {"body", bodyOf(detail.request)},
                          {"ip", row.clientIp.empty() ? "127.0.0.1" : row.clientIp}};
    context["response"] = {{"status", detail.response.status == 0 ? row.status : detail.response.status},
                           {"reason", detail.response.reason.empty() ? row.reason : detail.response.reason},
                           {"headers", headersOf(detail.response)},
                           {"body", bodyOf(detail.response)}};
    context["variables"] = Json::object();
    for (const auto& api : status.apis)
        if (api.id == row.apiId)
            context["api"] = {{"Id", api.id},
                              {"Name", api.displayName},
                              {"Path", api.path},
                              {"SubscriptionKeyParameterNames", {{"Header", api.keyHeader}, {"Query", api.keyQuery}}}};
    if (!context.contains("api")) context["api"] = {{"Id", row.apiId}, {"Name", row.apiId}, {"Path", ""}};
    // "POST /deployments/{deployment-id}/chat/completions": as the status lists operations.
    std::string pattern;
    for (const auto& api : status.apis)
        for (const auto& operation : api.operations)
            if (api.id == row.apiId && operation.starts_with(row.method + " ")) {
                const std::string path = operation.substr(row.method.size() + 1);
                const Json parameters = parametersOf(url, path);
                const auto last = path.rfind('/');
                if (url.substr(0, url.find('?')).ends_with(path.substr(last == std::string::npos ? 0 : last)) || pattern.empty()) {
                    pattern = path;
                    context["matchedParameters"] = parameters;
                }
            }
    context["operation"] = {{"Id", row.operationId}, {"Method", row.method}, {"Name", row.operationName}, {"UrlTemplate", pattern}};
    context["subscription"] = {{"Id", row.subscriptionId}, {"Name", row.subscriptionId}};
    for (const auto& subscription : status.subscriptions)
        if (subscription.id == row.subscriptionId) context["subscription"]["Name"] = subscription.displayName;
    context["deployment"] = {{"GatewayId", "managed"}, {"Region", "local"}, {"ServiceName", status.workspaceName}};
    context["requestId"] = row.requestId;
    context["timestamp"] = row.time;
    context["elapsedMs"] = static_cast<std::int64_t>(row.totalMs);
    return context.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace mgc::ui
