#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "gateway/net/head_parser.h"
#include "gateway/net/tls.h"
#include "gateway/net/worker_pool.h"
#include "http/exchange.h"

namespace mgc::gateway::net {

struct ClientOptions {
    TlsClientOptions tls;
    HeadLimits head;
    std::size_t maximumConnectionsPerOrigin = 1024;  ///< per worker
    std::size_t maximumIdlePerOrigin = 64;           ///< per worker, kept open
    std::size_t maximumQueuePerOrigin = 1024;        ///< calls per worker that wait for a connection; more fail at once
    std::size_t wholeBodyLimit = 256u << 10;         ///< larger responses are always streams; smaller ones are whole when they arrived so
    Duration queueTimeout = std::chrono::seconds(30);
    Duration connectTimeout = std::chrono::seconds(10);  ///< look-up, TCP, proxy and TLS together
    Duration headerTimeout = std::chrono::seconds(300);  ///< where SendOptions gives none (forward-request's default)
    Duration idleTimeout = std::chrono::seconds(300);    ///< between two pieces of a response body or of our own request body
    Duration keepAlive = std::chrono::seconds(60);       ///< of an unused connection
};

/// HTTP/1.1 client with a bounded keep-alive pool per origin and worker. It must be called on a worker's thread; the response's
/// body belongs to the same worker. Header fields: `Host` is sent as given in the request, else from the URL; hop-by-hop fields,
/// Content-Length, Transfer-Encoding and Expect are the client's business in both directions.
/// A connection that turns out dead before a byte came back is replaced once if the body can be sent again.
class Client : public http::Exchange {
public:
    /// Error InvalidTlsConfiguration.
    [[nodiscard]] static Result<std::unique_ptr<Client>> create(WorkerPool& pool, ClientOptions options);
    /// Stops first. The pool must still run.
    ~Client() override;
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    [[nodiscard]] Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions& options) override;

    /// Closes all connections on all workers; calls under way fail. Not from a worker.
    void stop();

    struct Statistics {
        std::size_t open = 0;
        std::size_t idle = 0;
        std::size_t waiting = 0;
    };
    /// Sum over workers; taken on each worker in turn. Not from a worker.
    [[nodiscard]] Statistics statistics();

private:
    struct Impl;
    explicit Client(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mgc::gateway::net
