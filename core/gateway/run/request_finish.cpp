#include "gateway/run/request_finish.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "gateway/run/live_program.h"
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
    scope.headReady = m_clock.now();
    record.policy = std::max(Duration::zero(), scope.headReady - record.received - context.backendTime);
    record.status = response.status;
    record.reason = response.reason;
    record.responseHeaders = response.headers;
    record.backendId = context.calledBackendId();
    record.streamed = !response.body.isWhole();
    record.throttle = throttleOf(context, response.status);
    record.errorReason = context.finalError().reason;
    if (context.api) record.apiId = context.api->id;
    if (context.operation) {
        record.operationId = context.operation->id;
        record.operationName = context.operation->name;
    }
    if (context.product) record.productId = context.product->id;
    if (context.subscription) record.subscriptionId = context.subscription->id;
}

/// What the call has cost by the table that was live when it began, and who made it.
void RequestFinish::bookModelCall(const RequestScope& scope) const {
    TrafficRecord& record = *scope.record;
    if (record.tokens.prompt == 0 && record.tokens.completion == 0) return;
    const resources::PriceTable* const prices = scope.live ? &scope.live->workspace->prices : nullptr;
    if (const auto price = prices ? prices->find(record.model, record.received) : std::nullopt) {
        const std::uint64_t cached = std::min(record.tokens.cached, record.tokens.prompt);
        record.cost = (record.tokens.prompt - cached) * price->prompt + cached * price->cachedPrompt + record.tokens.completion * price->completion;
        record.currency = prices->currency;
    }
    m_metrics.modelCalled({record.subscriptionId, record.productId, record.model, record.backendId, record.tokens, record.currency, record.cost});
}

void RequestFinish::bodyEnded(RequestScope& scope, bool complete) const {
    TrafficRecord& record = *scope.record;
    const policy::RequestContext& context = scope.context;
    const Instant now = record.streamed ? m_clock.now() : scope.headReady;  // a whole body ends with its head
    record.total = now - record.received;
    record.complete = complete;
    record.model = context.model;
    record.tokens = {positive(context.usage.prompt), positive(context.usage.completion), positive(context.usage.cached)};
    bookModelCall(scope);
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
