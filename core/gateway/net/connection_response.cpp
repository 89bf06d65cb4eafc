#include <array>
#include <ctime>

#include "gateway/net/connection.h"

// How a connection writes: heads, bodies that are there, bodies that are still arriving.
namespace mgc::gateway::net {

namespace {

/// Of a response that never has to wait: then the other connections have their turn.
constexpr std::size_t mostAtOnce = 512 * 1024;
constexpr std::size_t costOfAPiece = 1024;

std::string errorBody(int status) {
    return "{ \"statusCode\": " + std::to_string(status) + ", \"message\": \"" + std::string(http::reasonPhrase(status)) + "\" }";
}

}  // namespace

http::Response Connection::errorResponse(int status) {
    http::Response response;
    response.status = status;
    response.reason = http::reasonPhrase(status);
    response.headers.add("Content-Type", "application/json");
    response.body = http::Body::text(errorBody(status));
    return response;
}

bool Connection::isStreamed(const http::Response& response, OutgoingFraming framing) {
    return framing.kind != OutgoingFraming::Kind::None && !response.body.isWhole();
}

std::string_view Connection::date() {
    auto& worker = m_shared->workers[m_worker];
    const std::int64_t now = std::time(nullptr);
    if (now != worker.dateSecond) {
        worker.dateSecond = now;
        const std::time_t seconds = now;
        std::tm parts{};
        gmtime_r(&seconds, &parts);
        std::array<char, 40> text{};
        const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        worker.date.assign(text.data(), length);
    }
    return worker.date;
}

void Connection::beginWriting() {
    m_phase = Phase::Writing;
    m_loop.arm(*this, m_shared->options.writeTimeout);
}

void Connection::endWriting() {
    m_loop.disarm(*this);
    m_phase = Phase::Handling;
}

Task<bool> Connection::send(std::array<std::string_view, 3> pieces) {
    WriteAwaiter writing(*m_stream, pieces);
    if (!writing.await_ready()) {
        beginWriting();
        co_await writing.rest();
        endWriting();
    }
    const bool sent = !writing.await_resume();
    if (!sent) onClientGone();
    co_return sent;
}

Task<bool> Connection::refuse(int status) {
    m_keepAlive = false;
    auto response = errorResponse(status);
    const bool sent = co_await respond(response, false);
    co_return sent;
}

OutgoingFraming Connection::writeHead(http::Response& response, bool head) {
    const bool http10 = m_head.minorVersion == 0;
    bool bodiless = response.status < 200 || response.status == 204 || response.status == 304;
    OutgoingFraming framing;
    if (!bodiless && response.body.isWhole()) {
        framing = {OutgoingFraming::Kind::Length, response.body.view().size()};
    } else if (!bodiless) {
        if (const auto length = response.body.length()) {
            framing = {OutgoingFraming::Kind::Length, *length};
        } else if (http10) {
            framing = {OutgoingFraming::Kind::UntilClose, 0};
            m_keepAlive = false;
        } else {
            framing = {OutgoingFraming::Kind::Chunked, 0};
        }
    }
    // What a GET would have had: the handler's own Content-Length says it better than an empty body.
    const bool keepLength = response.status == 304 || (head && response.headers.contains("Content-Length"));
    const OutgoingFraming announced = keepLength ? OutgoingFraming{} : framing;
    m_out.clear();
    auto written = writeResponseHead(m_out, response, announced, keepLength, http10, m_keepAlive, date());
    if (!written) [[unlikely]] {
        response = errorResponse(500);
        bodiless = false;
        framing = {OutgoingFraming::Kind::Length, response.body.view().size()};
        written = writeResponseHead(m_out, response, framing, false, http10, m_keepAlive, date());
    }
    if (head || bodiless) framing = {};
    return framing;
}

/// True when the whole response went out.
Task<bool> Connection::respond(http::Response& response, bool head) {
    const OutgoingFraming framing = writeHead(response, head);
    bool sent = false;
    if (isStreamed(response, framing)) {
        sent = co_await sendStream(response, framing);
    } else {
        const auto body = framing.kind == OutgoingFraming::Kind::None ? nullptr : response.body.takeWhole();
        const std::array<std::string_view, 3> pieces{m_out, body ? std::string_view(*body) : std::string_view(), {}};
        sent = co_await send(pieces);
    }
    co_return sent;
}

Task<bool> Connection::sendStream(http::Response& response, OutgoingFraming framing) {
    // What has come with the backend's head goes out with ours: one write, and the client wakes once for its first event.
    Promise<Result<std::optional<std::string>>> first;
    startTask(response.body.next(), [&first](Result<std::optional<std::string>> piece) { first.set(std::move(piece)); });
    bool sent = true;
    if (!first.isSet()) {
        sent = co_await send({m_out, {}, {}});
        m_out.clear();
    }
    auto piece = co_await first.wait();
    if (!piece && !m_out.empty()) sent = co_await send({m_out, {}, {}});
    std::uint64_t left = framing.length;
    std::size_t atOnce = 0;
    for (bool again = false; sent && !m_gone; again = true) {
        if (again) piece = co_await response.body.next();
        const bool complete = piece && !*piece;
        if (!piece || (complete && framing.kind == OutgoingFraming::Kind::Length && left != 0)) {
            // The client must not take a broken response for a whole one.
            m_stream->abort();
            co_return false;
        }
        if (complete) {
            m_keepAlive = m_keepAlive && framing.kind != OutgoingFraming::Kind::UntilClose;
            if (framing.kind == OutgoingFraming::Kind::Chunked) m_out += "0\r\n\r\n";
            if (!m_out.empty()) sent = co_await send({m_out, {}, {}});
            co_return sent;
        }
        const std::string_view data = **piece;
        if (framing.kind == OutgoingFraming::Kind::Chunked) {
            char buffer[24];
            m_out += chunkHead(data.size(), buffer);
            sent = co_await send({m_out, data, "\r\n"});
        } else {
            if (framing.kind == OutgoingFraming::Kind::Length) {
                if (data.size() > left) {
                    m_stream->abort();
                    co_return false;
                }
                left -= data.size();
            }
            sent = co_await send({m_out, data, {}});
        }
        m_out.clear();
        atOnce += data.size() + costOfAPiece;
        if (atOnce >= mostAtOnce) {
            atOnce = 0;
            co_await m_loop.yield();
        }
    }
    co_return false;
}

}  // namespace mgc::gateway::net
