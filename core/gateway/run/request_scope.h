#pragma once
#include <memory>

#include "base/frame_pool.h"
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

/// Memory that the last request of this thread has given back, still warm in the cache.
template <class T>
struct WarmMemory {
    using value_type = T;
    WarmMemory() = default;
    template <class U>
    WarmMemory(const WarmMemory<U>&) noexcept {}
    [[nodiscard]] T* allocate(std::size_t count) { return static_cast<T*>(FramePool::take(count * sizeof(T))); }
    void deallocate(T* memory, std::size_t count) noexcept { FramePool::giveBack(memory, count * sizeof(T)); }
    friend bool operator==(WarmMemory, WarmMemory) { return true; }
};

/// Everything that belongs to one request while it is under way: the record, the services as this request sees them, the context.
/// Kept alive until the response's body has ended.
struct RequestScope {
    RequestScope(const policy::Services& shared, metrics::Metrics& metrics, http::Request&& request)
        : record(std::allocate_shared<TrafficRecord>(WarmMemory<TrafficRecord>())),
          exchange(shared.exchange, record, shared.clock, metrics),
          samples(shared.metrics),
          services{shared.clock,         shared.random,   exchange,      shared.counters, shared.cache,
                   shared.semanticCache, shared.identity, shared.tokens, samples,         shared.backends,
                   shared.windowKind,    shared.bodyLimit, shared.background, shared.certificates, shared.connections,
                   shared.messages},
          context(services, std::move(request)),
          steps(*record, shared.clock) {}

    std::shared_ptr<const LiveProgram> live;  ///< first, so that it goes last: the others point into it
    std::shared_ptr<TrafficRecord> record;
    RecordingExchange exchange;
    RequestMetrics samples;
    policy::Services services;
    policy::RequestContext context;
    StepRecorder steps;
    Instant headReady{};  ///< when the response was there
};

}  // namespace mgc::gateway
