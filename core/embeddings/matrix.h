#pragma once
#include <cstddef>
#include <vector>

namespace mgc::embeddings {

/// rows x inner times weights (inner x columns, row by row) plus bias.
[[nodiscard]] std::vector<float> multiply(const std::vector<float>& input, std::size_t rows, std::size_t inner, const float* weights,
                                          const float* bias, std::size_t columns);

}  // namespace mgc::embeddings
