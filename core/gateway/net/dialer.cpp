#include "gateway/net/dialer.h"

#include <boost/asio/ip/basic_resolver.hpp>
#include <utility>

#include "base/text.h"
#include "gateway/net/asio_socket.h"
#include "gateway/net/tcp_stream.h"

namespace mgc::gateway::net {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Resolver = asio::ip::basic_resolver<Tcp, asio::io_context::executor_type>;

/// Shared with the look-up, whose system call cannot be interrupted: an abandoned one ends later and finds nobody waiting.
struct Dialer::State {
    explicit State(EventLoop& eventLoop)
        : loop(eventLoop), resolver(contextOf(eventLoop).get_executor()), socket(contextOf(eventLoop).get_executor()) {}
    EventLoop& loop;
    Resolver resolver;
    Socket socket;
    bool aborted = false;
    boost::system::error_code error;
    std::vector<Tcp::endpoint> endpoints;
    std::coroutine_handle<> waiter;

    void resumeWaiter() {
        if (const auto handle = std::exchange(waiter, {})) handle.resume();
    }
};

namespace {

Error connectError(const std::string& host, std::uint16_t port, std::string_view what) {
    return {"BackendConnectionFailure", "Connecting to " + host + ':' + std::to_string(port) + " failed: " + std::string(what)};
}

/// "localhost" is this machine whatever a resolver says, also where none knows it (RFC 6761 6.3).
bool isLoopbackName(std::string_view name) {
    constexpr std::string_view localhost = "localhost";
    return equalsIgnoreCase(name, localhost) ||
           (name.size() > localhost.size() + 1 && name[name.size() - localhost.size() - 1] == '.' &&
            equalsIgnoreCase(name.substr(name.size() - localhost.size()), localhost));
}

}  // namespace

Dialer::Dialer(EventLoop& loop) : m_state(std::make_shared<State>(loop)) {}

Dialer::~Dialer() = default;

void Dialer::abort() {
    if (std::exchange(m_state->aborted, true)) return;
    m_state->error = asio::error::operation_aborted;
    boost::system::error_code ignored;
    m_state->socket.close(ignored);
    m_state->resolver.cancel();
    // Not from here: the caller may be inside something that the waiter would destroy.
    m_state->loop.post([state = m_state] { state->resumeWaiter(); });
}

Task<Result<std::unique_ptr<Stream>>> Dialer::connect(std::string host, std::uint16_t port) {
    const auto state = m_state;
    if (state->aborted) co_return fail(connectError(host, port, "given up"));
    std::string name = host;
    if (name.size() > 2 && name.front() == '[' && name.back() == ']') name = name.substr(1, name.size() - 2);

    boost::system::error_code notAnAddress;
    const auto address = asio::ip::make_address(name, notAnAddress);
    if (!notAnAddress) {
        state->endpoints.emplace_back(address, port);
    } else if (isLoopbackName(name)) {
        state->endpoints.emplace_back(asio::ip::address_v4::loopback(), port);
        state->endpoints.emplace_back(asio::ip::address_v6::loopback(), port);
    } else {
        struct ResolveAwaiter {
            const std::shared_ptr<State>& state;
            const std::string& name;
            std::string service;
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> waiter) const {
                state->waiter = waiter;
                state->resolver.async_resolve(
                    name, service, Tcp::resolver::numeric_service,
                    [shared = state](const boost::system::error_code& error, const Tcp::resolver::results_type& found) {
                        if (shared->aborted) return shared->resumeWaiter();
                        shared->error = error;
                        for (const auto& entry : found) shared->endpoints.push_back(entry.endpoint());
                        shared->resumeWaiter();
                    });
            }
            void await_resume() const noexcept {}
        };
        ResolveAwaiter resolve{state, name, std::to_string(port)};
        co_await resolve;
        if (state->error) co_return fail(connectError(host, port, state->error.message()));
    }

    std::string causes = "the name has no address";
    for (const auto& endpoint : state->endpoints) {
        struct ConnectAwaiter {
            const std::shared_ptr<State>& state;
            const Tcp::endpoint& endpoint;
            boost::system::error_code error;
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> waiter) {
                state->socket.async_connect(endpoint, [this, waiter](const boost::system::error_code& result) {
                    error = result;
                    waiter.resume();
                });
            }
            void await_resume() const noexcept {}
        };
        ConnectAwaiter attempt{state, endpoint, {}};
        co_await attempt;
        if (!attempt.error && !state->aborted) {
            boost::system::error_code kept;
            const int descriptor = state->socket.release(kept);
            if (!kept) co_return std::make_unique<TcpStream>(state->loop, descriptor);
            attempt.error = kept;
        }
        if (state->aborted) co_return fail(connectError(host, port, "given up"));
        causes = attempt.error.message();
        boost::system::error_code ignored;
        state->socket.close(ignored);
    }
    co_return fail(connectError(host, port, causes));
}

}  // namespace mgc::gateway::net
