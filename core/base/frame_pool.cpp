#include "base/frame_pool.h"

#include <new>

namespace mgc {

namespace {

struct FreeFrame {
    FreeFrame* next;
};

/// Without constructor or destructor, so that reaching it costs nothing.
struct FreeFrames {
    FreeFrame* first[FramePool::classes];
    std::size_t kept;
    bool registered;  ///< its thread empties it at its end
    bool closed;      ///< has done so: what comes back now goes to the heap
};

constinit thread_local FreeFrames freeFrames{};

struct AtThreadEnd {
    AtThreadEnd() = default;
    AtThreadEnd(const AtThreadEnd&) = delete;
    AtThreadEnd& operator=(const AtThreadEnd&) = delete;
    ~AtThreadEnd() {
        FreeFrames& frames = freeFrames;
        frames.closed = true;
        for (FreeFrame*& first : frames.first)
            while (first) {
                FreeFrame* const frame = first;
                first = frame->next;
                ::operator delete(frame);
            }
    }
};

void registerThread(FreeFrames& frames) {
    frames.registered = true;
    static thread_local AtThreadEnd atThreadEnd;
    static_cast<void>(atThreadEnd);
}

constexpr std::size_t classOf(std::size_t bytes) { return (bytes - 1) / FramePool::step; }

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool pooled = false;
#else
constexpr bool pooled = true;
#endif

}  // namespace

void* FramePool::take(std::size_t bytes) {
    const std::size_t index = classOf(bytes);
    if (!pooled || index >= classes) [[unlikely]]
        return ::operator new(bytes);
    FreeFrames& frames = freeFrames;
    if (FreeFrame* const frame = frames.first[index]) [[likely]] {
        frames.first[index] = frame->next;
        frames.kept -= (index + 1) * step;
        return frame;
    }
    return ::operator new((index + 1) * step);
}

void FramePool::giveBack(void* frame, std::size_t bytes) noexcept {
    const std::size_t index = classOf(bytes);
    FreeFrames& frames = freeFrames;
    if (!pooled || index >= classes || frames.closed || frames.kept >= mostKept) [[unlikely]] {
        ::operator delete(frame);
        return;
    }
    if (!frames.registered) [[unlikely]]
        registerThread(frames);
    frames.first[index] = new (frame) FreeFrame{frames.first[index]};
    frames.kept += (index + 1) * step;
}

}  // namespace mgc
