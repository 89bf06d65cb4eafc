#include "metrics/histogram.h"

#include <algorithm>
#include <bit>
#include <chrono>

namespace mgc::metrics {

namespace {

std::size_t bucketOf(Duration duration) {
    const auto raw = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    const auto micros = static_cast<std::uint64_t>(std::max<std::int64_t>(raw, 1));
    const auto exponent = static_cast<std::size_t>(std::bit_width(micros) - 1);
    // The four bits below the leading one pick the step within the doubling.
    const std::uint64_t step = exponent >= 4 ? (micros >> (exponent - 4)) & 15 : (micros << (4 - exponent)) & 15;
    return std::min(exponent * Histogram::stepsPerDoubling + step, Histogram::bucketCount - 1);
}

/// Middle of a bucket in milliseconds.
double valueOf(std::size_t bucket) {
    const auto exponent = bucket / Histogram::stepsPerDoubling;
    const auto step = bucket % Histogram::stepsPerDoubling;
    const double lower = static_cast<double>(1ull << exponent) * (1.0 + static_cast<double>(step) / Histogram::stepsPerDoubling);
    const double width = static_cast<double>(1ull << exponent) / Histogram::stepsPerDoubling;
    return (lower + width / 2) / 1000.0;
}

}  // namespace

void Histogram::add(Duration duration) {
    ++m_buckets[bucketOf(duration)];
    ++m_count;
}

void Histogram::add(const Histogram& other) {
    if (other.m_count == 0) return;
    for (std::size_t i = 0; i < bucketCount; ++i) m_buckets[i] += other.m_buckets[i];
    m_count += other.m_count;
}

void Histogram::clear() {
    if (m_count == 0) return;
    m_buckets.fill(0);
    m_count = 0;
}

double Histogram::quantile(double fraction) const {
    const auto wanted = static_cast<std::uint64_t>(fraction * static_cast<double>(m_count - 1)) + 1;
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < bucketCount; ++i) {
        seen += m_buckets[i];
        if (seen >= wanted) return valueOf(i);
    }
    return valueOf(bucketCount - 1);
}

Quantiles Histogram::quantiles() const {
    if (m_count == 0) return {};
    return {m_count, quantile(0.50), quantile(0.95), quantile(0.99)};
}

}  // namespace mgc::metrics
