#pragma once
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "gateway/net/event_loop.h"
#include "gateway/net/stream.h"

// Only for the few sources of this room that include Boost.Asio: accepting, connecting, TLS. Plain bytes go through TcpStream.
namespace mgc::gateway::net {

/// With the io_context's own executor: any_io_executor costs a tenth of a request's CPU (reference measurements of the design).
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

[[nodiscard]] inline boost::asio::io_context& contextOf(EventLoop& loop) { return *static_cast<boost::asio::io_context*>(loop.native()); }
/// Asio's clean end becomes endOfStream(), all else keeps its meaning.
[[nodiscard]] std::error_code toStandard(const boost::system::error_code& error);
/// Gives a connected socket to Asio.
[[nodiscard]] Socket socketOf(EventLoop& loop, int descriptor);

}  // namespace mgc::gateway::net
