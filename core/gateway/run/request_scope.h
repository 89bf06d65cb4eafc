#pragma once
#include <memory>

#include "gateway/run/recording_exchange.h"
#include "gateway/run/step_recorder.h"
#include "gateway/run/traffic_record.h"
#include "policy/runtime/request_context.h"

namespace mgc::gateway {

class LiveProgram;

/// Passes a request's custom metrics on; keeps them where somebody looks (`try`).
class RequestMetrics : public policy::MetricSink {
public:
    static constexpr std::size_t maximumSamples = 1000;

    explicit RequestMetrics(policy::MetricSink& next) : m_next(next) {}
    void keep() { m_keep = true; }
    void emit(const policy::MetricSamples& samples) override {
        if (m_keep && m_samples.size() + samples.values.size() <= maximumSamples) samples.appendTo(m_samples);
        m_next.emit(samples);
    }
    [[nodiscard]] const std::vector<policy::MetricSample>& samples() const { return m_samples; }

private:
    policy::MetricSink& m_next;
    std::vector<policy::MetricSample> m_samples;
    bool m_keep = false;
};

/// Everything that belongs to one request while it is under way: the record, the services as this request sees them, the context.
/// Kept alive until the response's body has ended.
struct RequestScope {
    RequestScope(const policy::Services& shared, metrics::Metrics& metrics, http::Request&& request)
        : record(std::make_shared<TrafficRecord>()),
          exchange(shared.exchange, record, shared.clock, metrics),
          samples(shared.metrics),
          services{shared.clock,         shared.random,   exchange,      shared.counters, shared.cache,
                   shared.semanticCache, shared.identity, shared.tokens, samples,         shared.backends,
                   shared.windowKind,    shared.bodyLimit, shared.background, shared.certificates, shared.connections,
                   shared.messages},
          context(services, std::move(request)),
          steps(*record, shared.clock) {}

    std::shared_ptr<TrafficRecord> record;
    RecordingExchange exchange;
    RequestMetrics samples;
    policy::Services services;
    policy::RequestContext context;
    StepRecorder steps;
    std::shared_ptr<const LiveProgram> live;
    Instant headReady{};  ///< when the response was there
};

}  // namespace mgc::gateway
