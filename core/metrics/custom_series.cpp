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

void CustomSeries::add(std::string_view metricNamespace, std::span<const Named> values, const Dimensions& dimensions) {
    thread_local std::string key;  // keeps its memory from call to call
    std::size_t size = metricNamespace.size() + (2 + values.size() + 2 * dimensions.size()) * sizeof(std::uint32_t);
    for (const Named& each : values) size += each.name.size();
    for (const auto& [dimension, text] : dimensions) size += dimension.size() + text.size();
    key.resize(size);
    const auto names = static_cast<std::uint32_t>(values.size());
    std::memcpy(key.data(), &names, sizeof names);
    char* at = put(key.data() + sizeof names, metricNamespace);
    for (const Named& each : values) at = put(at, each.name);
    for (const auto& [dimension, text] : dimensions) at = put(put(at, dimension), text);
    Shard& shard = m_shards[size % shardCount];  // good enough to choose one without hashing twice
    const std::lock_guard lock(shard.mutex);
    auto it = shard.together.find(key);
    if (it == shard.together.end()) {
        if (m_count.fetch_add(values.size(), std::memory_order_relaxed) + values.size() > maximumSeries) {
            m_count.fetch_sub(values.size(), std::memory_order_relaxed);
            return;
        }
        std::vector<Reading> made;
        for (const Named& each : values) made.push_back({std::string(each.name), std::string(metricNamespace), dimensions, 0, 0});
        it = shard.together.emplace(key, std::move(made)).first;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        it->second[i].sum += values[i].value;
        ++it->second[i].count;
    }
}

std::vector<CustomSeries::Reading> CustomSeries::read() const {
    std::vector<Reading> all;
    for (const Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        for (const auto& [key, readings] : shard.together) all.insert(all.end(), readings.begin(), readings.end());
    }
    const auto texts = [](const Reading& reading) { return std::tie(reading.name, reading.metricNamespace, reading.dimensions); };
    std::sort(all.begin(), all.end(), [&](const Reading& left, const Reading& right) { return texts(left) < texts(right); });
    std::vector<Reading> merged;
    for (Reading& reading : all) {
        if (merged.empty() || texts(merged.back()) != texts(reading)) {
            merged.push_back(std::move(reading));
            continue;
        }
        merged.back().sum += reading.sum;
        merged.back().count += reading.count;
    }
    return merged;
}

}  // namespace mgc::metrics
