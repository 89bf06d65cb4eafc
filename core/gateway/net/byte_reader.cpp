#include "gateway/net/byte_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mgc::gateway::net {

void ByteReader::attach(Stream& stream, std::weak_ptr<void> owner) {
    m_stream = &stream;
    m_owner = std::move(owner);
}

void ByteReader::resize(std::size_t capacity) {
    auto larger = std::make_unique_for_overwrite<char[]>(capacity);
    const std::size_t kept = m_end - m_begin;
    if (kept != 0) std::memcpy(larger.get(), m_buffer.get() + m_begin, kept);
    m_buffer = std::move(larger);
    m_capacity = capacity;
    m_begin = 0;
    m_end = kept;
}

bool ByteReader::makeRoom(bool needed) {
    if (m_begin == m_end) {
        m_begin = m_end = 0;
        const std::size_t wanted = std::max(m_initial, m_preferred);
        if (m_capacity != wanted) resize(wanted);
        return true;
    }
    if (m_capacity - m_end >= m_capacity / 4) return true;
    if (m_begin != 0) {
        std::memmove(m_buffer.get(), m_buffer.get() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
        if (m_end < m_capacity) return true;
    }
    if (m_end < m_capacity && !needed) return true;
    if (needed && m_capacity < std::max(m_maximum, m_preferred)) {
        resize(std::min(m_capacity * 2, std::max(m_maximum, m_preferred)));
        return true;
    }
    return m_end < m_capacity;
}

void ByteReader::watch() {
    if (m_keepAlive || m_state != State::Open || !makeRoom(false)) return;
    m_keepAlive = m_owner.lock();
    m_stream->startRead({m_buffer.get() + m_end, m_capacity - m_end}, *this);
}

void ByteReader::interrupt() {
    if (const auto waiter = std::exchange(m_waiter, {})) waiter.resume();
}

bool ByteReader::beginWait() {
    if (m_keepAlive) return true;
    if (m_state != State::Open || !makeRoom(true)) return false;
    m_keepAlive = m_owner.lock();
    m_stream->startRead({m_buffer.get() + m_end, m_capacity - m_end}, *this);
    return true;
}

void ByteReader::complete(std::error_code error, std::size_t bytes) {
    const auto keepAlive = std::exchange(m_keepAlive, nullptr);
    m_end += bytes;
    m_received += bytes;
    if (error) {
        m_state = error == endOfStream() ? State::Ended : State::Failed;
        m_error = error;
    }
    if (const auto waiter = std::exchange(m_waiter, {})) {
        waiter.resume();
        return;
    }
    if (error) {
        if (const auto handler = std::exchange(m_onBroken, {})) handler();
        return;
    }
    watch();
    if (m_onBytes) m_onBytes();
}

}  // namespace mgc::gateway::net
