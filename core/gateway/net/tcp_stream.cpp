#include "gateway/net/tcp_stream.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace mgc::gateway::net {

namespace {

class StreamErrors : public std::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "stream"; }
    [[nodiscard]] std::string message(int) const override { return "the peer ended the connection"; }
};

/// Written since the peer last sent something: as much fits into the smallest send buffer, so holding it back hardly ever means waiting
/// (a client may pipeline requests and read nothing; then the rest goes when the socket takes more).
constexpr std::size_t mostHeld = 8 * 1024;

bool wouldBlock(int code) { return code == EAGAIN || code == EWOULDBLOCK; }

std::error_code cancelled() { return std::make_error_code(std::errc::operation_canceled); }

}  // namespace

std::error_code endOfStream() {
    static const StreamErrors category;
    return {1, category};
}

TcpStream::TcpStream(EventLoop& loop, int descriptor) : m_loop(loop), m_descriptor(descriptor) {
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    std::error_code error;
    m_key = loop.poller().add(descriptor, *this, error);
    if (error) close();  // the first operation tells
}

TcpStream::~TcpStream() { close(); }

TcpStream::Outcome TcpStream::tryRead(std::span<char> into) {
    while (true) {
        const auto received = ::recv(m_descriptor, into.data(), into.size(), MSG_DONTWAIT);
        if (received > 0) {
            const auto bytes = static_cast<std::size_t>(received);
            m_sentSinceRead = 0;
            // A short read has emptied the socket (epoll(7)); only an end may follow without a new edge.
            if (bytes < into.size() && !m_hungUp) m_readable = false;
            return {true, {}, bytes};
        }
        if (received == 0) return {true, endOfStream(), 0};
        if (errno == EINTR) continue;
        if (!wouldBlock(errno)) return {true, {errno, std::system_category()}, 0};
        m_readable = false;
        return {};
    }
}

void TcpStream::startRead(std::span<char> into, Completion& done) {
    m_loop.poller().operationBegun();
    if (m_descriptor < 0) return m_loop.poller().completeLater(done, cancelled(), 0);
    if (m_readable) {
        const Outcome outcome = tryRead(into);
        if (outcome.ended) return m_loop.poller().completeLater(done, outcome.error, outcome.bytes);
    }
    m_into = into;
    m_reading = &done;
}

std::size_t TcpStream::writeNow(std::span<const std::string_view> pieces, std::error_code& error) {
    std::size_t total = 0;
    for (const auto piece : pieces) total += piece.size();
    m_sentSinceRead += total;
    Poller& poller = m_loop.poller();
    if (poller.moreToCome() && m_sentSinceRead <= mostHeld && m_held.size() + total <= mostHeld && m_descriptor >= 0) {
        if (m_held.empty()) poller.heldBack(m_key);
        for (const auto piece : pieces) m_held.append(piece);
        return total;
    }
    if (!m_held.empty() && !sendHeld(error)) return 0;
    return send(pieces, error);
}

bool TcpStream::sendHeld(std::error_code& error) {
    const std::array<std::string_view, 1> pieces{m_held};
    m_held.erase(0, send(pieces, error));
    return m_held.empty();
}

void TcpStream::flush() {
    std::error_code error;
    if (!m_held.empty() && !sendHeld(error) && error) close();  // the reader of this stream learns of it
}

std::size_t TcpStream::send(std::span<const std::string_view> pieces, std::error_code& error) {
    constexpr std::size_t most = 8;
    std::array<iovec, most> vectors;
    std::size_t used = 0;
    for (const auto piece : pieces) {
        if (piece.empty()) continue;
        if (used == most) break;  // the caller waits for the rest
        vectors[used++] = {const_cast<char*>(piece.data()), piece.size()};
    }
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = used;
    while (true) {
        constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
        // One piece, as most are: the system need not take a message header apart.
        const auto sent = used == 1 ? ::send(m_descriptor, vectors[0].iov_base, vectors[0].iov_len, flags) : ::sendmsg(m_descriptor, &message, flags);
        if (sent >= 0) return static_cast<std::size_t>(sent);
        if (errno == EINTR) continue;
        if (!wouldBlock(errno)) error.assign(errno, std::system_category());
        return 0;
    }
}

bool TcpStream::tryWrite(std::error_code& error) {
    if (!m_held.empty() && !sendHeld(error)) return static_cast<bool>(error);
    while (!m_left.empty()) {
        const std::array<std::string_view, 1> pieces{m_left};
        const std::size_t sent = send(pieces, error);
        if (error) return true;
        if (sent == 0) return false;
        m_left.remove_prefix(sent);
        m_written += sent;
    }
    return true;
}

void TcpStream::startWrite(std::string_view data, Completion& done) {
    m_loop.poller().operationBegun();
    if (m_descriptor < 0) return m_loop.poller().completeLater(done, cancelled(), 0);
    m_left = data;
    m_written = 0;
    std::error_code error;
    if (tryWrite(error)) return m_loop.poller().completeLater(done, error, m_written);
    m_writing = &done;
}

void TcpStream::onReady(std::uint32_t events) {
    Poller& poller = m_loop.poller();
    const std::uint64_t key = m_key;
    if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) m_hungUp = true;
    if ((events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) {
        m_readable = true;
        if (m_reading != nullptr) {
            const Outcome outcome = tryRead(m_into);
            if (outcome.ended) {
                poller.operationEnded();
                std::exchange(m_reading, nullptr)->complete(outcome.error, outcome.bytes);
                if (!poller.watches(key)) return;  // closed, perhaps destroyed
            }
        }
    }
    if ((events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0) {
        if (m_writing == nullptr) return flush();
        std::error_code error;
        if (!tryWrite(error)) return;
        poller.operationEnded();
        std::exchange(m_writing, nullptr)->complete(error, m_written);
    }
}

void TcpStream::cancelOperations() {
    if (m_reading != nullptr) m_loop.poller().completeLater(*std::exchange(m_reading, nullptr), cancelled(), 0);
    if (m_writing != nullptr) m_loop.poller().completeLater(*std::exchange(m_writing, nullptr), cancelled(), m_written);
}

void TcpStream::shutdownWrite() {
    flush();
    if (m_descriptor >= 0) ::shutdown(m_descriptor, SHUT_WR);
}

void TcpStream::abort() {
    if (m_descriptor < 0) return;
    const linger reset{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    m_held.clear();
    ::close(release());
}

void TcpStream::close() {
    if (m_descriptor < 0) return;
    if (!m_held.empty()) {
        std::error_code error;
        if (!sendHeld(error)) return abort();  // what is cut off must not look whole
    }
    ::close(release());
}

int TcpStream::release() {
    cancelOperations();
    m_loop.poller().remove(m_key, m_descriptor);
    return std::exchange(m_descriptor, -1);
}

}  // namespace mgc::gateway::net
