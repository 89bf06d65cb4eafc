#include "gateway/state/memory_semantic_cache.h"

#include <mutex>

namespace mgc::gateway {

namespace {

constexpr std::size_t entryOverhead = 160;
constexpr std::size_t shownNeighbours = 5;
// Two vectors of the same text differ by rounding only.
constexpr double rounding = 1e-6;

/// Vectors of different lengths come from different models and cannot be compared.
std::string keyOf(const std::string& partition, std::size_t dimensions) { return std::to_string(dimensions) + ':' + partition; }

}  // namespace

MemorySemanticCache::Lookup MemorySemanticCache::findNow(const std::string& partition, const std::vector<float>& vector,
                                                         double threshold) const {
    Lookup result;
    const Instant now = m_clock.now();
    const std::shared_lock lock(m_mutex);
    const auto found = m_partitions.find(keyOf(partition, vector.size()));
    if (found == m_partitions.end()) {
        ++m_misses;
        return result;
    }
    const auto& entries = found->second.entries;
    result.entries = entries.size();
    const auto near = found->second.index.nearest(vector, shownNeighbours, [&](std::size_t row) { return entries[row]->expires > now; });
    for (const auto& one : near) result.nearest.push_back(one.distance);
    if (!near.empty() && near.front().distance <= threshold + rounding) {
        const Entry& hit = *entries[near.front().row];
        hit.lastUse = ++m_uses;
        result.value = *hit.value;
    }
    ++(result.value ? m_hits : m_misses);
    return result;
}

Result<void> MemorySemanticCache::storeNow(const std::string& partition, const std::vector<float>& vector, std::string value,
                                           Instant expires) {
    auto entry = std::make_unique<Entry>();
    entry->bytes = value.size() + vector.size() * (sizeof(float) + 1) + entryOverhead;
    if (entry->bytes > m_maximumBytes)
        return fail("CacheValueTooLarge",
                    "The answer is larger than the whole semantic cache (" + std::to_string(m_maximumBytes) + " bytes).");
    entry->value = std::make_shared<const std::string>(std::move(value));
    entry->expires = expires;
    const Instant now = m_clock.now();
    const std::unique_lock lock(m_mutex);
    entry->lastUse = ++m_uses;
    const std::string key = keyOf(partition, vector.size());
    if (const auto known = m_partitions.find(key); known != m_partitions.end()) {
        const auto same = known->second.index.nearest(vector, 1, [](std::size_t) { return true; });
        if (!same.empty() && same.front().distance <= rounding) drop(known->second, same.front().row);
    }
    if (m_bytes + entry->bytes > m_maximumBytes || m_entries >= maximumEntries) dropExpired(now);
    while (m_entries > 0 && (m_bytes + entry->bytes > m_maximumBytes || m_entries >= maximumEntries)) dropOldest();
    Partition& home = m_partitions[key];
    m_bytes += entry->bytes;
    ++m_entries;
    home.index.add(vector);
    home.entries.push_back(std::move(entry));
    return {};
}

Task<Result<policy::SemanticCache::Lookup>> MemorySemanticCache::find(std::string partition, std::vector<float> vector, double threshold) {
    co_return findNow(partition, vector, threshold);
}

Task<Result<void>> MemorySemanticCache::store(std::string partition, std::vector<float> vector, std::string value, Duration timeToLive) {
    co_return storeNow(partition, vector, std::move(value), m_clock.now() + timeToLive);
}

void MemorySemanticCache::drop(Partition& partition, std::size_t row) {
    m_bytes -= partition.entries[row]->bytes;
    --m_entries;
    partition.index.remove(row);
    if (row + 1 != partition.entries.size()) partition.entries[row] = std::move(partition.entries.back());
    partition.entries.pop_back();
}

void MemorySemanticCache::dropExpired(Instant now) {
    for (auto partition = m_partitions.begin(); partition != m_partitions.end();) {
        auto& entries = partition->second.entries;
        for (std::size_t row = entries.size(); row-- > 0;)
            if (entries[row]->expires <= now) drop(partition->second, row);
        partition = entries.empty() ? m_partitions.erase(partition) : std::next(partition);
    }
}

void MemorySemanticCache::dropOldest() {
    auto home = m_partitions.end();
    std::size_t oldest = 0;
    for (auto partition = m_partitions.begin(); partition != m_partitions.end(); ++partition)
        for (std::size_t row = 0; row < partition->second.entries.size(); ++row)
            if (home == m_partitions.end() || partition->second.entries[row]->lastUse < home->second.entries[oldest]->lastUse) {
                home = partition;
                oldest = row;
            }
    if (home == m_partitions.end()) return;
    drop(home->second, oldest);
    if (home->second.entries.empty()) m_partitions.erase(home);
}

MemorySemanticCache::Totals MemorySemanticCache::totals() const {
    const std::shared_lock lock(m_mutex);
    return {m_entries, m_partitions.size(), m_bytes, m_maximumBytes, m_hits, m_misses};
}

void MemorySemanticCache::clear() {
    const std::unique_lock lock(m_mutex);
    m_partitions.clear();
    m_entries = m_bytes = 0;
}

}  // namespace mgc::gateway
