#include "metrics/custom_series.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace mgc::metrics {

namespace {

void append(std::string& key, std::string_view text) {
    const auto length = static_cast<std::uint32_t>(text.size());
    key.append(reinterpret_cast<const char*>(&length), sizeof length);
    key.append(text);
}

}  // namespace

void CustomSeries::add(std::string_view name, std::string_view metricNamespace, double value, const Dimensions& dimensions) {
    thread_local std::string key;  // keeps its memory from sample to sample
    key.clear();
    append(key, name);
    append(key, metricNamespace);
    for (const auto& [dimension, text] : dimensions) {
        append(key, dimension);
        append(key, text);
    }
    Shard& shard = m_shards[std::hash<std::string_view>{}(key) % shardCount];
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
