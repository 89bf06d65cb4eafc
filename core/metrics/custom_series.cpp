#include "metrics/custom_series.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace mgc::metrics {

namespace {

char* put(char* at, std::string_view text) {
    const auto length = static_cast<std::uint32_t>(text.size());
    std::memcpy(at, &length, sizeof length);
    return std::copy(text.begin(), text.end(), at + sizeof length);
}

}  // namespace

void CustomSeries::add(std::string_view name, std::string_view metricNamespace, double value, const Dimensions& dimensions) {
    thread_local std::string key;  // keeps its memory from sample to sample
    std::size_t size = name.size() + metricNamespace.size() + (2 + 2 * dimensions.size()) * sizeof(std::uint32_t);
    for (const auto& [dimension, text] : dimensions) size += dimension.size() + text.size();
    key.resize(size);
    char* at = put(put(key.data(), name), metricNamespace);
    for (const auto& [dimension, text] : dimensions) at = put(put(at, dimension), text);
    // Names of one policy differ in their first letters or their length: good enough to choose a shard without hashing twice.
    Shard& shard = m_shards[(name.size() + (name.empty() ? 0u : static_cast<unsigned char>(name.front()))) % shardCount];
    const std::lock_guard lock(shard.mutex);
    auto it = shard.series.find(key);
    if (it == shard.series.end()) {
        if (m_count.fetch_add(1, std::memory_order_relaxed) >= maximumSeries) {
            m_count.fetch_sub(1, std::memory_order_relaxed);
            return;
        }
        it = shard.series.emplace(key, Reading{std::string(name), std::string(metricNamespace), dimensions, 0, 0}).first;
    }
    it->second.sum += value;
    ++it->second.count;
}

std::vector<CustomSeries::Reading> CustomSeries::read() const {
    std::vector<Reading> all;
    for (const Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        for (const auto& [key, reading] : shard.series) all.push_back(reading);
    }
    std::sort(all.begin(), all.end(), [](const Reading& left, const Reading& right) {
        return std::tie(left.name, left.metricNamespace, left.dimensions) < std::tie(right.name, right.metricNamespace, right.dimensions);
    });
    return all;
}

}  // namespace mgc::metrics
