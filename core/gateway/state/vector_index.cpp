#include "gateway/state/vector_index.h"

#include <algorithm>
#include <cmath>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

namespace mgc::gateway {

namespace {

std::size_t usedLength(std::span<const float> vector) {
    std::size_t length = vector.size();
    while (length > 0 && vector[length - 1] == 0.0F) --length;
    return length;
}

std::vector<float> unit(std::span<const float> vector, std::size_t length) {
    double norm = 0;
    for (const float value : vector) norm += static_cast<double>(value) * static_cast<double>(value);
    const auto scale = static_cast<float>(norm > 0 ? 1 / std::sqrt(norm) : 0);
    std::vector<float> result(length, 0.0F);
    for (std::size_t i = 0; i < std::min(length, vector.size()); ++i) result[i] = vector[i] * scale;
    return result;
}

float quantize(const float* values, std::size_t length, std::int8_t* codes) {
    float largest = 0;
    for (std::size_t i = 0; i < length; ++i) largest = std::max(largest, std::fabs(values[i]));
    if (largest == 0) return 0;
    const float scale = largest / 127;
    for (std::size_t i = 0; i < length; ++i) codes[i] = static_cast<std::int8_t>(std::lround(values[i] / scale));
    return scale;
}

/// Products of all rows with the query, in codes; the query is widened already. `length` is a multiple of 32.
using Scan = void (*)(const std::int8_t* rows, std::size_t count, const std::int16_t* query, std::size_t length, std::int32_t* products);

void plainScan(const std::int8_t* rows, std::size_t count, const std::int16_t* query, std::size_t length, std::int32_t* products) {
    for (std::size_t row = 0; row < count; ++row) {
        const std::int8_t* codes = rows + row * length;
        std::int32_t sum = 0;
        for (std::size_t i = 0; i < length; ++i) sum += codes[i] * query[i];
        products[row] = sum;
    }
}

#if defined(__x86_64__) && defined(__GNUC__)
/// The compiler does not find pmaddwd by itself; with it the scan runs at the speed of memory.
__attribute__((target("avx2"))) void wideScan(const std::int8_t* rows, std::size_t count, const std::int16_t* query, std::size_t length,
                                              std::int32_t* products) {
    for (std::size_t row = 0; row < count; ++row) {
        const std::int8_t* codes = rows + row * length;
        __m256i first = _mm256_setzero_si256(), second = _mm256_setzero_si256();
        for (std::size_t i = 0; i < length; i += 32) {
            const void *low = codes + i, *high = codes + i + 16, *lowQuery = query + i, *highQuery = query + i + 16;
            const __m256i lowCodes = _mm256_cvtepi8_epi16(_mm_loadu_si128(static_cast<const __m128i*>(low)));
            const __m256i highCodes = _mm256_cvtepi8_epi16(_mm_loadu_si128(static_cast<const __m128i*>(high)));
            first = _mm256_add_epi32(first, _mm256_madd_epi16(lowCodes, _mm256_loadu_si256(static_cast<const __m256i*>(lowQuery))));
            second = _mm256_add_epi32(second, _mm256_madd_epi16(highCodes, _mm256_loadu_si256(static_cast<const __m256i*>(highQuery))));
        }
        alignas(32) std::int32_t sums[8];
        void* to = sums;
        _mm256_store_si256(static_cast<__m256i*>(to), _mm256_add_epi32(first, second));
        products[row] = sums[0] + sums[1] + sums[2] + sums[3] + sums[4] + sums[5] + sums[6] + sums[7];
    }
}
#endif

Scan bestScan() {
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx2")) return &wideScan;
#endif
    return &plainScan;
}

double exactDistance(const float* left, const float* right, std::size_t length) {
    double product = 0;
    for (std::size_t i = 0; i < length; ++i) product += static_cast<double>(left[i]) * static_cast<double>(right[i]);
    return std::clamp(1 - product, 0.0, 2.0);
}

}  // namespace

void VectorIndex::widen(std::size_t dimensions) {
    const std::size_t stride = (dimensions + alignment - 1) / alignment * alignment;
    if (stride <= m_stride) return;
    std::vector<float> values(m_rows * stride, 0.0F);
    std::vector<std::int8_t> codes(m_rows * stride, 0);
    for (std::size_t row = 0; row < m_rows; ++row) {
        std::copy_n(&m_values[row * m_stride], m_stride, &values[row * stride]);
        std::copy_n(&m_codes[row * m_stride], m_stride, &codes[row * stride]);
    }
    m_values = std::move(values);
    m_codes = std::move(codes);
    m_stride = stride;
}

void VectorIndex::add(std::span<const float> vector) {
    widen(std::max<std::size_t>(usedLength(vector), 1));
    const auto row = unit(vector, m_stride);
    m_values.insert(m_values.end(), row.begin(), row.end());
    m_codes.resize(m_codes.size() + m_stride, 0);
    m_scales.push_back(quantize(row.data(), m_stride, &m_codes[m_rows * m_stride]));
    ++m_rows;
}

void VectorIndex::remove(std::size_t row) {
    const std::size_t last = m_rows - 1;
    if (row != last) {
        std::copy_n(&m_values[last * m_stride], m_stride, &m_values[row * m_stride]);
        std::copy_n(&m_codes[last * m_stride], m_stride, &m_codes[row * m_stride]);
        m_scales[row] = m_scales[last];
    }
    m_values.resize(last * m_stride);
    m_codes.resize(last * m_stride);
    m_scales.pop_back();
    m_rows = last;
}

std::vector<VectorIndex::Neighbour> VectorIndex::nearest(std::span<const float> vector, std::size_t most,
                                                         const std::function<bool(std::size_t)>& alive) const {
    std::vector<Neighbour> found;
    if (m_rows == 0 || most == 0) return found;
    const auto query = unit(vector, m_stride);
    std::vector<std::int8_t> codes(m_stride, 0);
    (void)quantize(query.data(), m_stride, codes.data());
    std::vector<std::int32_t> products(m_rows);
    const std::vector<std::int16_t> widened(codes.begin(), codes.end());
    static const Scan scan = bestScan();
    scan(m_codes.data(), m_rows, widened.data(), m_stride, products.data());

    // The best by codes, then exactly. The query's own scale does not change the order.
    struct Scored {
        float score;
        std::size_t row;
    };
    std::vector<Scored> heap;  // the worst in front
    const auto better = [](const Scored& left, const Scored& right) { return left.score > right.score; };
    const std::size_t kept = std::max(most, rescored);
    for (std::size_t row = 0; row < m_rows; ++row) {
        const float score = static_cast<float>(products[row]) * m_scales[row];
        if (heap.size() == kept && score <= heap.front().score) continue;
        if (!alive(row)) continue;
        if (heap.size() == kept) {
            std::pop_heap(heap.begin(), heap.end(), better);
            heap.pop_back();
        }
        heap.push_back({score, row});
        std::push_heap(heap.begin(), heap.end(), better);
    }
    for (const auto& one : heap) found.push_back({one.row, exactDistance(&m_values[one.row * m_stride], query.data(), m_stride)});
    std::sort(found.begin(), found.end(), [](const Neighbour& left, const Neighbour& right) {
        return left.distance != right.distance ? left.distance < right.distance : left.row < right.row;
    });
    if (found.size() > most) found.resize(most);
    return found;
}

}  // namespace mgc::gateway
