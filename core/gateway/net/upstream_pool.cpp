#include "gateway/net/upstream_pool.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "gateway/net/dialer.h"
#include "gateway/net/proxy_endpoint.h"
#include "gateway/net/scanning_head_parser.h"

namespace mgc::gateway::net {

namespace {

/// A deadline of one phase of a call, beside the call's own.
class PhaseTimer final : public TimerWheel::Timer {
public:
    PhaseTimer(EventLoop& loop, Duration in, std::function<void()> onFired) : m_onFired(std::move(onFired)) { loop.arm(*this, in); }
    [[nodiscard]] bool fired() const { return m_fired; }

private:
    void onDeadline() override {
        m_fired = true;
        m_onFired();
    }
    std::function<void()> m_onFired;
    bool m_fired = false;
};

std::string secondsText(Duration duration) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) + " ms";
}

}  // namespace

Origin originOf(const http::Url& url, const http::SendOptions& options) {
    Origin origin;
    origin.url.scheme = url.scheme;
    origin.url.host = url.host;
    origin.url.port = url.port;
    origin.verifyChain = options.verifyCertificateChain;
    origin.verifyName = options.verifyCertificateName;
    origin.proxyUrl = options.proxyUrl;
    origin.certificate = options.clientCertificate;
    return origin;
}

void appendOriginKey(std::string& key, const http::Url& url, const http::SendOptions& options) {
    constexpr std::size_t separators = 16;
    key.reserve(key.size() + url.scheme.size() + url.host.size() + options.proxyUrl.size() + separators);
    key += url.scheme;
    key += "://";
    key += url.host;
    key += ':';
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), url.effectivePort()).ptr;
    key.append(digits.data(), end);
    if (isTls(url)) {
        key += options.verifyCertificateChain ? "|chain" : "|";
        key += options.verifyCertificateName ? "|name" : "|";
        if (options.clientCertificate) key += "|certificate " + options.clientCertificate->thumbprint;
    }
    if (!options.proxyUrl.empty()) {
        key += '|';
        key += options.proxyUrl;
    }
}

struct UpstreamPool::Waiter {
    Waiter(EventLoop& loop, Duration in) : timer(loop, in, [this] { settle(); }), loop(loop) {}
    PhaseTimer timer;
    EventLoop& loop;
    std::coroutine_handle<> handle;
    std::shared_ptr<UpstreamConnection> connection;  ///< given, or
    bool permitted = false;                          ///< may make one; its place is counted already
    bool settled = false;

    /// Wakes the call from the loop: whoever settles may be inside an exchange of its own.
    void settle() {
        if (std::exchange(settled, true)) return;
        loop.post([resumed = handle] { resumed.resume(); });
    }
};

std::shared_ptr<UpstreamConnection> UpstreamPool::takeIdle(std::string_view key) {
    const auto found = m_origins.find(key);
    if (found == m_origins.end() || found->second.idle.empty()) return nullptr;
    auto connection = std::move(found->second.idle.back());
    found->second.idle.pop_back();
    connection->m_idle = false;
    m_loop.disarm(*connection);
    return connection;
}

Task<Result<std::shared_ptr<UpstreamConnection>>> UpstreamPool::acquire(Origin origin, std::string key, std::shared_ptr<UpstreamCall> call,
                                                                        bool fresh) {
    const auto self = shared_from_this();
    if (m_stopped) co_return fail("Cancelled", "The gateway is stopping.");
    if (call->ended()) co_return fail(call->errorFor("waiting to begin", std::string("ended")));
    if (!fresh) {
        if (auto idle = takeIdle(key)) co_return idle;
    }
    struct Registered {
        std::unordered_set<UpstreamCall*>& set;
        UpstreamCall* call;
        ~Registered() { set.erase(call); }
    };
    m_dialing.insert(call.get());
    const Registered registered{m_dialing, call.get()};

    Entry& entry = m_origins[key];
    if (entry.open < m_options.maximumConnectionsPerOrigin) {
        ++entry.open;
    } else {
        if (entry.waiting.size() >= m_options.maximumQueuePerOrigin)
            co_return fail("BackendConnectionFailure", "Too many calls wait for a connection to " + origin.url.authority() + '.');
        struct Wait {
            Waiter& waiter;
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> handle) const { waiter.handle = handle; }
            void await_resume() const noexcept {}
        };
        Waiter waiter(m_loop, m_options.queueTimeout);
        entry.waiting.push_back(&waiter);
        call->setInterrupt([&waiter] { waiter.settle(); });
        Wait wait{waiter};
        co_await wait;
        call->setInterrupt({});
        if (const auto found = m_origins.find(key); found != m_origins.end()) std::erase(found->second.waiting, &waiter);
        if (waiter.connection) {
            if (!call->ended()) co_return waiter.connection;
            waiter.connection->release();
            co_return fail(call->errorFor("waiting for a connection", std::string("ended")));
        }
        if (!waiter.permitted) {
            if (call->ended()) co_return fail(call->errorFor("waiting for a connection", std::string("ended")));
            co_return fail("BackendConnectionFailure", "No connection to " + origin.url.authority() + " became free within " +
                                                           secondsText(m_options.queueTimeout) + '.');
        }
    }
    auto stream = co_await dial(origin, call);
    if (!stream) {
        placeFreed(key);
        co_return fail(std::move(stream).error());
    }
    auto connection = std::make_shared<UpstreamConnection>(self, std::move(key), std::move(*stream), m_options.head.maximumBytes);
    connection->start();
    if (m_stopped) {
        connection->discard();
        co_return fail("Cancelled", "The gateway is stopping.");
    }
    co_return connection;
}

Task<Result<std::unique_ptr<Stream>>> UpstreamPool::dial(Origin origin, std::shared_ptr<UpstreamCall> call) {
    Dialer dialer(m_loop);
    Stream* stream = nullptr;
    const auto interrupt = [&dialer, &stream] {
        if (stream != nullptr)
            stream->close();
        else
            dialer.abort();
    };
    PhaseTimer timer(m_loop, m_options.connectTimeout, interrupt);
    call->setInterrupt(interrupt);
    struct ClearInterrupt {
        UpstreamCall& call;
        ~ClearInterrupt() { call.setInterrupt({}); }
    };
    const ClearInterrupt clear{*call};
    const std::string to = origin.url.authority();
    const auto failure = [&](Error error) {
        if (call->ended()) return call->errorFor("connecting to " + to, error.message);
        if (timer.fired())
            return Error("BackendConnectionFailure",
                         "Connecting to " + to + " took longer than " + secondsText(m_options.connectTimeout) + '.');
        return error;
    };

    std::string host = origin.url.host;
    std::uint16_t port = origin.url.effectivePort();
    ProxyEndpoint proxy;
    if (!origin.proxyUrl.empty()) {
        auto parsed = parseProxy(origin.proxyUrl);
        if (!parsed) co_return fail(std::move(parsed).error());
        proxy = std::move(*parsed);
        host = proxy.url.host;
        port = proxy.url.effectivePort();
    }
    auto connected = co_await dialer.connect(std::move(host), port);
    if (!connected) co_return fail(failure(std::move(connected).error()));
    std::unique_ptr<Stream> made = std::move(*connected);
    stream = made.get();
    if (!origin.tls()) co_return made;
    if (!proxy.url.host.empty()) {
        auto tunnelled = co_await tunnel(*made, origin, proxy);
        if (!tunnelled) co_return fail(failure(std::move(tunnelled).error()));
    }
    TlsPeer peer{origin.url.host, origin.verifyChain, origin.verifyName, origin.certificate.get()};
    std::unique_ptr<TlsStream> secure = wrapTlsClient(std::move(made), *m_tls, peer);
    stream = secure.get();
    const std::error_code broken = co_await handshake(*secure);
    if (broken) co_return fail(failure({"BackendConnectionFailure", "The TLS handshake with " + to + " failed: " + secure->failure()}));
    co_return std::unique_ptr<Stream>(std::move(secure));
}

Task<Result<void>> UpstreamPool::tunnel(Stream& stream, Origin origin, ProxyEndpoint proxy) {
    const std::string target = origin.url.host + ':' + std::to_string(origin.url.effectivePort());
    std::string text = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (!proxy.authorization.empty()) text += "Proxy-Authorization: " + proxy.authorization + "\r\n";
    text += "\r\n";
    const std::array<std::string_view, 1> pieces{text};
    const auto failed = [&](const std::string& what) {
        return fail("BackendConnectionFailure", "The proxy " + proxy.url.authority() + " did not connect to " + target + ": " + what);
    };
    WriteAwaiter writing(stream, pieces);
    const std::error_code unsent = co_await writing;
    if (unsent) co_return failed(unsent.message());
    struct Held {
        ByteReader reader{1024, 16 * 1024};
    };
    const auto held = std::make_shared<Held>();
    held->reader.attach(stream, held);
    static const ScanningHeadParser parser;
    ResponseHead head;
    while (true) {
        const bool more = co_await held->reader.fill();
        if (!more) co_return failed("it closed the connection");
        const auto status = parser.parseResponse(held->reader.data(), m_options.head, head);
        if (status == HeadStatus::Incomplete) continue;
        if (status != HeadStatus::Complete) co_return failed("its answer is not HTTP");
        break;
    }
    if (head.status < 200 || head.status > 299) co_return failed("it answered " + std::to_string(head.status));
    if (head.size != held->reader.data().size()) co_return failed("it sent more than its answer");
    co_return Result<void>{};
}

void UpstreamPool::giveBack(std::shared_ptr<UpstreamConnection> connection) {
    const auto found = m_origins.find(connection->m_key);
    if (m_stopped || found == m_origins.end()) return connection->discard();
    Entry& entry = found->second;
    while (!entry.waiting.empty()) {
        Waiter& waiter = *entry.waiting.front();
        entry.waiting.pop_front();
        if (waiter.settled) continue;
        waiter.connection = std::move(connection);
        return waiter.settle();
    }
    if (entry.idle.size() >= m_options.maximumIdlePerOrigin) return connection->discard();
    connection->m_idle = true;
    connection->m_reader.prefer(0);
    m_loop.arm(*connection, m_options.keepAlive);
    connection->m_reader.watch();
    entry.idle.push_back(std::move(connection));
}

void UpstreamPool::placeFreed(const std::string& key) {
    const auto found = m_origins.find(key);
    if (found == m_origins.end()) return;
    Entry& entry = found->second;
    while (!entry.waiting.empty()) {
        Waiter& waiter = *entry.waiting.front();
        entry.waiting.pop_front();
        if (waiter.settled) continue;
        waiter.permitted = true;  // takes over the freed place
        return waiter.settle();
    }
    if (--entry.open == 0) m_origins.erase(found);
}

void UpstreamPool::removeIdle(UpstreamConnection& connection) {
    connection.m_idle = false;
    const auto found = m_origins.find(connection.m_key);
    if (found == m_origins.end()) return;
    std::erase_if(found->second.idle, [&](const auto& idle) { return idle.get() == &connection; });
}

void UpstreamPool::stop() {
    m_stopped = true;
    const std::vector<UpstreamCall*> calls(m_dialing.begin(), m_dialing.end());
    for (UpstreamCall* call : calls) call->cancel();
    std::vector<std::shared_ptr<UpstreamConnection>> connections;
    for (UpstreamConnection* connection : m_connections) connections.push_back(connection->shared_from_this());
    for (const auto& connection : connections) connection->discard();
}

Client::Statistics UpstreamPool::statistics() const {
    Client::Statistics sum;
    for (const auto& [key, entry] : m_origins) {
        sum.open += entry.open;
        sum.idle += entry.idle.size();
        sum.waiting += entry.waiting.size();
    }
    return sum;
}

}  // namespace mgc::gateway::net
