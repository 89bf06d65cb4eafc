#pragma once
#include <cstddef>

namespace mgc::embeddings::model {

/// Data of the sentence encoder as the build put them in; all null in a build without it.
struct Data {
    const float* weights = nullptr;
    const char* pieces = nullptr;
    std::size_t pieceBytes = 0;
};
[[nodiscard]] Data data();

}  // namespace mgc::embeddings::model
