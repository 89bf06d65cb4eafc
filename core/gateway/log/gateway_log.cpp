#include "gateway/log/gateway_log.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "gateway/run/conversions.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t partBytes = 32u << 10, mostBytes = 2u << 20;

std::int64_t milliseconds(Duration duration) { return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count(); }
std::string line(const Json& entry) { return entry.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json headers(const http::Headers& from) {
    Json all = Json::object();
    for (const auto field : from) all[std::string(field.name)] = maskedHeader(field.name, field.value);
    return all;
}

std::string queryValue(const std::string& url, std::string_view name) {
    const auto parsed = http::parseUrl(url);
    if (!parsed) return {};
    for (const auto& [key, value] : http::parseQuery(parsed->query))
        if (equalsIgnoreCase(key, name)) return value;
    return {};
}

/// `text` in parts of at most 32 KB, cut between characters.
std::vector<std::string_view> parts(std::string_view text) {
    std::vector<std::string_view> all;
    text = text.substr(0, mostBytes);
    while (!text.empty()) {
        std::size_t length = std::min(partBytes, text.size());
        while (length < text.size() && length > 1 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
        all.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return all;
}

bool hasFlag(const TrafficRecord& record, std::string_view flag) {
    return std::find(record.flags.begin(), record.flags.end(), flag) != record.flags.end();
}

}  // namespace

std::string gatewayLogLine(const TrafficRecord& record) {
    const bool cached = hasFlag(record, "cache hit") || hasFlag(record, "semantic cache hit");
    Json entry{{"TimeGenerated", toIso8601(record.received)},
               {"Category", "GatewayLogs"},
               {"CorrelationId", record.requestId},
               {"Region", "local"},
               {"IsRequestSuccess", record.status < 400 && record.complete},
               {"CallerIpAddress", record.clientIp},
               {"Method", record.method},
               {"Url", maskedUrl(record.url)},
               {"ResponseCode", record.status},
               {"RequestSize", record.requestBody.bytes},
               {"ResponseSize", record.responseBody.bytes},
               {"TotalTime", milliseconds(record.total)},
               {"Cache", cached ? "hit" : "none"},
               {"ApiId", record.apiId},
               {"OperationId", record.operationId},
               {"ProductId", record.productId},
               {"ApimSubscriptionId", record.subscriptionId},
               {"RequestHeaders", headers(record.requestHeaders)},
               {"ResponseHeaders", headers(record.responseHeaders)}};
    if (!record.backendCalls.empty()) {
        const auto& call = record.backendCalls.back();
        Duration waited{};
        for (const auto& each : record.backendCalls) waited += each.length;
        entry["BackendId"] = call.backendId;
        entry["BackendMethod"] = call.method;
        entry["BackendProtocol"] = "HTTP/1.1";
        entry["BackendUrl"] = maskedUrl(call.url);
        entry["BackendResponseCode"] = call.status;
        entry["BackendTime"] = milliseconds(waited);
    }
    if (!record.errorReason.empty()) entry["LastErrorReason"] = record.errorReason;
    return line(entry);
}

std::vector<std::string> llmLogLines(const TrafficRecord& record) {
    std::vector<std::string> lines;
    const auto total = record.tokens.prompt + record.tokens.completion;
    if (record.model.empty() || total == 0) return lines;
    int sequence = 0;
    const auto add = [&](const char* column, const RecordedBody& body) {
        for (const auto part : parts(body.text ? std::string_view(*body.text) : std::string_view())) {
            Json entry{{"TimeGenerated", toIso8601(record.received)},
                       {"Category", "GatewayLlmLogs"},
                       {"CorrelationId", record.requestId},
                       {"OperationName", record.operationName},
                       {"Region", "local"},
                       {"RequestId", record.requestId},
                       {"SequenceNumber", sequence++},
                       {"ModelName", record.model},
                       {"DeploymentName", record.model},
                       {"ApiVersion", queryValue(record.url, "api-version")},
                       {"IsStreamCompletion", record.streamed},
                       {"PromptTokens", record.tokens.prompt},
                       {"CompletionTokens", record.tokens.completion},
                       {"TotalTokens", total}};
            entry[column] = part;
            lines.push_back(line(entry));
        }
    };
    add("RequestMessages", record.requestBody);
    add("ResponseMessages", record.responseBody);
    return lines;
}

}  // namespace mgc::gateway
