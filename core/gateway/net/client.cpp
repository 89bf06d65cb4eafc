#include "gateway/net/client.h"

#include <array>

#include "base/text.h"

#include "gateway/net/head_writer.h"
#include "gateway/net/response_body_source.h"
#include "gateway/net/scanning_head_parser.h"
#include "gateway/net/socket_duplex.h"
#include "gateway/net/upstream_pool.h"

namespace mgc::gateway::net {

namespace {

constexpr std::string_view headerTimedOut = "The backend did not answer in time.";
constexpr std::string_view bodyTimedOut = "The backend took no more of the request body in time.";

/// Of a body that never has to wait: then the other connections have their turn.
constexpr std::size_t mostAtOnce = 512 * 1024;
constexpr std::size_t costOfAPiece = 1024;

const ScanningHeadParser headParser;

/// Where one attempt to get a response stopped.
struct Attempt {
    std::optional<Error> error;  ///< empty: the head of the final response is in the connection
    bool mayRepeat = false;      ///< a kept connection that the peer had closed: nothing came back
    bool bodySent = true;        ///< a whole body went out, so the connection may be used again
};

OutgoingFraming framingOf(const http::Request& request) {
    if (request.body.isWhole()) {
        const auto size = request.body.view().size();
        const bool expectsBody = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
        if (size == 0 && !expectsBody) return {};
        return {OutgoingFraming::Kind::Length, size};
    }
    if (const auto length = request.body.length()) return {OutgoingFraming::Kind::Length, *length};
    return {OutgoingFraming::Kind::Chunked, 0};
}

/// Sends a body that is still arriving, while the response may already be coming in: a backend may answer before it has all.
Task<void> sendStream(std::shared_ptr<UpstreamConnection> connection, std::shared_ptr<UpstreamCall> call, http::Body body,
                      OutgoingFraming framing, Duration idleTimeout, Duration headerTimeout, std::shared_ptr<Upload> upload) {
    std::uint64_t left = framing.length;
    std::size_t atOnce = 0;
    const bool chunked = framing.kind == OutgoingFraming::Kind::Chunked;
    const auto giveUp = [&](Error error) {
        upload->error = std::move(error);
        connection->discard();
    };
    while (connection->stream().isOpen()) {
        auto piece = co_await body.next();
        if (!piece) {
            giveUp(std::move(piece).error());
            co_return;
        }
        char buffer[24];
        std::array<std::string_view, 3> pieces{};
        const bool last = !piece->has_value();
        const std::string_view data = last ? std::string_view() : std::string_view(**piece);
        if (!chunked && (data.size() > left || (last && left != 0))) {
            giveUp({"BackendConnectionFailure", "The request body is not as long as it was announced."});
            co_return;
        }
        if (chunked) {
            if (last)
                pieces[0] = "0\r\n\r\n";
            else
                pieces = {chunkHead(data.size(), buffer), data, "\r\n"};
        } else {
            left -= data.size();
            pieces[0] = data;
        }
        if (!upload->headReceived) call->setDeadline(idleTimeout, bodyTimedOut);
        const std::span<const std::string_view> view(pieces);
        WriteAwaiter writing(connection->stream(), view);
        const std::error_code failed = co_await writing;
        if (failed) co_return;  // it may have answered and closed: the reader tells
        if (last) {
            upload->complete = true;
            if (!upload->headReceived) call->setDeadline(headerTimeout, headerTimedOut);
            co_return;
        }
        atOnce += data.size() + costOfAPiece;
        if (atOnce >= mostAtOnce) {
            atOnce = 0;
            co_await call->loop().yield();
        }
    }
}

/// Takes what the reader has of the final response's head. True when the attempt is over: the head is complete, or it cannot become one.
bool readHead(UpstreamConnection& connection, const HeadLimits& limits, bool upgrading, Attempt& attempt) {
    ByteReader& reader = connection.reader();
    ResponseHead& head = connection.head();
    while (!reader.data().empty()) {
        const HeadStatus status = headParser.parseResponse(reader.data(), limits, head);
        if (status == HeadStatus::Incomplete) return false;
        if (status != HeadStatus::Complete) {
            attempt.error = Error("BackendProtocolError", status == HeadStatus::HeadTooLarge ? "The backend's response head is too large."
                                                                                             : "The backend's response is not HTTP/1.x.");
            return true;
        }
        if (head.status >= 200 || (head.status == 101 && upgrading)) return true;
        if (head.status == 101) {
            attempt.error = Error("BackendProtocolError", "The backend changed the protocol without being asked to.");
            return true;
        }
        reader.consume(head.size);  // 100, 102, 103: the final response follows
    }
    return false;
}

/// The connection ended before the head was complete.
void brokenOff(UpstreamConnection& connection, const UpstreamCall& call, Upload* upload, std::uint64_t receivedBefore, Attempt& attempt) {
    if (upload && upload->error && !call.ended()) {
        attempt.error = std::move(upload->error);
        return;
    }
    const ByteReader& reader = connection.reader();
    const bool nothingBack = reader.received() == receivedBefore;
    attempt.mayRepeat = connection.usedBefore() && nothingBack && !call.ended();
    attempt.error = nothingBack || call.ended()
                        ? call.errorFor("waiting for the response",
                                        reader.state() == ByteReader::State::Ended ? std::error_code() : reader.error())
                        : Error("BackendConnectionFailure", "The backend closed the connection within its response head.");
}

/// The response of a connection whose head is complete; the body whole if it is there already.
Result<http::Response> makeResponse(const std::shared_ptr<UpstreamConnection>& connection, const std::shared_ptr<UpstreamCall>& call,
                                    bool answersHead, bool bodySent, std::shared_ptr<const Upload> upload, const ClientOptions& options,
                                    const std::shared_ptr<http::Upgrade>& upgrade) {
    ResponseHead& head = connection->head();
    ResponseTraits traits;
    if (const auto wrong = judge(head, answersHead, traits))
        return fail("BackendProtocolError", "The backend's response cannot be used: " + std::string(*wrong) + '.');
    http::Response response;
    response.status = head.status;
    response.reason = head.reason;
    std::string_view named;
    std::size_t bytes = 0;
    for (const FieldView& field : head.fields) {
        bytes += field.name.size() + field.value.size();
        if (field.name.size() == 10 && equalsIgnoreCase(field.name, "Connection")) named = field.value;
    }
    response.headers.reserve(head.fields.size() + 4, bytes + 128);
    const bool switching = head.status == 101;
    for (const FieldView& field : head.fields) {
        if (switching && equalsIgnoreCase(field.name, "Upgrade")) {
            response.headers.add(field.name, field.value);
            continue;
        }
        if (http::isHopByHop(field.name)) continue;
        if (!named.empty() && listHolds(named, field.name)) continue;
        response.headers.add(field.name, field.value);
    }
    ByteReader& reader = connection->reader();
    BodyDecoder& body = connection->body();
    reader.consume(head.size);
    if (switching) [[unlikely]] {
        upgrade->peer = std::make_shared<SocketDuplex>(connection, connection->stream(), reader);
        return response;
    }
    body.begin(traits.framing);
    std::string first;
    body.take(reader, first, options.wholeBodyLimit);
    if (body.bad()) return fail("BackendProtocolError", "The backend's chunked coding is broken.");
    const bool reusable = traits.keepAlive && bodySent;
    if (body.finished()) {
        if (traits.framing.kind != Framing::Kind::None) response.body = http::Body::text(std::move(first));
        if (reusable && (!upload || upload->complete))
            connection->release();
        else
            connection->discard();
        return response;
    }
    std::optional<std::uint64_t> length;
    if (traits.framing.kind == Framing::Kind::Length) length = traits.framing.length;
    reader.watch();
    response.body = http::Body::stream(
        std::make_unique<ResponseBodySource>(connection, call, std::move(first), reusable, std::move(upload), options.idleTimeout), length);
    return response;
}

}  // namespace

struct Client::Impl {
    WorkerPool& workers;
    ClientOptions options;
    std::vector<std::shared_ptr<UpstreamPool>> pools;
    bool stopped = false;
};

Result<std::unique_ptr<Client>> Client::create(WorkerPool& pool, ClientOptions options) {
    MGC_TRY_ASSIGN(auto tls, TlsContext::forClient(options.tls));
    auto impl = std::make_unique<Impl>(Impl{pool, std::move(options), {}, false});
    for (std::size_t i = 0; i < pool.size(); ++i) impl->pools.push_back(std::make_shared<UpstreamPool>(pool.loop(i), impl->options, tls));
    return std::unique_ptr<Client>(new Client(std::move(impl)));
}

Client::Client(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Client::~Client() { stop(); }

void Client::stop() {
    if (std::exchange(m_impl->stopped, true)) return;
    for (const auto& pool : m_impl->pools) WorkerPool::runOn(pool->loop(), [&pool] { pool->stop(); });
}

Client::Statistics Client::statistics() {
    Statistics sum;
    for (const auto& pool : m_impl->pools)
        WorkerPool::runOn(pool->loop(), [&] {
            const auto part = pool->statistics();
            sum.open += part.open;
            sum.idle += part.idle;
            sum.waiting += part.waiting;
        });
    return sum;
}

Task<Result<http::Response>> Client::exchange(http::Request& request, const http::SendOptions& options) {
    EventLoop* loop = EventLoop::current();
    if (loop == nullptr || loop->index() >= m_impl->pools.size() || &m_impl->workers.loop(loop->index()) != loop)
        co_return fail("InternalError", "A backend was called from a thread that is no worker of this client's pool.");
    const auto pool = m_impl->pools[loop->index()];
    const ClientOptions& settings = pool->options();
    const auto call = std::make_shared<UpstreamCall>(*loop);
    const Duration headerTimeout = options.headerTimeout.value_or(settings.headerTimeout);
    call->listenTo(options.cancellation);
    if (call->ended()) [[unlikely]]
        co_return fail(call->errorFor("waiting to begin", std::string("ended")));
    call->setDeadline(headerTimeout, headerTimedOut);

    std::string key;
    appendOriginKey(key, request.url, options);
    std::string proxyAuthorization;
    const bool throughProxy = !options.proxyUrl.empty() && !isTls(request.url);
    if (throughProxy) [[unlikely]] {
        auto proxy = parseProxy(options.proxyUrl);
        if (!proxy) co_return fail(std::move(proxy).error());
        proxyAuthorization = std::move(proxy->authorization);
    }
    const OutgoingFraming framing = framingOf(request);
    const bool answersHead = request.method == "HEAD";
    const bool upgrading = options.upgrade != nullptr;
    const bool replayable = request.body.isWhole();
    const auto upload = replayable ? nullptr : std::make_shared<Upload>();

    for (bool repeated = false;; repeated = true) {
        std::shared_ptr<UpstreamConnection> connection;
        if (!repeated) connection = pool->takeIdle(key);
        if (!connection) [[unlikely]] {
            auto acquired = co_await pool->acquire(originOf(request.url, options), key, call, repeated);
            if (!acquired) co_return fail(std::move(acquired).error());
            connection = std::move(*acquired);
        }
        if (call->ended()) [[unlikely]] {
            connection->release();
            co_return fail(call->errorFor("waiting to begin", std::string("ended")));
        }
        call->setInterrupt([raw = connection.get()] { raw->discard(); });
        connection->out().clear();
        auto written = writeRequestHead(connection->out(), request, framing, throughProxy, proxyAuthorization, upgrading);
        if (!written) [[unlikely]] {
            call->setInterrupt({});
            connection->release();
            co_return fail(std::move(written).error());
        }
        Attempt attempt;
        ByteReader& reader = connection->reader();
        const auto receivedBefore = reader.received();
        reader.watch();
        {
            const std::array<std::string_view, 2> pieces{connection->out(), replayable ? request.body.view() : std::string_view()};
            WriteAwaiter writing(connection->stream(), pieces);
            const std::error_code unsent = co_await writing;
            attempt.bodySent = !unsent;
            if (unsent && call->ended()) [[unlikely]]
                attempt.error = call->errorFor("sending the request", unsent);
        }
        if (!replayable && attempt.bodySent) [[unlikely]]
            startTask(sendStream(connection, call, std::move(request.body), framing, settings.idleTimeout, headerTimeout, upload), [] {});
        while (!attempt.error && !readHead(*connection, settings.head, upgrading, attempt)) {
            const bool more = co_await reader.fill();
            if (!more) [[unlikely]]
                brokenOff(*connection, *call, upload.get(), receivedBefore, attempt);
        }
        if (!attempt.error) [[likely]] {
            if (upload && connection->head().status >= 200) upload->headReceived = true;
            call->clearDeadline();
            if (replayable) static_cast<void>(request.body.takeWhole());  // taps see it once, however often it was sent
            auto response = makeResponse(connection, call, answersHead, attempt.bodySent, upload, settings, options.upgrade);
            if (!response) connection->discard();
            if (!response || response->body.isWhole()) call->setInterrupt({});
            co_return response;
        }
        call->setInterrupt({});
        connection->discard();
        if (!attempt.mayRepeat || !replayable || repeated) co_return fail(std::move(*attempt.error));
    }
}

}  // namespace mgc::gateway::net
