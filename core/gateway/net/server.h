#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/cancellation.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "gateway/net/head_parser.h"
#include "gateway/net/stream.h"
#include "gateway/net/tls.h"
#include "gateway/net/worker_pool.h"
#include "http/message.h"

namespace mgc::gateway::net {

/// The client's side of a connection; the same object for all its requests.
struct ConnectionInfo {
    std::uint64_t id = 0;
    std::string remoteAddress;  ///< "192.0.2.1", "2001:db8::1"
    std::uint16_t remotePort = 0;
    bool tls = false;
    std::string clientCertificatePem;  ///< "" where none was sent or asked for
};

/// Lets a handler leave HTTP (WebSocket): it sets `takeOver` and answers 101; after the head is written, takeOver owns the bytes.
struct UpgradeSlot {
    /// `early` is what the client sent behind its request head. The connection closes when the task ends.
    std::function<Task<void>(std::shared_ptr<Stream> stream, std::string early)> takeOver;
};

/// What belongs to one request beside its message.
struct RequestInfo {
    std::shared_ptr<const ConnectionInfo> connection;
    std::shared_ptr<Cancellation> cancellation;  ///< fires when the client goes away or the server is stopped hard
    std::shared_ptr<UpgradeSlot> upgrade;        ///< null unless the client asked to change the protocol
    std::size_t headBytes = 0;
};

/// Answers requests; one object for all workers, called on the connection's own worker.
class Handler {
public:
    virtual ~Handler() = default;
    /// Both live until the task has completed; the request may be taken. The response's body may still be arriving then: it is passed on
    /// piece by piece. Hop-by-hop fields and Content-Length are the server's business. An Error becomes a bare 500 (or nothing where the
    /// client is gone).
    [[nodiscard]] virtual Task<Result<http::Response>> handle(http::Request& request, const RequestInfo& info) = 0;
};

struct ServerOptions {
    std::string host = "127.0.0.1";  ///< address to listen on; "0.0.0.0", "::" for all
    std::uint16_t port = 0;          ///< 0 picks a free one
    std::optional<TlsServerOptions> tls;
    HeadLimits head;
    std::uint64_t bodyLimit = 64u << 20;      ///< accepted request body, bytes; more: 413
    std::size_t wholeBodyLimit = 256u << 10;  ///< bodies of an announced length up to this are read before the handler is called
    std::size_t maximumConnections = 10'000;  ///< more are answered 503 and closed
    Duration handshakeTimeout = std::chrono::seconds(10);
    Duration idleTimeout = std::chrono::seconds(75);   ///< between requests
    Duration headTimeout = std::chrono::seconds(60);   ///< from the first byte of a head to its end
    Duration bodyTimeout = std::chrono::seconds(60);   ///< between two reads of a request body
    Duration writeTimeout = std::chrono::seconds(60);  ///< until a stuck client takes more bytes
    const HeadParser* parser = nullptr;                ///< null: the scanning parser
};

/// Listens and serves until stopped. Made and destroyed on a thread that is not a worker; the pool and the handler outlive it.
class Server {
public:
    /// Error ListenFailed with address and cause, InvalidTlsConfiguration.
    [[nodiscard]] static Result<std::unique_ptr<Server>> start(WorkerPool& pool, ServerOptions options, Handler& handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The port it listens on.
    [[nodiscard]] std::uint16_t port() const;
    /// "http://127.0.0.1:8080"
    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::size_t connectionCount() const;
    /// Accepts no more, closes idle connections, lets requests finish for up to `grace`, then breaks the rest off. Waits for the end.
    void stop(Duration grace);

private:
    struct Shared;
    explicit Server(std::shared_ptr<Shared> shared);
    std::shared_ptr<Shared> m_shared;
};

}  // namespace mgc::gateway::net
