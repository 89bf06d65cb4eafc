#pragma once
#include <cstddef>
#include <deque>
#include <memory>
#include <string_view>

namespace mgc::gateway {

/// Texts in the order they came, packed one behind the other into segments of half a MiB: nothing is allocated per text, and the
/// memory of what was dropped is used again. Not thread-safe.
class ByteQueue {
public:
    static constexpr std::size_t segmentBytes = 512u << 10;

    void push(std::string_view text);
    /// Drops the oldest; there must be one.
    void pop();
    void clear();
    /// 0 is the oldest. Valid until it is dropped.
    [[nodiscard]] std::string_view at(std::size_t index) const { return m_texts[index]; }
    [[nodiscard]] std::size_t size() const { return m_texts.size(); }
    /// Sum of all texts.
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    struct Segment {
        std::unique_ptr<char[]> memory;
        std::size_t capacity = 0;
        std::size_t used = 0;
        std::size_t texts = 0;  ///< that still lie in it
    };
    Segment& segmentFor(std::size_t bytes);

    std::deque<Segment> m_segments;
    Segment m_spare;  ///< one of the usual size, kept for the next
    std::deque<std::string_view> m_texts;
    std::size_t m_bytes = 0;
};

}  // namespace mgc::gateway
