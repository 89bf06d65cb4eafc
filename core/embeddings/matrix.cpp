#include "embeddings/matrix.h"

#include <algorithm>

// The inner loops are built for wide registers where the processor has them; chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define MGC_WIDE __attribute__((target_clones("arch=haswell", "default")))
#else
#define MGC_WIDE
#endif

namespace mgc::embeddings {

namespace {

constexpr std::size_t blockRows = 8, blockColumns = 256, stepsAtOnce = 4;

/// One block of the product: at most 8 rows and 256 columns, so that its sums stay in the first cache while the weights pass once. Four
/// steps at once: the sums are read and written a quarter as often, which was what the time went into.
MGC_WIDE void multiplyBlock(const float* input, std::size_t rows, std::size_t inner, const float* weights, std::size_t columns,
                            std::size_t width, float* output) {
    std::size_t k = 0;
    for (; k + stepsAtOnce <= inner; k += stepsAtOnce) {
        const float* const first = weights + k * columns;
        const float* const second = first + columns;
        const float* const third = second + columns;
        const float* const fourth = third + columns;
        for (std::size_t row = 0; row < rows; ++row) {
            const float* const factors = input + row * inner + k;
            const float a = factors[0], b = factors[1], c = factors[2], d = factors[3];
            float* __restrict const to = output + row * columns;
            for (std::size_t i = 0; i < width; ++i) to[i] += a * first[i] + b * second[i] + c * third[i] + d * fourth[i];
        }
    }
    for (; k < inner; ++k) {
        const float* const from = weights + k * columns;
        for (std::size_t row = 0; row < rows; ++row) {
            const float factor = input[row * inner + k];
            float* __restrict const to = output + row * columns;
            for (std::size_t i = 0; i < width; ++i) to[i] += factor * from[i];
        }
    }
}

}  // namespace

std::vector<float> multiply(const std::vector<float>& input, std::size_t rows, std::size_t inner, const float* weights, const float* bias,
                            std::size_t columns) {
    std::vector<float> output(rows * columns);
    for (std::size_t row = 0; row < rows; ++row) std::copy_n(bias, columns, &output[row * columns]);
    for (std::size_t row = 0; row < rows; row += blockRows)
        for (std::size_t column = 0; column < columns; column += blockColumns)
            multiplyBlock(&input[row * inner], std::min(blockRows, rows - row), inner, weights + column, columns,
                          std::min(blockColumns, columns - column), &output[row * columns + column]);
    return output;
}

}  // namespace mgc::embeddings
