#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "gateway/net/stream.h"
#include "http/exchange.h"

namespace mgc::gateway::net {

/// What a listener needs to speak TLS. Certificate and key as PEM text.
struct TlsServerOptions {
    std::string certificateChainPem;
    std::string privateKeyPem;
    /// Asks clients for a certificate and hands it to the handler; it is not verified here (policies do that).
    bool requestClientCertificate = false;
};

struct TlsClientOptions {
    bool useSystemAuthorities = true;
    /// PEM file with further certificate authorities; "" for none.
    std::string extraAuthoritiesFile;
};

/// A TLS configuration shared by all connections of a listener or a client. Immutable once made; any thread.
class TlsContext {
public:
    TlsContext();
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    /// Error InvalidTlsConfiguration.
    [[nodiscard]] static Result<std::shared_ptr<TlsContext>> forServer(const TlsServerOptions& options);
    [[nodiscard]] static Result<std::shared_ptr<TlsContext>> forClient(const TlsClientOptions& options);

    struct Impl;
    [[nodiscard]] Impl& impl() const { return *m_impl; }

private:
    std::unique_ptr<Impl> m_impl;
};

/// A Stream inside TLS. Reads and writes only after the handshake.
class TlsStream : public Stream {
public:
    virtual void startHandshake(Completion& done) = 0;
    /// Why the handshake failed, for people; "" while it has not.
    [[nodiscard]] virtual std::string failure() const = 0;
    /// The peer's own certificate as PEM, then the others that it sent; "" where it sent none.
    [[nodiscard]] virtual std::string peerCertificatePem() const = 0;
};

/// How a client checks the server.
struct TlsPeer {
    std::string host;  ///< name or address, for SNI and the name check
    bool verifyChain = true;
    bool verifyName = true;
    const http::ClientCertificate* certificate = nullptr;  ///< shown to a server that asks for one; null: none
};

/// `plain` must be a connected TCP stream of this room (not TLS already).
[[nodiscard]] std::unique_ptr<TlsStream> wrapTlsServer(std::unique_ptr<Stream> plain, const TlsContext& context);
[[nodiscard]] std::unique_ptr<TlsStream> wrapTlsClient(std::unique_ptr<Stream> plain, const TlsContext& context, const TlsPeer& peer);

/// `const std::error_code error = co_await handshake(stream);`
class HandshakeAwaiter final : Completion {
public:
    explicit HandshakeAwaiter(TlsStream& stream) : m_stream(stream) {}
    HandshakeAwaiter(const HandshakeAwaiter&) = delete;
    HandshakeAwaiter& operator=(const HandshakeAwaiter&) = delete;
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
        m_waiter = waiter;
        m_stream.startHandshake(*this);
    }
    [[nodiscard]] std::error_code await_resume() const noexcept { return m_error; }

private:
    void complete(std::error_code error, std::size_t) override {
        m_error = error;
        m_waiter.resume();
    }
    TlsStream& m_stream;
    std::error_code m_error;
    std::coroutine_handle<> m_waiter;
};

[[nodiscard]] inline HandshakeAwaiter handshake(TlsStream& stream) { return HandshakeAwaiter(stream); }

}  // namespace mgc::gateway::net
