#pragma once
#include <array>
#include <mutex>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "gateway/state/counter.h"

namespace mgc::gateway {

/// A counter as `/v1/state` and the live gauges show it.
struct CounterReading {
    std::string key;
    std::int64_t limit = 0, used = 0, remaining = 0;
    Duration window{}, retryAfter{};
    Instant lastUse{};
    std::int64_t freed = 0;  ///< free once `retryAfter` has passed
    enum class Kind { Sliding, TokenBucket, Fixed } kind = Kind::Sliding;
    struct Booking {
        std::int64_t amount = 0;
        Instant until{};  ///< it counts before, not from this time on
    };
    std::vector<Booking> bookings;  ///< of a sliding window, the next to expire first, at most `shownBookings`
    Instant windowEnds{};           ///< of a fixed window
    static constexpr std::size_t shownBookings = 50;
};

/// All rate and quota counters of one gateway process, in memory, in 64 shards by key. At most 100,000 counters: beyond that,
/// counters of the fullest shard that were not used for their window go first, then the least recently used.
class MemoryCounters : public policy::Counters {
public:
    explicit MemoryCounters(const Clock& clock) : m_clock(clock) {}

    ValueTask<Result<policy::CounterState>> read(const policy::CounterSpec& spec) override;
    ValueTask<Result<Admission>> tryBook(const policy::CounterSpec& spec, std::int64_t amount, std::int64_t needed) override;
    ValueTask<Result<policy::CounterState>> book(const policy::CounterSpec& spec, std::int64_t amount) override;
    ValueTask<Result<Admission>> tryBookFixed(const policy::CounterSpec& spec, Instant windowStart, std::int64_t amount, std::int64_t needed) override;
    ValueTask<Result<policy::CounterState>> bookFixed(const policy::CounterSpec& spec, Instant windowStart, std::int64_t amount) override;
    ValueTask<Result<Instant>> windowStart(const policy::CounterSpec& spec, std::optional<Instant> firstPeriodStart) override;

    /// Busiest (most recently used) first, at most `most`.
    [[nodiscard]] std::vector<CounterReading> readings(std::size_t most) const;
    void clear();

private:
    static constexpr std::size_t shardCount = 64;
    static constexpr std::size_t maximumPerShard = 100'000 / shardCount;

    struct FixedCounter {
        Instant start{};
        std::int64_t used = 0;
    };
    struct Entry {
        std::variant<SlidingCounter, BucketCounter, FixedCounter> counter;
        std::int64_t limit = 0;
        Duration window{};
        Instant lastUse{};
    };
    struct Shard {
        mutable std::mutex mutex;
        std::unordered_map<std::string, Entry> entries;
    };
    [[nodiscard]] Shard& shardOf(const std::string& key) { return m_shards[std::hash<std::string>{}(key) % shardCount]; }
    template <class Counter>
    Entry& entry(Shard& shard, const policy::CounterSpec& spec, Instant now);
    static void makeRoom(Shard& shard, Instant now);
    static policy::CounterState stateOf(Entry& entry, Instant now, std::int64_t needed);
    static void describe(const Entry& entry, Instant now, CounterReading& reading);
    Entry& rateEntry(Shard& shard, const policy::CounterSpec& spec, Instant now);
    static void bookRate(Entry& entry, Instant now, std::int64_t amount);

    const Clock& m_clock;
    std::array<Shard, shardCount> m_shards;
};

}  // namespace mgc::gateway
