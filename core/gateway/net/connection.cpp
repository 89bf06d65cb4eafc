#include "gateway/net/connection.h"

#include <array>
#include <exception>

#include "gateway/net/request_body_source.h"

namespace mgc::gateway::net {

namespace {

constexpr std::size_t readBuffer = 8 * 1024;
/// Of an unread request body, read over to keep the connection.
constexpr std::size_t mostDiscarded = 256 * 1024;
constexpr auto lingerTime = std::chrono::seconds(5);
constexpr std::size_t mostLingered = 64u << 20;

int statusOf(HeadStatus status) {
    switch (status) {
        case HeadStatus::BadVersion:
            return 505;
        case HeadStatus::StartLineTooLong:
            return 414;
        case HeadStatus::HeadTooLarge:
            return 431;
        default:
            return 400;
    }
}

}  // namespace

Connection::Connection(std::shared_ptr<ServerShared> shared, std::size_t worker, std::shared_ptr<const ConnectionInfo> info,
                       std::shared_ptr<Stream> stream)
    : m_shared(std::move(shared)),
      m_worker(worker),
      m_loop(*m_shared->workers[worker].loop),
      m_info(std::move(info)),
      m_stream(std::move(stream)),
      m_reader(readBuffer, std::max(m_shared->options.head.maximumBytes + 1024, readBuffer)) {
    m_shared->workers[m_worker].connections.insert(this);
}

Connection::~Connection() {
    m_shared->workers[m_worker].connections.erase(this);
    m_shared->load[m_worker].fetch_sub(1, std::memory_order_relaxed);
    if (m_shared->total.fetch_sub(1) == 1 || m_shared->draining) {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->changed.notify_all();
    }
}

void Connection::start() {
    m_reader.attach(*m_stream, weak_from_this());
    m_reader.setOnBroken([this] { onClientGone(); });
    startTask(run(), [self = shared_from_this()] { self->close(); });
}

void Connection::closeIfIdle() {
    if (m_phase == Phase::Idle && m_reader.data().empty()) close();
}

void Connection::breakOff() {
    onClientGone();
    m_stream->abort();
}

void Connection::close() {
    m_loop.disarm(*this);
    m_stream->close();
}

void Connection::onClientGone() {
    m_gone = true;
    // Handlers may drop the last reference to it.
    if (const auto cancellation = m_cancellation) cancellation->cancel();
}

void Connection::onBodyDeadline() {
    // Only this body ends: the answer to it can still be written.
    m_bodyFault = BodyFault::Timeout;
    m_reader.interrupt();
}

void Connection::onDeadline() {
    if (m_phase == Phase::Body) m_bodyFault = BodyFault::Timeout;
    if (m_phase == Phase::Writing)
        m_stream->abort();
    else
        m_stream->close();
}

Task<void> Connection::run() {
    const auto self = shared_from_this();
    const auto& options = m_shared->options;
    if (m_info->tls) [[unlikely]] {
        m_phase = Phase::Handshake;
        m_loop.arm(*this, options.handshakeTimeout);
        auto& tls = static_cast<TlsStream&>(*m_stream);
        const std::error_code failed = co_await handshake(tls);
        if (failed) co_return;
        if (options.tls->requestClientCertificate) {
            auto info = std::make_shared<ConnectionInfo>(*m_info);
            info->clientCertificatePem = tls.peerCertificatePem();
            m_info = std::move(info);
        }
    }
    while (m_keepAlive && !m_gone) {
        m_phase = Phase::Idle;
        m_loop.arm(*this, options.idleTimeout);
        m_reader.prefer(0);
        HeadStatus status = HeadStatus::Incomplete;
        std::size_t searched = 0;
        while (true) {
            const auto data = m_reader.data();
            if (!data.empty()) {
                // A head that comes in many pieces is parsed again only when its end may be there.
                const auto from = searched < 3 ? 0 : searched - 3;
                const bool worthwhile = searched == 0 || data.size() > options.head.maximumTarget ||
                                        data.find("\n\r\n", from) != std::string_view::npos ||
                                        data.find("\n\n", from) != std::string_view::npos;
                if (worthwhile) [[likely]]
                    status = m_shared->parser->parseRequest(data, options.head, m_head);
                if (status != HeadStatus::Incomplete) break;
                searched = data.size();
                if (m_phase == Phase::Idle) {
                    m_phase = Phase::Head;
                    m_loop.arm(*this, options.headTimeout);
                }
            } else if (m_shared->draining.load(std::memory_order_relaxed)) {
                co_return;
            }
            const bool more = co_await m_reader.fill();
            if (!more) co_return;
        }
        m_loop.disarm(*this);
        m_phase = Phase::Handling;
        ++m_serial;
        m_bodyFault = BodyFault::None;
        if (status != HeadStatus::Complete) [[unlikely]] {
            const bool sent = co_await refuse(statusOf(status));
            if (sent) co_await linger();
            co_return;
        }
        std::optional<Refusal> refusal = judge(m_head, m_traits);
        http::Request request;
        if (!refusal) request = makeRequest(refusal);
        if (!refusal && m_traits.framing.kind == Framing::Kind::Length && m_traits.framing.length > options.bodyLimit)
            refusal = Refusal{413, "body too large"};
        if (refusal) [[unlikely]] {
            const bool sent = co_await refuse(refusal->status);
            if (sent) co_await linger();
            co_return;
        }
        RequestInfo info;
        info.connection = m_info;
        info.headBytes = m_head.size;
        m_keepAlive = m_traits.keepAlive;
        const bool answersHead = request.method == "HEAD";
        m_reader.consume(m_head.size);
        m_body.begin(m_traits.framing);
        m_continuePending = m_traits.expectContinue;
        if (m_traits.framing.kind != Framing::Kind::None) {
            bool ready = takeBody(request.body);
            if (!ready) ready = co_await readBody(request.body);
            if (!ready) [[unlikely]] {
                if (m_bodyFault == BodyFault::None) co_return;
                const bool sent = co_await refuse(m_bodyFault == BodyFault::TooLarge ? 413 : 400);
                if (sent) co_await linger();
                co_return;
            }
        }
        m_cancellation = std::make_shared<Cancellation>();
        info.cancellation = m_cancellation;
        std::shared_ptr<UpgradeSlot> upgrade;
        if (m_traits.upgrade && m_body.finished()) [[unlikely]] {
            upgrade = std::make_shared<UpgradeSlot>();
            info.upgrade = upgrade;  // no read may be under way when the bytes change hands
        } else {
            m_reader.watch();
        }
        Result<http::Response> response;
        try {
            auto handling = m_shared->handler->handle(request, info);
            response = co_await handling;
        } catch (const std::exception& exception) {
            // The engine lives on; its own layers turn their exceptions into errors before this.
            response = fail("InternalError", exception.what());
        }
        if (!m_stream->isOpen()) [[unlikely]]
            co_return;
        if (!response) [[unlikely]] {
            if (m_gone) co_return;
            response = errorResponse(m_bodyFault == BodyFault::TooLarge  ? 413
                                     : m_bodyFault == BodyFault::Broken  ? 400
                                     : m_bodyFault == BodyFault::Timeout ? 408
                                                                         : 500);
        }
        if (m_bodyFault != BodyFault::None || m_shared->draining.load(std::memory_order_relaxed)) m_keepAlive = false;
        if (response->status == 101 && upgrade && upgrade->takeOver) [[unlikely]] {
            co_await respond(*response, answersHead);
            m_cancellation = nullptr;
            auto takeOver = upgrade->takeOver(m_stream, std::string(m_reader.data()));
            co_await takeOver;
            co_return;
        }
        if (response->status < 200) [[unlikely]]
            response = errorResponse(500);  // no final response: the client would wait for ever
        // A client that waits for "100 Continue" may send its body or not: no telling where the next request begins.
        if (m_continuePending) m_keepAlive = false;
        const bool bodyLeft = !m_body.finished();
        if (bodyLeft && m_body.framing().kind == Framing::Kind::Length && m_body.left() > mostDiscarded) m_keepAlive = false;
        bool whole = false;
        const OutgoingFraming framing = writeHead(*response, answersHead);
        if (isStreamed(*response, framing)) {
            whole = co_await sendStream(*response, framing);
        } else {  // what most responses are goes out without a coroutine of its own
            const auto body = framing.kind == OutgoingFraming::Kind::None ? nullptr : response->body.takeWhole();
            const std::array<std::string_view, 2> pieces{m_out, body ? std::string_view(*body) : std::string_view()};
            WriteAwaiter writing(*m_stream, pieces);
            if (!writing.await_ready()) [[unlikely]] {
                beginWriting();
                co_await writing.rest();
                endWriting();
            }
            whole = !writing.await_resume();
            if (!whole) [[unlikely]]
                onClientGone();
        }
        m_cancellation = nullptr;
        ++m_serial;
        m_reader.interrupt();  // who still reads this request's body: the request is over
        if (!whole) [[unlikely]]
            co_return;
        if (!m_body.finished()) [[unlikely]] {
            bool clean = m_keepAlive;
            if (clean) clean = co_await discardBody();
            if (!clean) {
                co_await linger();
                co_return;
            }
        }
    }
    // Over TLS a close without farewell looks like a truncation.
    if (m_info->tls && !m_gone) co_await linger();
}

http::Request Connection::makeRequest(std::optional<Refusal>& refusal) {
    http::Request request;
    refusal = makeUrl(m_head, m_traits.host, m_info->tls, request.url);
    if (refusal) return request;
    request.method = m_head.method;
    std::size_t bytes = 0;
    for (const FieldView& field : m_head.fields) bytes += field.name.size() + field.value.size();
    request.headers.reserve(m_head.fields.size() + 4, bytes + 128);
    for (const FieldView& field : m_head.fields) request.headers.add(field.name, field.value);
    return request;
}

bool Connection::takeBody(http::Body& body) {
    const auto framing = m_traits.framing;
    const bool here = framing.kind == Framing::Kind::Length && framing.length <= m_shared->options.wholeBodyLimit &&
                      framing.length <= m_reader.data().size();
    if (!here) return false;
    std::string whole;
    whole.reserve(static_cast<std::size_t>(framing.length));
    m_body.take(m_reader, whole, m_shared->options.wholeBodyLimit);
    m_continuePending = false;
    body = http::Body::text(std::move(whole));
    return true;
}

/// Whole where it is small and its length known, or all there already; else a stream.
Task<bool> Connection::readBody(http::Body& body) {
    const auto& options = m_shared->options;
    const auto framing = m_traits.framing;
    std::string whole;
    const bool small = framing.kind == Framing::Kind::Length && framing.length <= options.wholeBodyLimit;
    if (small) whole.reserve(static_cast<std::size_t>(framing.length));
    const std::size_t limit = options.wholeBodyLimit;
    m_body.take(m_reader, whole, limit);
    if (small && !m_body.finished()) {
        if (std::exchange(m_continuePending, false)) {
            const bool sent = co_await send({"HTTP/1.1 100 Continue\r\n\r\n", {}, {}});
            if (!sent) co_return false;
        }
        m_phase = Phase::Body;
        while (!m_body.finished()) {
            m_loop.arm(*this, options.bodyTimeout);
            m_reader.prefer(static_cast<std::size_t>(std::min<std::uint64_t>(m_body.left(), 64 * 1024)));
            const bool more = co_await m_reader.fill();
            if (!more) co_return false;
            m_body.take(m_reader, whole, limit);
        }
        m_loop.disarm(*this);
        m_phase = Phase::Handling;
    }
    if (m_body.bad()) {
        m_bodyFault = BodyFault::Broken;
        co_return false;
    }
    if (m_body.finished()) {
        m_continuePending = false;
        if (m_body.chunkedTotal() > options.bodyLimit) {
            m_bodyFault = BodyFault::TooLarge;
            co_return false;
        }
        body = http::Body::text(std::move(whole));
        co_return true;
    }
    std::optional<std::uint64_t> length;
    if (framing.kind == Framing::Kind::Length) length = framing.length;
    body = http::Body::stream(std::make_unique<RequestBodySource>(shared_from_this(), std::move(whole)), length);
    co_return true;
}

Task<bool> Connection::discardBody() {
    std::string ignored;
    std::size_t discarded = 0;
    m_phase = Phase::Lingering;
    m_loop.arm(*this, lingerTime);
    while (true) {
        ignored.clear();
        m_body.take(m_reader, ignored, 64 * 1024);
        discarded += ignored.size();
        if (m_body.finished()) break;
        if (m_body.bad() || discarded > mostDiscarded) co_return false;
        if (!ignored.empty()) continue;
        const bool more = co_await m_reader.fill();
        if (!more) co_return false;
    }
    m_loop.disarm(*this);
    co_return true;
}

/// Ends our direction and reads over what still comes for a while: closing at once would reset the connection, and the client might
/// lose the answer (RFC 9112 9.6).
Task<void> Connection::linger() {
    if (m_gone || !m_stream->isOpen()) co_return;
    m_phase = Phase::Lingering;
    m_stream->shutdownWrite();
    m_loop.arm(*this, lingerTime);
    std::size_t discarded = 0;
    while (discarded < mostLingered) {
        discarded += m_reader.data().size();
        m_reader.consume(m_reader.data().size());
        const bool more = co_await m_reader.fill();
        if (!more) co_return;
    }
}

}  // namespace mgc::gateway::net
