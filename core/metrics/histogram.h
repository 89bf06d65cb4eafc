#pragma once
#include <array>
#include <cstdint>

#include "base/clock.h"

namespace mgc::metrics {

/// Quantiles of durations, in milliseconds; all 0 when `count` is 0.
struct Quantiles {
    std::uint64_t count = 0;
    double p50 = 0, p95 = 0, p99 = 0;
};

/// Counts of durations in buckets that widen with the value: 16 per doubling, so a quantile is within 5 % of the truth.
/// Fixed size; 1 microsecond to about 4.5 minutes, longer ones fall into the last bucket.
class Histogram {
public:
    static constexpr std::size_t stepsPerDoubling = 16;
    static constexpr std::size_t doublings = 28;
    static constexpr std::size_t bucketCount = stepsPerDoubling * doublings;

    void add(Duration duration);
    void add(const Histogram& other);
    void clear();
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] Quantiles quantiles() const;

private:
    [[nodiscard]] double quantile(double fraction) const;

    std::array<std::uint32_t, bucketCount> m_buckets{};
    std::uint64_t m_count = 0;
};

}  // namespace mgc::metrics
