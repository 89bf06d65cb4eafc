#include "raw_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace mgc::test {

namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int listenOn(std::uint16_t& port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t length = sizeof address;
    if (::bind(descriptor, reinterpret_cast<sockaddr*>(&address), length) != 0 || ::listen(descriptor, 1024) != 0 ||
        ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        throw std::runtime_error("the test cannot listen");
    port = ntohs(address.sin_port);
    return descriptor;
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

RawSocket::RawSocket(int descriptor) : m_descriptor(descriptor) {
    if (descriptor < 0) return;
    const timeval limit{20, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawSocket::RawSocket(RawSocket&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_buffer(std::move(other.m_buffer)), m_reset(other.m_reset) {}

RawSocket& RawSocket::operator=(RawSocket&& other) noexcept {
    if (this != &other) {
        close();
        m_descriptor = std::exchange(other.m_descriptor, -1);
        m_buffer = std::move(other.m_buffer);
        m_reset = other.m_reset;
    }
    return *this;
}

RawSocket::~RawSocket() { close(); }

RawSocket RawSocket::connectTo(std::uint16_t port, int receiveBuffer) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receiveBuffer > 0) ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    const auto address = loopback(port);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(descriptor);
        throw std::runtime_error("the test cannot connect");
    }
    return RawSocket(descriptor);
}

bool RawSocket::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawSocket::fill() {
    std::array<char, 65536> bytes;
    const auto got = ::recv(m_descriptor, bytes.data(), bytes.size(), 0);
    if (got > 0) m_buffer.append(bytes.data(), static_cast<std::size_t>(got));
    if (got < 0 && errno == ECONNRESET) m_reset = true;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) m_timedOut = true;
    return got > 0;
}

std::string RawSocket::readUntil(std::string_view text) {
    while (true) {
        if (const auto at = m_buffer.find(text); at != std::string::npos) {
            std::string found = m_buffer.substr(0, at + text.size());
            m_buffer.erase(0, at + text.size());
            return found;
        }
        if (!fill()) return std::exchange(m_buffer, {});
    }
}

std::string RawSocket::readExactly(std::size_t count) {
    while (m_buffer.size() < count && fill()) {
    }
    std::string found = m_buffer.substr(0, count);
    m_buffer.erase(0, found.size());
    return found;
}

std::string RawSocket::readSome() {
    if (m_buffer.empty() && !fill()) return {};
    return std::exchange(m_buffer, {});
}

std::string RawSocket::readAll() {
    while (fill()) {
    }
    return std::exchange(m_buffer, {});
}

RawSocket::Reply RawSocket::readReply(bool answersHead) {
    Reply reply;
    reply.head = readUntil("\r\n\r\n");
    if (reply.head.size() < 16 || !reply.head.ends_with("\r\n\r\n")) return reply;
    reply.status = std::stoi(reply.head.substr(9, 3));
    const std::string head = lower(reply.head);
    if (answersHead || reply.status == 204 || reply.status == 304 || reply.status < 200) {
        reply.complete = true;
    } else if (const auto at = head.find("\r\ncontent-length: "); at != std::string::npos) {
        const auto length = static_cast<std::size_t>(std::stoull(head.substr(at + 18)));
        reply.body = readExactly(length);
        reply.complete = reply.body.size() == length;
    } else if (head.find("\r\ntransfer-encoding: chunked") != std::string::npos) {
        while (true) {
            const std::string line = readUntil("\r\n");
            if (!line.ends_with("\r\n")) break;
            const auto size = static_cast<std::size_t>(std::stoull(line, nullptr, 16));
            const std::string data = readExactly(size + 2);
            if (data.size() != size + 2) break;
            if (size == 0) {
                reply.complete = true;
                break;
            }
            reply.body.append(data, 0, size);
        }
    } else {
        reply.body = readAll();
        reply.complete = !m_reset && !m_timedOut;
    }
    return reply;
}

void RawSocket::shutdownWrite() { ::shutdown(m_descriptor, SHUT_WR); }

void RawSocket::reset() {
    const linger hard{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
}

void RawSocket::close() {
    if (m_descriptor >= 0) ::close(std::exchange(m_descriptor, -1));
}

RawServer::RawServer(std::function<void(RawSocket&, int)> serve) : m_serve(std::move(serve)), m_listener(listenOn(m_port)) {
    m_acceptor = std::thread([this] {
        while (true) {
            const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (descriptor < 0) return;
            const std::lock_guard lock(m_mutex);
            m_open.push_back(descriptor);
            m_threads.emplace_back([this, descriptor, number = m_connections++] {
                RawSocket socket(descriptor);
                m_serve(socket, number);
                const std::lock_guard guard(m_mutex);
                m_open.remove(descriptor);
            });
        }
    });
}

RawServer::~RawServer() {
    stopListening();
    {
        const std::lock_guard lock(m_mutex);
        for (const int descriptor : m_open) ::shutdown(descriptor, SHUT_RDWR);
    }
    for (auto& thread : m_threads) thread.join();
}

int RawServer::connections() const {
    const std::lock_guard lock(m_mutex);
    return m_connections;
}

void RawServer::stopListening() {
    if (std::exchange(m_stopped, true)) return;
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    ::close(m_listener);
}

std::uint16_t unusedPort() {
    std::uint16_t port = 0;
    ::close(listenOn(port));
    return port;
}

}  // namespace mgc::test
