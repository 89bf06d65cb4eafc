#include "metrics/model_usage.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace mgc::metrics {

namespace {

constexpr std::string_view otherName = "(other)";

std::string_view cut(std::string_view name) { return name.substr(0, ModelUsage::longestName); }

void count(ModelUsage::Buckets& buckets, std::uint64_t tokens) {
    const auto& bounds = ModelUsage::bounds;
    ++buckets[static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), tokens) - bounds.begin())];
}

}  // namespace

void ModelUsage::Totals::add(const Totals& other) {
    calls += other.calls;
    unpriced += other.unpriced;
    tokens.add(other.tokens);
    cost += other.cost;
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        prompt[i] += other.prompt[i];
        completion[i] += other.completion[i];
    }
}

void ModelUsage::add(const ModelCallEvent& event) {
    thread_local std::string key;
    key.clear();
    for (const auto name : {event.subscription, event.product, event.model, event.backend, event.currency})
        key.append(cut(name)).push_back('\0');
    const auto shardOf = [this](const std::string& text) -> Shard& { return m_shards[std::hash<std::string>{}(text) % shardCount]; };
    {
        Shard& shard = shardOf(key);
        const std::lock_guard lock(shard.mutex);
        if (shard.series.contains(key) || m_count.load(std::memory_order_relaxed) < maximumSeries) return book(shard, key, event);
    }
    const ModelCallEvent other{otherName, otherName, otherName, otherName, event.tokens, event.currency, event.cost};
    key.clear();
    for (int i = 0; i < 4; ++i) key.append(otherName).push_back('\0');
    key.append(cut(event.currency)).push_back('\0');
    Shard& shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    book(shard, key, other);
}

void ModelUsage::book(Shard& shard, const std::string& key, const ModelCallEvent& event) {
    auto found = shard.series.find(key);
    if (found == shard.series.end()) {
        m_count.fetch_add(1, std::memory_order_relaxed);
        Reading made{std::string(cut(event.subscription)), std::string(cut(event.product)),  std::string(cut(event.model)),
                     std::string(cut(event.backend)),      std::string(cut(event.currency)), {}};
        found = shard.series.emplace(key, std::move(made)).first;
    }
    Totals& totals = found->second.totals;
    ++totals.calls;
    totals.tokens.add(event.tokens);
    totals.cost += event.cost.value_or(0);
    if (!event.cost) ++totals.unpriced;
    count(totals.prompt, event.tokens.prompt);
    count(totals.completion, event.tokens.completion);
}

std::vector<ModelUsage::Reading> ModelUsage::read() const {
    std::vector<Reading> all;
    for (const Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        for (const auto& [key, reading] : shard.series) all.push_back(reading);
    }
    const auto order = [](const Reading& each) {
        return std::tie(each.subscription, each.product, each.model, each.backend, each.currency);
    };
    std::ranges::sort(all, [&](const Reading& left, const Reading& right) { return order(left) < order(right); });
    return all;
}

}  // namespace mgc::metrics
