#include "gateway/run/conversions.h"

#include <algorithm>
#include <map>

#include "policy/runtime/trace_recorder.h"
#include "resources/price_table.h"
#include "tokens/stream_usage.h"

namespace mgc::gateway {

namespace {

double milliseconds(Duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

management::Quantiles toMessage(const metrics::Quantiles& values) {
    return {values.count, values.p50, values.p95, values.p99};
}

management::Distribution toMessage(const metrics::Distribution& values) {
    return {toMessage(values.recent), toMessage(values.minute)};
}

management::TokenTotals toMessage(const metrics::Tokens& tokens) {
    return {tokens.prompt, tokens.completion, tokens.cached};
}

std::vector<management::HeaderLine> toLines(const http::Headers& headers) {
    std::vector<management::HeaderLine> lines;
    lines.reserve(headers.size());
    for (const auto field : headers) lines.push_back({std::string(field.name), maskedHeader(field.name, field.value)});
    return lines;
}

std::string outcomeText(policy::StepOutcome outcome) {
    switch (outcome) {
        case policy::StepOutcome::Done: return "done";
        case policy::StepOutcome::Responded: return "responded";
        case policy::StepOutcome::Failed: return "failed";
    }
    return "done";
}

void putBody(const RecordedBody& body, management::Message& message) {
    if (body.text) message.body = body.text->substr(0, RecordedBody::maximumBytes);
    message.bodyBytes = body.bytes;
    message.bodyTruncated = body.truncated || (body.text && body.text->size() > RecordedBody::maximumBytes);
}

}  // namespace

management::KeyState toKeyState(const CounterReading& counter) {
    management::KeyState state;
    // Counter names are "<policy>:<counter key>" (services.h).
    const auto colon = counter.key.find(':');
    state.policy = counter.key.substr(0, colon);
    state.key = colon == std::string::npos ? counter.key : counter.key.substr(colon + 1);
    state.limit = counter.limit;
    state.used = counter.used;
    state.remaining = counter.remaining;
    state.windowSeconds = seconds(counter.window);
    state.retryAfterSeconds = seconds(counter.retryAfter);
    return state;
}

management::MetricsSnapshot toSnapshot(const metrics::Reading& reading, const std::vector<CounterReading>& counters,
                                       const std::vector<BackendReading>& backends, Instant now) {
    management::MetricsSnapshot snapshot;
    snapshot.time = toIso8601(now);
    snapshot.requests = reading.requests;
    for (const auto& [status, count] : reading.requestsByStatus) snapshot.requestsByStatus[std::to_string(status)] = count;
    snapshot.latency = toMessage(reading.latency);
    snapshot.timeToFirstToken = toMessage(reading.timeToFirstToken);
    snapshot.policyTime = toMessage(reading.policyTime);
    snapshot.tokens = toMessage(reading.tokens);
    snapshot.tokensPerMinute = toMessage(reading.tokensLastMinute);
    snapshot.throttled = reading.throttled;
    for (const auto& [reason, count] : reading.throttlesByReason) snapshot.throttlesByReason[reason] = count;
    for (const auto& counter : counters) snapshot.keys.push_back(toKeyState(counter));

    std::uint64_t calls = 0;
    std::map<std::string, management::BackendState> states;
    for (const auto& backend : backends) states[backend.id].id = backend.id;
    for (const auto& totals : reading.backends) {
        auto& state = states[totals.id];
        state.id = totals.id;
        state.pool = totals.pool;
        state.requests = totals.requests;
        state.failures = totals.failures;
        state.share = static_cast<double>(totals.lastMinute);
        calls += totals.lastMinute;
    }
    for (const auto& backend : backends) {
        auto& state = states[backend.id];
        state.state = backend.isOpen ? "open" : "closed";
        state.held = backend.heldSince.has_value();
        state.closesInSeconds = backend.openFor && !state.held ? seconds(*backend.openFor) : 0;
    }
    for (auto& [id, state] : states) {
        if (calls > 0) state.share /= static_cast<double>(calls);
        snapshot.backends.push_back(std::move(state));
    }
    snapshot.cacheHits = reading.cacheHits;
    snapshot.cacheMisses = reading.cacheMisses;
    snapshot.activeRequests = reading.activeRequests;
    snapshot.activeStreams = reading.activeStreams;
    for (const auto& note : reading.annotations) snapshot.annotations.push_back({note.sequence, toIso8601(note.time), note.kind, note.text});
    return snapshot;
}

management::TrafficRow toRow(const TrafficRecord& record) {
    management::TrafficRow row;
    row.id = record.id;
    row.requestId = record.requestId;
    row.traceId = record.traceId;
    row.spanId = record.spanId;
    row.parentSpanId = record.parentSpanId;
    row.time = toIso8601(record.received);
    row.method = record.method;
    row.url = maskedUrl(record.url);
    row.apiId = record.apiId;
    row.operationId = record.operationId;
    row.operationName = record.operationName;
    row.productId = record.productId;
    row.model = record.model;
    row.subscriptionId = record.subscriptionId;
    row.backendId = record.backendId;
    row.clientIp = record.clientIp;
    row.status = record.status;
    row.reason = record.reason;
    row.errorReason = record.errorReason;
    row.timeToFirstTokenMs = record.timeToFirstToken ? milliseconds(*record.timeToFirstToken) : 0;
    row.totalMs = milliseconds(record.total);
    row.policyMs = milliseconds(record.policy);
    row.promptTokens = static_cast<std::int64_t>(record.tokens.prompt);
    row.completionTokens = static_cast<std::int64_t>(record.tokens.completion);
    row.cachedTokens = static_cast<std::int64_t>(record.tokens.cached);
    if (record.cost) row.cost = static_cast<double>(*record.cost) / resources::PriceTable::unitsPerCurrency;
    row.currency = record.currency;
    row.requestBytes = record.requestBody.bytes;
    row.responseBytes = record.responseBody.bytes;
    row.stream = record.streamed;
    row.flags = record.flags;
    return row;
}

management::RequestDetail toDetail(const TrafficRecord& record) {
    management::RequestDetail detail;
    detail.row = toRow(record);
    detail.request.method = record.method;
    detail.request.url = maskedUrl(record.url);
    detail.request.headers = toLines(record.requestHeaders);
    putBody(record.requestBody, detail.request);
    detail.response.status = record.status;
    detail.response.reason = record.reason;
    detail.response.headers = toLines(record.responseHeaders);
    putBody(record.responseBody, detail.response);
    for (const auto& call : record.backendCalls) {
        management::RequestDetail::BackendCall entry;
        entry.backendId = call.backendId;
        entry.error = call.error;
        entry.startMs = milliseconds(call.start);
        entry.durationMs = milliseconds(call.length);
        entry.request.method = call.method;
        entry.request.url = maskedUrl(call.url);
        entry.request.headers = toLines(call.requestHeaders);
        putBody(call.requestBody, entry.request);
        entry.response.status = call.status;
        entry.response.reason = call.reason;
        entry.response.headers = toLines(call.responseHeaders);
        putBody(call.responseBody, entry.response);
        detail.backendCalls.push_back(std::move(entry));
    }
    const std::string_view text = record.responseBody.text ? std::string_view(*record.responseBody.text) : std::string_view();
    tokens::StreamUsageReader reader(record.model, 0, tokens::StreamUsageReader::Deltas::Counted);
    for (const auto& chunk : record.chunks) {
        management::StreamChunk entry;
        entry.offsetMs = milliseconds(chunk.offset);
        entry.bytes = chunk.bytes;
        if (chunk.textBegin < text.size()) entry.text = std::string(text.substr(chunk.textBegin, chunk.bytes));
        reader.feed(entry.text);
        entry.tokensSoFar = reader.tokensSoFar();
        detail.chunks.push_back(std::move(entry));
    }
    for (const auto& step : record.steps)
        detail.steps.push_back({std::string(step.entry->descriptor ? step.entry->descriptor->name() : "base"), std::string(policy::sectionName(step.section)),
                                step.entry->scope, step.entry->path, outcomeText(step.outcome), milliseconds(step.start), milliseconds(step.length),
                                step.detail});
    return detail;
}

}  // namespace mgc::gateway
