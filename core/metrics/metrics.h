#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "metrics/custom_series.h"
#include "metrics/histogram.h"
#include "metrics/model_usage.h"
#include "metrics/tokens.h"

namespace mgc::metrics {

enum class Throttle : std::uint8_t { None, TokenLimit, TokenQuota, RateLimit, Quota, Concurrency, Backend429 };
/// The wire name ("tokenLimit").
[[nodiscard]] std::string_view toText(Throttle throttle);

/// What one finished request adds.
struct RequestEvent {
    Instant time{};
    int status = 0;
    Duration total{};
    Duration policy{};
    std::optional<Duration> timeToFirstToken;
    Tokens tokens;
    Throttle throttle = Throttle::None;
};

struct BackendEvent {
    Instant time{};
    std::string_view backendId;
    std::string_view poolId;
    bool failed = false;
};

struct BackendTotals {
    std::string id, pool;
    std::uint64_t requests = 0, failures = 0, lastMinute = 0;
};

struct Distribution {
    Quantiles recent;  ///< the last 10 s
    Quantiles minute;  ///< the last 60 s
};

struct Annotation {
    std::uint64_t sequence = 0;
    Instant time{};
    std::string kind, text;
};

/// A consistent reading of everything.
struct Reading {
    std::uint64_t requests = 0;
    std::map<int, std::uint64_t> requestsByStatus;
    Distribution latency, timeToFirstToken, policyTime;
    Tokens tokens, tokensLastMinute;
    std::uint64_t throttled = 0;
    std::map<std::string, std::uint64_t> throttlesByReason;
    std::vector<BackendTotals> backends;
    std::uint64_t cacheHits = 0, cacheMisses = 0;
    std::uint64_t activeRequests = 0, activeStreams = 0;
    std::vector<Annotation> annotations;
};

/// Everything the charts and /metrics show. Recording takes one short, rarely contended lock (eight shards by thread) and does not
/// allocate once a backend or status has been seen. Memory is fixed but for backends (at most 1,000 kept) and custom metrics.
class Metrics {
public:
    Metrics();
    ~Metrics();

    void requestStarted() { m_activeRequests.fetch_add(1, std::memory_order_relaxed); }
    void requestEnded(const RequestEvent& event);
    void streamStarted() { m_activeStreams.fetch_add(1, std::memory_order_relaxed); }
    void streamEnded() { m_activeStreams.fetch_sub(1, std::memory_order_relaxed); }
    void backendCalled(const BackendEvent& event);
    void cacheRead(bool hit) { (hit ? m_cacheHits : m_cacheMisses).fetch_add(1, std::memory_order_relaxed); }
    /// Something that charts mark with a flag. The last 50 are kept.
    void annotate(Instant time, std::string_view kind, std::string_view text);
    /// A custom metric sample (emit-metric, token metrics): summed per name, namespace and dimensions; at most 10,000 series.
    void addCustom(std::string_view metricNamespace, std::span<const CustomSeries::Named> values,
                   const CustomSeries::Dimensions& dimensions) {
        m_custom.add(metricNamespace, values, dimensions);
    }

    /// A call whose tokens are known: adds to what its consumer, product, model and backend have used.
    void modelCalled(const ModelCallEvent& event) { m_models.add(event); }

    [[nodiscard]] const ModelUsage& modelUsage() const { return m_models; }
    [[nodiscard]] const CustomSeries& customSeries() const { return m_custom; }
    [[nodiscard]] Reading read(Instant now) const;
    /// OpenMetrics text of all totals and custom metrics.
    [[nodiscard]] std::string openMetricsText(Instant now) const;

private:
    struct Shard;
    [[nodiscard]] Shard& shard();  ///< of this thread

    static constexpr std::size_t shardCount = 8;
    std::array<std::atomic<Shard*>, shardCount> m_shards{};  ///< each made by the first thread that needs it (a third of a megabyte)
    std::atomic<std::uint64_t> m_activeRequests{0};
    std::atomic<std::uint64_t> m_activeStreams{0};
    std::atomic<std::uint64_t> m_cacheHits{0};
    std::atomic<std::uint64_t> m_cacheMisses{0};

    mutable std::mutex m_rareMutex;  // annotations
    std::deque<Annotation> m_annotations;
    std::uint64_t m_annotationSequence = 0;
    CustomSeries m_custom;
    ModelUsage m_models;
};

}  // namespace mgc::metrics
