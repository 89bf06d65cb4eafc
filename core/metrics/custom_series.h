#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mgc::metrics {

/// Sums of custom metrics per name, namespace and dimensions. Samples that come together cost one look-up; names become OpenMetrics text
/// only when they are read. Sixteen shards, each with its lock. At most 10,000 series; samples of further ones are dropped.
class CustomSeries {
public:
    using Dimensions = std::vector<std::pair<std::string, std::string>>;
    static constexpr std::size_t maximumSeries = 10'000;

    struct Reading {
        std::string name, metricNamespace;
        Dimensions dimensions;
        double sum = 0;
        std::uint64_t count = 0;
    };

    struct Named {
        std::string_view name;
        double value = 0;
    };

    void add(std::string_view metricNamespace, std::span<const Named> values, const Dimensions& dimensions);
    /// In the order of name, namespace and dimensions.
    [[nodiscard]] std::vector<Reading> read() const;

private:
    static constexpr std::size_t shardCount = 16;

    struct Shard {
        mutable std::mutex mutex;
        /// What was added together once; by all texts, each with its length before it. One series may be in several of them.
        std::unordered_map<std::string, std::vector<Reading>> together;
    };
    std::array<Shard, shardCount> m_shards;
    std::atomic<std::size_t> m_count{0};
};

}  // namespace mgc::metrics
