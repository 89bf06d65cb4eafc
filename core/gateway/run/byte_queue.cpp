#include "gateway/run/byte_queue.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mgc::gateway {

namespace {
constexpr std::size_t mostFetched = 4096;
constexpr std::size_t lineBytes = 64;
}  // namespace

ByteQueue::Segment& ByteQueue::segmentFor(std::size_t bytes) {
    if (!m_segments.empty() && m_segments.back().capacity - m_segments.back().used >= bytes) return m_segments.back();
    if (bytes <= segmentBytes && m_spare.memory) return m_segments.emplace_back(std::exchange(m_spare, {}));
    Segment& made = m_segments.emplace_back();
    made.capacity = std::max(bytes, segmentBytes);
    made.memory = std::make_unique_for_overwrite<char[]>(made.capacity);
    return made;
}

void ByteQueue::push(std::string_view text) {
    Segment& segment = segmentFor(text.size());
    char* const to = segment.memory.get() + segment.used;
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    segment.used += text.size();
    ++segment.texts;
    m_bytes += text.size();
    m_texts.emplace_back(to, text.size());
    // The next text comes when this memory has long left the caches, and is about as long: fetched now, its copying need not wait for it.
    const std::size_t soon = std::min({text.size(), mostFetched, segment.capacity - segment.used});
    for (std::size_t at = 0; at < soon; at += lineBytes) __builtin_prefetch(to + text.size() + at, 1);
}

void ByteQueue::pop() {
    m_bytes -= m_texts.front().size();
    m_texts.pop_front();
    Segment& oldest = m_segments.front();
    if (--oldest.texts != 0) return;
    if (oldest.capacity == segmentBytes) {
        m_spare = std::move(oldest);
        m_spare.used = 0;
    }
    m_segments.pop_front();
}

void ByteQueue::clear() {
    m_segments.clear();
    m_spare = {};
    m_texts.clear();
    m_bytes = 0;
}

}  // namespace mgc::gateway
