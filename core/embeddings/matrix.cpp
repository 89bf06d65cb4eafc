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

constexpr std::size_t blockRows = 8, blockColumns = 256;

/// One block of the product: at most 8 rows and 256 columns, so that its sums stay in the first cache while the weights pass once.
MGC_WIDE void multiplyBlock(const float* input, std::size_t rows, std::size_t inner, const float* weights, std::size_t columns,
                            std::size_t width, float* output) {
    for (std::size_t k = 0; k < inner; ++k) {
        const float* from = weights + k * columns;
        for (std::size_t row = 0; row < rows; ++row) {
            const float factor = input[row * inner + k];
            float* to = output + row * columns;
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
