#include "gateway/net/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <array>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>

#include "gateway/net/asio_socket.h"
#include "gateway/net/tcp_stream.h"

namespace mgc::gateway::net {

namespace asio = boost::asio;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type>;

struct Listener::State : std::enable_shared_from_this<Listener::State> {
    State(EventLoop& loop, std::function<void(Accepted)> handler)
        : acceptor(contextOf(loop).get_executor()), pause(contextOf(loop)), onAccepted(std::move(handler)) {}
    Acceptor acceptor;
    asio::steady_timer pause;
    std::function<void(Accepted)> onAccepted;
    std::uint16_t port = 0;

    void wait() {
        acceptor.async_wait(asio::socket_base::wait_read, [self = shared_from_this()](const boost::system::error_code& error) {
            if (!error && self->acceptor.is_open()) self->acceptAll();
        });
    }
    void acceptAll() {
        // A bound per wake-up, so that a flood of connections does not starve the loop's other work.
        for (int i = 0; i < 64; ++i) {
            sockaddr_storage address{};
            socklen_t length = sizeof address;
            const int descriptor =
                ::accept4(acceptor.native_handle(), reinterpret_cast<sockaddr*>(&address), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (descriptor < 0) {
                if (errno == EINTR || errno == ECONNABORTED) continue;
                if (errno == EAGAIN || errno == EWOULDBLOCK) break;
                return retryLater();  // out of descriptors or memory: others must end first
            }
            onAccepted(describe(descriptor, address));
            if (!acceptor.is_open()) return;
        }
        wait();
    }
    void retryLater() {
        pause.expires_after(std::chrono::milliseconds(100));
        pause.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
            if (!error && self->acceptor.is_open()) self->acceptAll();
        });
    }
    static Accepted describe(int descriptor, const sockaddr_storage& address) {
        Accepted accepted{descriptor, {}, 0};
        std::array<char, INET6_ADDRSTRLEN> text{};
        if (address.ss_family == AF_INET) {
            const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
            ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
            accepted.remotePort = ntohs(v4.sin_port);
        } else if (address.ss_family == AF_INET6) {
            const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
            if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr))
                ::inet_ntop(AF_INET, v6.sin6_addr.s6_addr + 12, text.data(), text.size());
            else
                ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
            accepted.remotePort = ntohs(v6.sin6_port);
        }
        accepted.remoteAddress = text.data();
        return accepted;
    }
};

namespace {

Result<asio::ip::tcp::endpoint> localEndpoint(const std::string& host, std::uint16_t port) {
    std::string name = host;
    if (name.size() > 2 && name.front() == '[' && name.back() == ']') name = name.substr(1, name.size() - 2);
    boost::system::error_code notAnAddress;
    const auto address = asio::ip::make_address(name, notAnAddress);
    if (!notAnAddress) return asio::ip::tcp::endpoint(address, port);
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int error = ::getaddrinfo(name.c_str(), nullptr, &hints, &found); error != 0)
        return fail("ListenFailed", "'" + host + "' is not an address of this machine: " + ::gai_strerror(error));
    asio::ip::tcp::endpoint endpoint;
    // "localhost" means 127.0.0.1 first: that is what clients without IPv6 try.
    for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
        if (entry->ai_family != AF_INET && entry != found) continue;
        std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
        endpoint.resize(entry->ai_addrlen);
        if (entry->ai_family == AF_INET) break;
    }
    ::freeaddrinfo(found);
    endpoint.port(port);
    return endpoint;
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(EventLoop& loop, const std::string& host, std::uint16_t port,
                                                 std::function<void(Accepted)> onAccepted) {
    MGC_TRY_ASSIGN(const auto endpoint, localEndpoint(host, port));
    auto state = std::make_shared<State>(loop, std::move(onAccepted));
    boost::system::error_code error;
    const auto failed = [&] {
        return fail("ListenFailed", "Cannot listen on " + host + ':' + std::to_string(port) + ": " + error.message());
    };
    state->acceptor.open(endpoint.protocol(), error);
    if (error) return failed();
    state->acceptor.set_option(asio::socket_base::reuse_address(true), error);
    state->acceptor.non_blocking(true, error);
    state->acceptor.bind(endpoint, error);
    if (error) return failed();
    state->acceptor.listen(4096, error);
    if (error) return failed();
    state->port = state->acceptor.local_endpoint(error).port();
    if (error) return failed();
    loop.post([state] { state->wait(); });
    return std::unique_ptr<Listener>(new Listener(std::move(state)));
}

Listener::Listener(std::shared_ptr<State> state) : m_state(std::move(state)) {}

Listener::~Listener() = default;

std::uint16_t Listener::port() const { return m_state->port; }

void Listener::close() {
    boost::system::error_code ignored;
    m_state->acceptor.close(ignored);
    m_state->pause.cancel();
}

std::unique_ptr<Stream> adoptSocket(EventLoop& loop, int descriptor) {
    auto stream = std::make_unique<TcpStream>(loop, descriptor);
    if (!stream->isOpen()) return nullptr;
    return stream;
}

}  // namespace mgc::gateway::net
