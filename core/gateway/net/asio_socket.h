#pragma once
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "gateway/net/event_loop.h"
#include "gateway/net/stream.h"

// Only for the few sources of this room that include Boost.Asio.
namespace mgc::gateway::net {

/// With the io_context's own executor: any_io_executor costs a tenth of a request's CPU (reference measurements of the design).
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

[[nodiscard]] inline boost::asio::io_context& contextOf(EventLoop& loop) { return *static_cast<boost::asio::io_context*>(loop.native()); }
/// Asio's clean end becomes endOfStream(), all else keeps its meaning.
[[nodiscard]] std::error_code toStandard(const boost::system::error_code& error);

/// A connected TCP socket as a Stream.
class TcpStream final : public Stream {
public:
    explicit TcpStream(Socket socket);
    void startRead(std::span<char> into, Completion& done) override;
    [[nodiscard]] std::size_t writeNow(std::span<const std::string_view> pieces, std::error_code& error) override;
    void startWrite(std::string_view data, Completion& done) override;
    void shutdownWrite() override;
    void abort() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return m_socket.is_open(); }

    /// The socket, for the TLS layer that takes over.
    [[nodiscard]] Socket release() { return std::move(m_socket); }

private:
    void continueWrite(std::string_view data, std::size_t written, Completion& done);

    Socket m_socket;
};

}  // namespace mgc::gateway::net
