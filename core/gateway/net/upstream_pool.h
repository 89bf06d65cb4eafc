#pragma once
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "gateway/net/body_decoder.h"
#include "gateway/net/byte_reader.h"
#include "gateway/net/client.h"
#include "gateway/net/proxy_endpoint.h"
#include "gateway/net/upstream_call.h"
#include "http/url.h"

namespace mgc::gateway::net {

class UpstreamPool;

[[nodiscard]] inline bool isTls(const http::Url& url) { return url.scheme == "https" || url.scheme == "wss"; }

/// Where and how to connect; equal origins share connections.
struct Origin {
    http::Url url;  ///< scheme, host and port count
    bool verifyChain = true;
    bool verifyName = true;
    std::string proxyUrl;
    std::shared_ptr<const http::ClientCertificate> certificate;

    [[nodiscard]] bool tls() const { return isTls(url); }
};

[[nodiscard]] Origin originOf(const http::Url& url, const http::SendOptions& options);
/// Appends the text that calls to equal origins have in common, and only they.
void appendOriginKey(std::string& key, const http::Url& url, const http::SendOptions& options);

/// A connection to an origin: busy with one exchange, or idle in the pool.
class UpstreamConnection final : public std::enable_shared_from_this<UpstreamConnection>, TimerWheel::Timer {
public:
    UpstreamConnection(std::shared_ptr<UpstreamPool> pool, std::string key, std::unique_ptr<Stream> stream, std::size_t maximumHead);
    ~UpstreamConnection() override;
    void start();

    [[nodiscard]] Stream& stream() { return *m_stream; }
    [[nodiscard]] ByteReader& reader() { return m_reader; }
    [[nodiscard]] BodyDecoder& body() { return m_body; }
    [[nodiscard]] ResponseHead& head() { return m_head; }
    [[nodiscard]] std::string& out() { return m_out; }
    [[nodiscard]] const std::string& key() const { return m_key; }
    /// It has carried an exchange before, so the peer may have closed it meanwhile.
    [[nodiscard]] bool usedBefore() const { return m_usedBefore; }

    /// The exchange is over and the connection clean: back to the pool.
    void release();
    /// Closes; it leaves the pool's count. May be called often.
    void discard();

private:
    friend class UpstreamPool;
    void onDeadline() override { discard(); }
    void onIdleBytes();

    std::shared_ptr<UpstreamPool> m_pool;
    std::string m_key;
    std::unique_ptr<Stream> m_stream;
    ByteReader m_reader;
    BodyDecoder m_body;
    ResponseHead m_head;
    std::string m_out;
    bool m_idle = false;
    bool m_usedBefore = false;
    bool m_counted = true;
};

/// One worker's connections to all origins, bounded per origin; calls beyond the bound wait in order.
class UpstreamPool final : public std::enable_shared_from_this<UpstreamPool> {
public:
    UpstreamPool(EventLoop& loop, const ClientOptions& options, std::shared_ptr<TlsContext> tls)
        : m_loop(loop), m_options(options), m_tls(std::move(tls)) {}

    /// An unused open connection, or null.
    [[nodiscard]] std::shared_ptr<UpstreamConnection> takeIdle(std::string_view key);
    /// Waits for a place if the origin has as many connections as it may, then gives an idle one or makes a new one. `fresh`: never an
    /// idle one. Error BackendConnectionFailure, Timeout, Cancelled.
    [[nodiscard]] Task<Result<std::shared_ptr<UpstreamConnection>>> acquire(Origin origin, std::string key,
                                                                            std::shared_ptr<UpstreamCall> call, bool fresh);
    /// Closes everything and takes no more.
    void stop();
    [[nodiscard]] Client::Statistics statistics() const;
    [[nodiscard]] EventLoop& loop() const { return m_loop; }
    [[nodiscard]] const ClientOptions& options() const { return m_options; }

private:
    friend class UpstreamConnection;
    struct Waiter;
    struct Entry {
        std::vector<std::shared_ptr<UpstreamConnection>> idle;
        std::size_t open = 0;  ///< idle, busy and being made
        std::deque<Waiter*> waiting;
    };
    struct KeyHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    [[nodiscard]] Task<Result<std::unique_ptr<Stream>>> dial(Origin origin, std::shared_ptr<UpstreamCall> call);
    [[nodiscard]] Task<Result<void>> tunnel(Stream& stream, Origin origin, ProxyEndpoint proxy);
    void giveBack(std::shared_ptr<UpstreamConnection> connection);
    void placeFreed(const std::string& key);
    void removeIdle(UpstreamConnection& connection);

    EventLoop& m_loop;
    ClientOptions m_options;
    std::shared_ptr<TlsContext> m_tls;
    std::unordered_map<std::string, Entry, KeyHash, std::equal_to<>> m_origins;
    std::unordered_set<UpstreamConnection*> m_connections;
    std::unordered_set<UpstreamCall*> m_dialing;
    bool m_stopped = false;
};

}  // namespace mgc::gateway::net
