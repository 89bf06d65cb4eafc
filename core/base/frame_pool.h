#pragma once
#include <cstddef>

namespace mgc {

/// Memory of coroutine frames. A request takes a dozen frames of 200 bytes to 3 KB and gives them back in the reverse order: each thread
/// keeps up to `FramePool::mostKept` bytes of them for the next request, still warm in the cache. Larger frames, and all of them in a
/// build with sanitizers (which would not see a use after free), come from the heap.
class FramePool {
public:
    static constexpr std::size_t step = 256;
    static constexpr std::size_t classes = 16;           ///< frames up to 4 KB
    static constexpr std::size_t mostKept = 256u << 10;  ///< bytes per thread

    [[nodiscard]] static void* take(std::size_t bytes);
    static void giveBack(void* frame, std::size_t bytes) noexcept;
};

}  // namespace mgc
