#include "metrics/metrics.h"

#include <array>

#include "metrics/window.h"

namespace mgc::metrics {

namespace {

constexpr std::size_t maximumBackends = 1000;
constexpr std::size_t keptAnnotations = 50;
constexpr std::int64_t recentSeconds = 10;

struct Count {
    std::uint64_t value = 0;
    void clear() { value = 0; }
    void add(const Count& other) { value += other.value; }
};

struct Backend {
    std::string pool;
    std::uint64_t requests = 0, failures = 0;
    Window<Count> recent;
};

struct Times {
    Histogram latency, timeToFirstToken, policy;
    Tokens tokens;
    void clear() {
        latency.clear();
        timeToFirstToken.clear();
        policy.clear();
        tokens.clear();
    }
    void add(const Times& other) {
        latency.add(other.latency);
        timeToFirstToken.add(other.timeToFirstToken);
        policy.add(other.policy);
        tokens.add(other.tokens);
    }
};

}  // namespace

std::string_view toText(Throttle throttle) {
    switch (throttle) {
        case Throttle::None:
            return "none";
        case Throttle::TokenLimit:
            return "tokenLimit";
        case Throttle::TokenQuota:
            return "tokenQuota";
        case Throttle::RateLimit:
            return "rateLimit";
        case Throttle::Quota:
            return "quota";
        case Throttle::Concurrency:
            return "concurrency";
        case Throttle::Backend429:
            return "backend429";
    }
    return "none";
}

struct Metrics::Shard {
    std::mutex mutex;
    std::array<std::uint64_t, 1000> byStatus{};
    std::array<std::uint64_t, 7> byThrottle{};
    std::uint64_t requests = 0;
    Tokens tokens;
    Window<Times> times;
    std::map<std::string, std::unique_ptr<Backend>, std::less<>> backends;
};

Metrics::Metrics() = default;

Metrics::~Metrics() {
    for (const auto& part : m_shards) delete part.load();
}

Metrics::Shard& Metrics::shard() {
    static std::atomic<std::size_t> nextThread{0};
    thread_local const std::size_t mine = nextThread.fetch_add(1, std::memory_order_relaxed) % shardCount;
    auto& place = m_shards[mine];
    if (Shard* const known = place.load(std::memory_order_acquire)) return *known;
    auto made = std::make_unique<Shard>();
    Shard* other = nullptr;
    if (place.compare_exchange_strong(other, made.get(), std::memory_order_acq_rel)) return *made.release();
    return *other;  // another thread of this shard was first
}

void Metrics::requestEnded(const RequestEvent& event) {
    m_activeRequests.fetch_sub(1, std::memory_order_relaxed);
    Shard& target = shard();
    const std::lock_guard lock(target.mutex);
    ++target.requests;
    ++target.byStatus[static_cast<std::size_t>(event.status > 0 && event.status < 1000 ? event.status : 0)];
    ++target.byThrottle[static_cast<std::size_t>(event.throttle)];
    target.tokens.add(event.tokens);
    Times& now = target.times.at(event.time);
    now.latency.add(event.total);
    now.policy.add(event.policy);
    if (event.timeToFirstToken) now.timeToFirstToken.add(*event.timeToFirstToken);
    now.tokens.add(event.tokens);
}

void Metrics::backendCalled(const BackendEvent& event) {
    Shard& target = shard();
    const std::lock_guard lock(target.mutex);
    auto it = target.backends.find(event.backendId);
    if (it == target.backends.end()) {
        if (target.backends.size() >= maximumBackends) return;
        it = target.backends.emplace(std::string(event.backendId), std::make_unique<Backend>()).first;
    }
    Backend& backend = *it->second;
    if (backend.pool.empty()) backend.pool = event.poolId;
    ++backend.requests;
    if (event.failed) ++backend.failures;
    ++backend.recent.at(event.time).value;
}

void Metrics::annotate(Instant time, std::string_view kind, std::string_view text) {
    const std::lock_guard lock(m_rareMutex);
    m_annotations.push_back({++m_annotationSequence, time, std::string(kind), std::string(text)});
    if (m_annotations.size() > keptAnnotations) m_annotations.pop_front();
}

Reading Metrics::read(Instant now) const {
    Reading reading;
    Times recent, minute;
    std::map<std::string, BackendTotals> backends;
    for (const auto& place : m_shards) {
        Shard* const part = place.load(std::memory_order_acquire);
        if (part == nullptr) continue;
        const std::lock_guard lock(part->mutex);
        reading.requests += part->requests;
        reading.tokens.add(part->tokens);
        for (std::size_t status = 0; status < part->byStatus.size(); ++status)
            if (part->byStatus[status] != 0) reading.requestsByStatus[static_cast<int>(status)] += part->byStatus[status];
        for (std::size_t reason = 1; reason < part->byThrottle.size(); ++reason) {
            if (part->byThrottle[reason] == 0) continue;
            reading.throttled += part->byThrottle[reason];
            reading.throttlesByReason[std::string(toText(static_cast<Throttle>(reason)))] += part->byThrottle[reason];
        }
        part->times.sum(now, recentSeconds, recent);
        part->times.sum(now, Window<Times>::seconds, minute);
        for (const auto& [id, backend] : part->backends) {
            BackendTotals& totals = backends[id];
            totals.id = id;
            if (totals.pool.empty()) totals.pool = backend->pool;
            totals.requests += backend->requests;
            totals.failures += backend->failures;
            Count count;
            backend->recent.sum(now, Window<Count>::seconds, count);
            totals.lastMinute += count.value;
        }
    }
    reading.latency = {recent.latency.quantiles(), minute.latency.quantiles()};
    reading.timeToFirstToken = {recent.timeToFirstToken.quantiles(), minute.timeToFirstToken.quantiles()};
    reading.policyTime = {recent.policy.quantiles(), minute.policy.quantiles()};
    reading.tokensLastMinute = minute.tokens;
    for (auto& [id, totals] : backends) reading.backends.push_back(std::move(totals));
    reading.cacheHits = m_cacheHits.load(std::memory_order_relaxed);
    reading.cacheMisses = m_cacheMisses.load(std::memory_order_relaxed);
    reading.activeRequests = m_activeRequests.load(std::memory_order_relaxed);
    reading.activeStreams = m_activeStreams.load(std::memory_order_relaxed);
    const std::lock_guard lock(m_rareMutex);
    reading.annotations.assign(m_annotations.begin(), m_annotations.end());
    return reading;
}

}  // namespace mgc::metrics
