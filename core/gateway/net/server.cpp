#include "gateway/net/server.h"

#include <unistd.h>

#include <algorithm>
#include <future>

#include "gateway/net/connection.h"
#include "gateway/net/scanning_head_parser.h"

namespace mgc::gateway::net {

struct Server::Shared {
    WorkerPool* pool = nullptr;
    std::shared_ptr<ServerShared> state;
    std::unique_ptr<Listener> listener;
    bool stopped = false;
};

namespace {

/// On the loop of `worker`.
void serve(const std::shared_ptr<ServerShared>& state, std::size_t worker, const Accepted& accepted) {
    auto stream = adoptSocket(*state->workers[worker].loop, accepted.descriptor);
    if (!stream || state->draining) {
        state->load[worker].fetch_sub(1, std::memory_order_relaxed);
        state->total.fetch_sub(1);
        return;
    }
    auto info = std::make_shared<ConnectionInfo>();
    info->id = state->nextId.fetch_add(1, std::memory_order_relaxed);
    info->remoteAddress = accepted.remoteAddress;
    info->remotePort = accepted.remotePort;
    info->tls = state->tls != nullptr;
    std::shared_ptr<Stream> shared;
    if (state->tls)
        shared = wrapTlsServer(std::move(stream), *state->tls);
    else
        shared = std::move(stream);
    std::make_shared<Connection>(state, worker, std::move(info), std::move(shared))->start();
}

void distribute(const std::shared_ptr<ServerShared>& state, const Accepted& accepted) {
    if (state->total.load() >= state->options.maximumConnections) {
        // TLS clients get no text; all get the end of the connection.
        if (!state->tls) {
            constexpr std::string_view busy =
                "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\nRetry-After: 1\r\n\r\n";
            [[maybe_unused]] const auto ignored = ::write(accepted.descriptor, busy.data(), busy.size());
        }
        ::close(accepted.descriptor);
        return;
    }
    std::size_t least = 0;
    for (std::size_t i = 1; i < state->workers.size(); ++i)
        if (state->load[i].load(std::memory_order_relaxed) < state->load[least].load(std::memory_order_relaxed)) least = i;
    state->load[least].fetch_add(1, std::memory_order_relaxed);
    state->total.fetch_add(1);
    state->workers[least].loop->post([state, least, accepted] { serve(state, least, accepted); });
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(WorkerPool& pool, ServerOptions options, Handler& handler) {
    static const ScanningHeadParser scanning;
    auto state = std::make_shared<ServerShared>();
    if (options.tls) {
        MGC_TRY_ASSIGN(state->tls, TlsContext::forServer(*options.tls));
    }
    state->parser = options.parser != nullptr ? options.parser : &scanning;
    state->options = std::move(options);
    state->handler = &handler;
    state->workers.resize(pool.size());
    state->load = std::make_unique<std::atomic<std::size_t>[]>(pool.size());
    for (std::size_t i = 0; i < pool.size(); ++i) state->workers[i].loop = &pool.loop(i);
    auto shared = std::make_shared<Shared>();
    shared->pool = &pool;
    shared->state = state;
    MGC_TRY_ASSIGN(shared->listener, Listener::open(pool.loop(0), state->options.host, state->options.port,
                                                    [state](const Accepted& accepted) { distribute(state, accepted); }));
    return std::unique_ptr<Server>(new Server(std::move(shared)));
}

Server::Server(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) {}

Server::~Server() { stop(Duration::zero()); }

std::uint16_t Server::port() const { return m_shared->listener->port(); }

std::string Server::url() const {
    const auto& options = m_shared->state->options;
    std::string host = options.host;
    if (host.find(':') != std::string::npos && host.front() != '[') host = '[' + host + ']';
    return (options.tls ? "https://" : "http://") + host + ':' + std::to_string(port());
}

std::size_t Server::connectionCount() const { return m_shared->state->total.load(); }

void Server::stop(Duration grace) {
    if (m_shared->stopped) return;
    m_shared->stopped = true;
    auto& state = *m_shared->state;
    const auto onEveryLoop = [&](auto what) {
        for (std::size_t i = 0; i < state.workers.size(); ++i)
            WorkerPool::runOn(m_shared->pool->loop(i), [&, i] {
                // A connection leaves the set while it is closed, so the set is copied first.
                std::vector<std::shared_ptr<Connection>> connections;
                for (Connection* connection : state.workers[i].connections) connections.push_back(connection->shared_from_this());
                for (const auto& connection : connections) what(*connection);
            });
    };
    const auto waitForEnd = [&](Duration longest) {
        std::unique_lock lock(state.mutex);
        return state.changed.wait_for(lock, longest, [&] { return state.total.load() == 0; });
    };
    WorkerPool::runOn(m_shared->pool->loop(0), [&] { m_shared->listener->close(); });
    state.draining = true;
    onEveryLoop([](Connection& connection) { connection.closeIfIdle(); });
    if (grace > Duration::zero() && waitForEnd(grace)) return;
    onEveryLoop([](Connection& connection) { connection.breakOff(); });
    waitForEnd(std::chrono::seconds(5));
}

}  // namespace mgc::gateway::net
