#include "gateway/run/trace_frame.h"

#include <nlohmann/json.hpp>

#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::json;

Json headerList(const http::Headers& headers) {
    Json list = Json::array();
    for (const auto field : headers) list.push_back({{"name", field.name}, {"value", field.value}});
    return list;
}

Json addressOf(const http::Url& url) {
    return {{"scheme", url.scheme}, {"host", url.host}, {"port", url.effectivePort()}, {"path", url.path}, {"query", url.query}};
}

}  // namespace

void traceArrival(policy::RequestContext& context) {
    auto* trace = context.trace();
    if (!trace) return;
    const auto& request = context.request();
    trace->add(
        "api-inspector",
        {{"request", {{"method", request.method}, {"url", context.originalUrl().toText()}, {"headers", headerList(request.headers)}}}});
}

void traceConfiguration(policy::RequestContext& context) {
    auto* trace = context.trace();
    if (!trace) return;
    Json configuration{{"api", nullptr}, {"operation", nullptr}, {"user", nullptr}, {"product", nullptr}, {"subscription", nullptr}};
    if (const auto& api = context.api)
        configuration["api"] = {
            {"id", api->id}, {"revision", api->revision}, {"from", "/" + api->path}, {"to", addressOf(api->serviceUrl)}};
    if (const auto& operation = context.operation)
        configuration["operation"] = {{"id", operation->id}, {"method", operation->method}, {"uriTemplate", operation->urlTemplate}};
    if (const auto& user = context.user) {
        Json groups = Json::array();
        for (const auto& group : user->groups) groups.push_back(group.name);
        configuration["user"] = {{"id", user->id}, {"groups", std::move(groups)}};
    }
    if (const auto& product = context.product) configuration["product"] = {{"id", product->id}};
    if (const auto& subscription = context.subscription) configuration["subscription"] = {{"id", subscription->id}};
    trace->add("api-inspector", {{"configuration", std::move(configuration)}});
}

void traceAnswer(policy::RequestContext& context, const http::Response& response) {
    auto* trace = context.trace();
    if (!trace) return;
    const bool streams = !response.body.isWhole();
    trace->add(
        "transfer-response",
        {{"message", streams ? "Response headers have been sent to the caller. Starting to stream the response body."
                             : "Response has been sent to the caller in full."},
         {"response", {{"status", {{"code", response.status}, {"reason", response.reason}}}, {"headers", headerList(response.headers)}}}});
}

}  // namespace mgc::gateway
