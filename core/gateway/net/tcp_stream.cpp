#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>

#include "gateway/net/asio_socket.h"

namespace mgc::gateway::net {

namespace asio = boost::asio;

namespace {

class StreamErrors : public std::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "stream"; }
    [[nodiscard]] std::string message(int) const override { return "the peer ended the connection"; }
};

}  // namespace

std::error_code endOfStream() {
    static const StreamErrors category;
    return {1, category};
}

std::error_code toStandard(const boost::system::error_code& error) {
    if (!error) return {};
    if (error == asio::error::eof) return endOfStream();
    if (error.category() == boost::system::system_category()) return {error.value(), std::system_category()};
    return error;
}

TcpStream::TcpStream(Socket socket) : m_socket(std::move(socket)) {
    boost::system::error_code ignored;
    m_socket.non_blocking(true, ignored);
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void TcpStream::startRead(std::span<char> into, Completion& done) {
    m_socket.async_read_some(asio::buffer(into.data(), into.size()), [&done](const boost::system::error_code& error, std::size_t bytes) {
        done.complete(toStandard(error), bytes);
    });
}

std::size_t TcpStream::writeNow(std::span<const std::string_view> pieces, std::error_code& error) {
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
        const auto sent = ::sendmsg(m_socket.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) return static_cast<std::size_t>(sent);
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) error.assign(errno, std::system_category());
        return 0;
    }
}

void TcpStream::startWrite(std::string_view data, Completion& done) { continueWrite(data, 0, done); }

void TcpStream::continueWrite(std::string_view data, std::size_t written, Completion& done) {
    m_socket.async_write_some(asio::buffer(data.data(), data.size()),
                              [this, data, written, &done](const boost::system::error_code& error, std::size_t bytes) {
                                  if (error || bytes == data.size()) {
                                      done.complete(toStandard(error), written + bytes);
                                  } else {
                                      continueWrite(data.substr(bytes), written + bytes, done);
                                  }
                              });
}

void TcpStream::shutdownWrite() {
    boost::system::error_code ignored;
    m_socket.shutdown(asio::socket_base::shutdown_send, ignored);
}

void TcpStream::abort() {
    boost::system::error_code ignored;
    m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
    m_socket.close(ignored);
}

void TcpStream::close() {
    boost::system::error_code ignored;
    m_socket.close(ignored);
}

}  // namespace mgc::gateway::net
