#include "gateway/run/request_finish.h"

#include <array>
#include <nlohmann/json.hpp>

#include "policy/runtime/trace_recorder.h"

namespace mgc::gateway {

namespace {

metrics::Throttle throttleOf(const policy::RequestContext& context, int status) {
    using metrics::Throttle;
    static constexpr std::array all{Throttle::TokenLimit, Throttle::TokenQuota, Throttle::RateLimit, Throttle::Quota, Throttle::Concurrency};
    for (const Throttle throttle : all)
        if (context.finalError().throttle == metrics::toText(throttle)) return throttle;
    return status == 429 && context.backendAnswered() ? Throttle::Backend429 : Throttle::None;
}

std::uint64_t positive(std::int64_t count) {
    return count > 0 ? static_cast<std::uint64_t>(count) : 0;
}

}  // namespace

void RequestFinish::headReady(RequestScope& scope, const http::Response& response) const {
    TrafficRecord& record = *scope.record;
    const policy::RequestContext& context = scope.context;
    record.policy = std::max(Duration::zero(), m_clock.now() - record.received - context.backendTime);
    record.status = response.status;
    record.reason = response.reason;
    record.responseHeaders = response.headers;
    record.backendId = context.calledBackendId;
    record.streamed = !response.body.isWhole();
    record.throttle = throttleOf(context, response.status);
    record.errorReason = context.finalError().reason;
    if (context.api) record.apiId = context.api->id;
    if (context.operation) {
        record.operationId = context.operation->id;
        record.operationName = context.operation->name;
    }
    if (context.subscription) record.subscriptionId = context.subscription->id;
}

void RequestFinish::bodyEnded(RequestScope& scope, bool complete) const {
    TrafficRecord& record = *scope.record;
    const policy::RequestContext& context = scope.context;
    const Instant now = m_clock.now();
    record.total = now - record.received;
    record.complete = complete;
    record.model = context.model;
    record.tokens = {positive(context.usage.prompt), positive(context.usage.completion), positive(context.usage.cached)};
    record.flags = context.flags();
    if (!complete) record.flags.emplace_back("cut off");
    if (const auto* trace = scope.context.trace()) record.traceJson = trace->toJson().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);

    metrics::RequestEvent event;
    event.time = now;
    event.status = record.status;
    event.total = record.total;
    event.policy = record.policy;
    event.timeToFirstToken = record.timeToFirstToken;
    event.tokens = record.tokens;
    event.throttle = record.throttle;
    if (record.streamed) m_metrics.streamEnded();
    m_metrics.requestEnded(event);
    m_ring.add(record);
}

}  // namespace mgc::gateway
