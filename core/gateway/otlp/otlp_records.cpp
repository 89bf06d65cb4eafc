#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "gateway/log/gateway_log.h"
#include "gateway/otlp/otlp_json.h"
#include "gateway/run/conversions.h"
#include "policy/runtime/correlation.h"
#include "resources/price_table.h"

namespace mgc::gateway::otlp {

namespace {

using Json = nlohmann::ordered_json;

constexpr int serverKind = 2, clientKind = 3;  // SpanKind
constexpr int statusError = 2;                 // Status.StatusCode
constexpr int severityInfo = 9, severityWarn = 13, severityError = 17;

struct Ids {
    std::string trace, span;
};

/// Ids of a request: its correlation's, else made from its GUID, so that spans and logs of one request still belong together.
Ids idsOf(const TrafficRecord& record) {
    if (!record.traceId.empty()) return {record.traceId, record.spanId};
    std::string digits = replacedAll(record.requestId, "-", "");
    digits.resize(32, '1');
    return {digits, digits.substr(16)};
}

/// The span id that a backend was told, else one made from the request's and the call's number.
std::string spanOf(const RecordedBackendCall& call, const Ids& ids, std::size_t number) {
    if (const auto told = policy::parseTraceParent(call.requestHeaders.get("traceparent").value_or("")); told && told->traceId == ids.trace)
        return told->parentId;
    std::string made = ids.span;
    const std::string digits = std::to_string(number + 1);
    made.replace(0, std::min(digits.size(), made.size()), digits);
    return made == ids.span ? made.replace(15, 1, made.back() == 'f' ? "0" : "f") : made;
}

/// gen_ai.operation.name of the conventions.
std::string_view operationOf(const TrafficRecord& record) {
    const std::string_view path = std::string_view(record.url).substr(0, record.url.find('?'));
    if (path.ends_with("/embeddings")) return "embeddings";
    if (path.ends_with("/completions") && !path.ends_with("/chat/completions")) return "text_completion";
    return "chat";
}

void addModelFacts(Json& attributes, const TrafficRecord& record) {
    if (record.model.empty()) return;
    attributes.push_back(attribute("gen_ai.operation.name", operationOf(record)));
    attributes.push_back(attribute("gen_ai.request.model", record.model));
    if (record.tokens.prompt == 0 && record.tokens.completion == 0) return;
    attributes.push_back(attribute("gen_ai.usage.input_tokens", static_cast<std::int64_t>(record.tokens.prompt)));
    attributes.push_back(attribute("gen_ai.usage.output_tokens", static_cast<std::int64_t>(record.tokens.completion)));
    if (!record.cost) return;
    attributes.push_back(attribute("mgc.cost", static_cast<double>(*record.cost) / resources::PriceTable::unitsPerCurrency));
    attributes.push_back(attribute("mgc.cost.currency", record.currency));
}

void addText(Json& attributes, std::string_view key, const std::string& value) {
    if (!value.empty()) attributes.push_back(attribute(key, value));
}

Json serverSpan(const TrafficRecord& record, const Ids& ids) {
    const auto url = http::parseUrl(record.url);
    Json attributes = Json::array({attribute("http.request.method", record.method), attribute("url.path", url ? url->path : record.url),
                                   attribute("http.response.status_code", static_cast<std::int64_t>(record.status))});
    addText(attributes, "client.address", record.clientIp);
    addText(attributes, "apim.request.id", record.requestId);
    addText(attributes, "apim.api.id", record.apiId);
    addText(attributes, "apim.operation.id", record.operationId);
    addText(attributes, "apim.product.id", record.productId);
    addText(attributes, "apim.subscription.id", record.subscriptionId);
    addText(attributes, "apim.backend.id", record.backendId);
    addModelFacts(attributes, record);
    Json flags = Json::array();
    for (const auto& flag : record.flags) flags.push_back({{"stringValue", flag}});
    if (!flags.empty()) attributes.push_back({{"key", "mgc.flags"}, {"value", {{"arrayValue", {{"values", std::move(flags)}}}}}});
    const bool failed = record.status >= 500 || !record.complete;
    if (failed || !record.errorReason.empty())
        attributes.push_back(attribute("error.type", !record.errorReason.empty() ? record.errorReason : std::to_string(record.status)));
    Json span{{"traceId", ids.trace}, {"spanId", ids.span}};
    if (!record.parentSpanId.empty()) span["parentSpanId"] = record.parentSpanId;
    span["name"] = record.method + " " +
                   (!record.operationName.empty() ? record.operationName
                    : !record.apiId.empty()       ? record.apiId
                                                  : "unmatched");
    span["kind"] = serverKind;
    span["startTimeUnixNano"] = nanoseconds(record.received);
    span["endTimeUnixNano"] = nanoseconds(record.received + record.total);
    span["attributes"] = std::move(attributes);
    span["status"] = failed ? Json{{"code", statusError}, {"message", record.errorReason}} : Json::object();
    return span;
}

Json clientSpan(const TrafficRecord& record, const RecordedBackendCall& call, const Ids& ids, std::size_t number) {
    const auto url = http::parseUrl(call.url);
    Json attributes = Json::array({attribute("http.request.method", call.method), attribute("url.full", maskedUrl(call.url))});
    if (url) {
        attributes.push_back(attribute("server.address", url->host));
        attributes.push_back(attribute("server.port", static_cast<std::int64_t>(url->effectivePort())));
    }
    if (call.status != 0) attributes.push_back(attribute("http.response.status_code", static_cast<std::int64_t>(call.status)));
    addText(attributes, "apim.backend.id", call.backendId);
    const bool failed = call.status == 0 || call.status >= 400;
    if (failed) attributes.push_back(attribute("error.type", call.status == 0 ? "BackendConnectionFailure" : std::to_string(call.status)));
    const bool asksModel = !record.model.empty() && !call.backendId.empty();
    // What was used came with the last answer; earlier ones were refused or lost.
    if (asksModel && &call == &record.backendCalls.back()) addModelFacts(attributes, record);
    return {{"traceId", ids.trace},
            {"spanId", spanOf(call, ids, number)},
            {"parentSpanId", ids.span},
            {"name", asksModel ? std::string(operationOf(record)) + " " + record.model : call.method},
            {"kind", clientKind},
            {"startTimeUnixNano", nanoseconds(record.received + call.start)},
            {"endTimeUnixNano", nanoseconds(record.received + call.start + call.length)},
            {"attributes", std::move(attributes)},
            {"status", failed ? Json{{"code", statusError}, {"message", call.error}} : Json::object()}};
}

std::string text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string traces(const Records& records, const Source& source) {
    Json spans = Json::array();
    for (const auto& record : records) {
        const Ids ids = idsOf(*record);
        spans.push_back(serverSpan(*record, ids));
        std::size_t number = 0;
        for (const auto& call : record->backendCalls) spans.push_back(clientSpan(*record, call, ids, number++));
    }
    Json scoped{{"scope", scope(source)}, {"spans", std::move(spans)}};
    Json whole{{"resource", resource(source)}, {"scopeSpans", Json::array({std::move(scoped)})}};
    return text({{"resourceSpans", Json::array({std::move(whole)})}});
}

std::string logs(const Records& records, const Source& source) {
    Json lines = Json::array();
    for (const auto& record : records) {
        const Ids ids = idsOf(*record);
        const bool failed = record->status >= 500 || !record->complete;
        const int severity = failed ? severityError : record->status >= 400 ? severityWarn : severityInfo;
        const std::string ended = nanoseconds(record->received + record->total);
        lines.push_back({{"timeUnixNano", ended},
                         {"observedTimeUnixNano", ended},
                         {"severityNumber", severity},
                         {"severityText", failed                  ? "ERROR"
                                          : record->status >= 400 ? "WARN"
                                                                  : "INFO"},
                         {"body", {{"stringValue", gatewayLogLine(*record)}}},
                         {"attributes", Json::array({attribute("event.name", "apim.gateway.request"),
                                                     attribute("http.response.status_code", static_cast<std::int64_t>(record->status))})},
                         {"traceId", ids.trace},
                         {"spanId", ids.span}});
    }
    Json scoped{{"scope", scope(source)}, {"logRecords", std::move(lines)}};
    Json whole{{"resource", resource(source)}, {"scopeLogs", Json::array({std::move(scoped)})}};
    return text({{"resourceLogs", Json::array({std::move(whole)})}});
}

}  // namespace mgc::gateway::otlp
