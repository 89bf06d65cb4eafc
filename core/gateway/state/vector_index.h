#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace mgc::gateway {

/// Vectors and an exact search for the nearest by cosine distance. Every row is kept twice: as floats, and as 8-bit codes that are
/// scanned first; the best `rescored` rows of the scan are then measured exactly. 10,000 entries of 1,536 dimensions take about 1 ms
/// (semantic_cache_test prints it), so that no approximate graph is needed, which would have to be rebuilt as entries expire and
/// could miss. Gives the same answer every time.
/// Rows may differ in length; what a row lacks counts as zero. Not thread-safe.
class VectorIndex {
public:
    struct Neighbour {
        std::size_t row = 0;
        double distance = 0;  ///< 1 - cosine, 0..2
    };
    static constexpr std::size_t rescored = 32;

    [[nodiscard]] std::size_t size() const { return m_rows; }
    [[nodiscard]] std::size_t bytes() const {
        return m_values.capacity() * sizeof(float) + m_codes.capacity() + m_scales.capacity() * sizeof(float);
    }
    /// Adds a vector of any length and norm as the last row.
    void add(std::span<const float> vector);
    /// The last row takes the place of `row`.
    void remove(std::size_t row);
    /// At most `most` rows that `alive` lets through, nearest first. `alive` is asked only about rows that come near the top.
    [[nodiscard]] std::vector<Neighbour> nearest(std::span<const float> vector, std::size_t most,
                                                 const std::function<bool(std::size_t)>& alive) const;

private:
    static constexpr std::size_t alignment = 32;  ///< dimensions; whole vector registers
    void widen(std::size_t dimensions);

    std::size_t m_rows = 0;
    std::size_t m_stride = 0;     ///< dimensions per row
    std::vector<float> m_values;  ///< unit vectors
    std::vector<std::int8_t> m_codes;
    std::vector<float> m_scales;  ///< value = code * scale
};

}  // namespace mgc::gateway
