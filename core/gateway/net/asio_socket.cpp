#include "gateway/net/asio_socket.h"

#include <sys/socket.h>
#include <unistd.h>

namespace mgc::gateway::net {

namespace asio = boost::asio;

std::error_code toStandard(const boost::system::error_code& error) {
    if (!error) return {};
    if (error == asio::error::eof) return endOfStream();
    if (error.category() == boost::system::system_category()) return {error.value(), std::system_category()};
    return error;
}

Socket socketOf(EventLoop& loop, int descriptor) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length);
    Socket socket(contextOf(loop).get_executor());
    boost::system::error_code error;
    socket.assign(address.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4(), descriptor, error);
    if (error) ::close(descriptor);  // the first operation on the closed socket tells
    return socket;
}

}  // namespace mgc::gateway::net
