#include "gateway/state/memory_counters.h"

#include <algorithm>

namespace mgc::gateway {

void MemoryCounters::makeRoom(Shard& shard, Instant now) {
    std::erase_if(shard.entries, [&](const auto& item) { return item.second.lastUse + item.second.window < now; });
    if (shard.entries.size() < maximumPerShard) return;
    // A sixteenth at a time, so that a flood of new keys does not scan the shard at every call.
    std::vector<Instant> uses;
    uses.reserve(shard.entries.size());
    for (const auto& item : shard.entries) uses.push_back(item.second.lastUse);
    const auto cut = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 16);
    std::nth_element(uses.begin(), cut, uses.end());
    std::size_t left = uses.size() / 16 + 1;
    std::erase_if(shard.entries, [&](const auto& item) { return left > 0 && item.second.lastUse <= *cut && left-- > 0; });
}

template <class Counter>
MemoryCounters::Entry& MemoryCounters::entry(Shard& shard, const policy::CounterSpec& spec, Instant now) {
    auto it = shard.entries.find(spec.key);
    if (it == shard.entries.end()) {
        if (shard.entries.size() >= maximumPerShard) makeRoom(shard, now);
        it = shard.entries.emplace(spec.key, Entry{}).first;
    }
    Entry& found = it->second;
    if (!std::holds_alternative<Counter>(found.counter)) found.counter = Counter{};
    found.limit = spec.limit;
    found.window = spec.window;
    found.lastUse = now;
    return found;
}

MemoryCounters::Entry& MemoryCounters::rateEntry(Shard& shard, const policy::CounterSpec& spec, Instant now) {
    return spec.kind == policy::WindowKind::Sliding ? entry<SlidingCounter>(shard, spec, now) : entry<BucketCounter>(shard, spec, now);
}

policy::CounterState MemoryCounters::stateOf(Entry& entry, Instant now, std::int64_t needed) {
    if (auto* sliding = std::get_if<SlidingCounter>(&entry.counter)) return sliding->state(now, entry.limit, entry.window, needed);
    if (auto* bucket = std::get_if<BucketCounter>(&entry.counter)) return bucket->state(now, entry.limit, entry.window, needed);
    auto& fixed = std::get<FixedCounter>(entry.counter);
    policy::CounterState state;
    state.used = fixed.start + entry.window <= now ? 0 : fixed.used;
    state.remaining = std::max<std::int64_t>(0, entry.limit - state.used);
    if (entry.limit - state.used < needed) {
        state.retryAfter = fixed.start + entry.window - now;
        state.freed = entry.limit;
    }
    return state;
}

void MemoryCounters::bookRate(Entry& entry, Instant now, std::int64_t amount) {
    if (auto* sliding = std::get_if<SlidingCounter>(&entry.counter)) sliding->book(now, amount);
    else if (auto* bucket = std::get_if<BucketCounter>(&entry.counter)) bucket->book(now, entry.limit, entry.window, amount);
}

ValueTask<Result<policy::CounterState>> MemoryCounters::read(const policy::CounterSpec& spec) {
    Shard& shard = shardOf(spec.key);
    const Instant now = m_clock.now();
    const std::lock_guard lock(shard.mutex);
    return stateOf(rateEntry(shard, spec, now), now, 1);
}

ValueTask<Result<policy::Counters::Admission>> MemoryCounters::tryBook(const policy::CounterSpec& spec, std::int64_t amount, std::int64_t needed) {
    Shard& shard = shardOf(spec.key);
    const Instant now = m_clock.now();
    const std::lock_guard lock(shard.mutex);
    Entry& counter = rateEntry(shard, spec, now);
    Admission admission;
    admission.state = stateOf(counter, now, needed);
    // `needed` may be 0 or more than is free after an overshoot: compare with the true balance, not the clamped one.
    admission.admitted = spec.limit - admission.state.used >= needed;
    if (admission.admitted) {
        bookRate(counter, now, amount);
        admission.state = stateOf(counter, now, 1);
    }
    return admission;
}

ValueTask<Result<policy::CounterState>> MemoryCounters::book(const policy::CounterSpec& spec, std::int64_t amount) {
    Shard& shard = shardOf(spec.key);
    const Instant now = m_clock.now();
    const std::lock_guard lock(shard.mutex);
    Entry& counter = rateEntry(shard, spec, now);
    bookRate(counter, now, amount);
    return stateOf(counter, now, 1);
}

ValueTask<Result<policy::Counters::Admission>> MemoryCounters::tryBookFixed(const policy::CounterSpec& spec, Instant windowStart, std::int64_t amount,
                                                                       std::int64_t needed) {
    Shard& shard = shardOf(spec.key);
    const Instant now = m_clock.now();
    const std::lock_guard lock(shard.mutex);
    Entry& counter = entry<FixedCounter>(shard, spec, now);
    auto& fixed = std::get<FixedCounter>(counter.counter);
    if (fixed.start != windowStart) fixed = {windowStart, 0};
    Admission admission;
    admission.state = stateOf(counter, now, needed);
    admission.admitted = spec.limit - admission.state.used >= needed;
    if (admission.admitted) {
        fixed.used += amount;
        admission.state = stateOf(counter, now, 1);
    }
    return admission;
}

ValueTask<Result<policy::CounterState>> MemoryCounters::bookFixed(const policy::CounterSpec& spec, Instant windowStart, std::int64_t amount) {
    Shard& shard = shardOf(spec.key);
    const Instant now = m_clock.now();
    const std::lock_guard lock(shard.mutex);
    Entry& counter = entry<FixedCounter>(shard, spec, now);
    auto& fixed = std::get<FixedCounter>(counter.counter);
    if (fixed.start != windowStart) fixed = {windowStart, 0};
    fixed.used = std::max<std::int64_t>(0, fixed.used + amount);
    return stateOf(counter, now, 1);
}

ValueTask<Result<Instant>> MemoryCounters::windowStart(const policy::CounterSpec& spec, std::optional<Instant> firstPeriodStart) {
    Shard& shard = shardOf(spec.key);
    const Instant now = m_clock.now();
    const std::lock_guard lock(shard.mutex);
    Entry& counter = entry<FixedCounter>(shard, spec, now);
    auto& fixed = std::get<FixedCounter>(counter.counter);
    const Instant first = firstPeriodStart ? *firstPeriodStart : fixed.start == Instant{} ? now : fixed.start;
    if (spec.window <= Duration::zero()) return first;
    const auto periods = now >= first ? (now - first) / spec.window : 0;
    const Instant start = first + periods * spec.window;
    if (fixed.start != start) fixed = {start, 0};
    return start;
}

void MemoryCounters::describe(const Entry& entry, Instant now, CounterReading& reading) {
    if (const auto* sliding = std::get_if<SlidingCounter>(&entry.counter)) {
        for (const auto& booking : sliding->bookings()) {
            if (reading.bookings.size() == CounterReading::shownBookings) break;
            if (booking.time + entry.window > now) reading.bookings.push_back({booking.amount, booking.time + entry.window});
        }
    } else if (const auto* fixed = std::get_if<FixedCounter>(&entry.counter)) {
        reading.kind = CounterReading::Kind::Fixed;
        reading.windowEnds = fixed->start + entry.window;
    } else {
        reading.kind = CounterReading::Kind::TokenBucket;
    }
}

std::vector<CounterReading> MemoryCounters::readings(std::size_t most) const {
    std::vector<CounterReading> all;
    const Instant now = m_clock.now();
    for (const Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        for (const auto& [key, entry] : shard.entries) {
            Entry copy = entry;  // reading must not move a bucket's clock
            const auto state = stateOf(copy, now, 1);
            CounterReading reading;
            reading.key = key;
            reading.limit = entry.limit;
            reading.used = state.used;
            reading.remaining = state.remaining;
            reading.window = entry.window;
            reading.retryAfter = state.retryAfter;
            reading.lastUse = entry.lastUse;
            reading.freed = state.freed;
            describe(copy, now, reading);
            all.push_back(std::move(reading));
        }
    }
    const auto kept = std::min(most, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(), [](const CounterReading& left, const CounterReading& right) {
        return left.lastUse != right.lastUse ? left.lastUse > right.lastUse : left.key < right.key;
    });
    all.resize(kept);
    return all;
}

void MemoryCounters::clear() {
    for (Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        shard.entries.clear();
    }
}

}  // namespace mgc::gateway
