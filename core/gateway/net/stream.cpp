#include "gateway/net/stream.h"

namespace mgc::gateway::net {

bool WriteAwaiter::await_ready() {
    std::size_t total = 0;
    for (const auto piece : m_pieces) total += piece.size();
    if (total == 0) return true;
    std::size_t written = m_stream.writeNow(m_pieces, m_error);
    if (m_error || written == total) return true;
    m_rest.reserve(total - written);
    for (const auto piece : m_pieces) {
        if (written >= piece.size()) {
            written -= piece.size();
        } else {
            m_rest.append(piece.substr(written));
            written = 0;
        }
    }
    return false;
}

void WriteAwaiter::await_suspend(std::coroutine_handle<> waiter) {
    m_waiter = waiter;
    m_stream.startWrite(m_rest, *this);
}

void WriteAwaiter::complete(std::error_code error, std::size_t) {
    m_error = error;
    m_waiter.resume();
}

}  // namespace mgc::gateway::net
