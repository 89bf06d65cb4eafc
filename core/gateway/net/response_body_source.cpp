#include "gateway/net/response_body_source.h"

#include <utility>

namespace mgc::gateway::net {

namespace {
constexpr std::size_t pieceSize = 64 * 1024;
}

ResponseBodySource::~ResponseBodySource() {
    m_call->setInterrupt({});
    if (m_connection) m_connection->discard();
}

void ResponseBodySource::finish() {
    m_call->setInterrupt({});
    m_call->clearDeadline();
    const auto connection = std::exchange(m_connection, nullptr);
    if (m_reusable)
        connection->release();
    else
        connection->discard();
}

Task<Result<std::optional<std::string>>> ResponseBodySource::next() {
    if (!m_first.empty()) co_return std::optional<std::string>(std::exchange(m_first, {}));
    if (!m_connection) co_return std::optional<std::string>();
    const auto connection = m_connection;
    const auto call = m_call;
    ByteReader& reader = connection->reader();
    BodyDecoder& body = connection->body();
    std::string piece;
    while (true) {
        if (call->ended()) co_return fail(call->errorFor("receiving the response body", std::string("ended")));
        body.take(reader, piece, pieceSize);
        if (body.bad()) co_return fail("BackendProtocolError", "The backend's chunked coding is broken.");
        if (body.finished()) {
            finish();
            if (piece.empty()) co_return std::optional<std::string>();
        }
        if (!piece.empty()) co_return std::optional<std::string>(std::move(piece));
        reader.prefer(pieceSize);
        call->setDeadline(m_idleTimeout, "The backend stopped sending its response.");
        const bool more = co_await reader.fill();
        call->clearDeadline();
        if (more) continue;
        if (reader.state() == ByteReader::State::Ended && body.endWithStream()) continue;
        const std::string cause =
            reader.state() == ByteReader::State::Ended ? "it ended before the body was complete" : reader.error().message();
        co_return fail(call->errorFor("receiving the response body", cause));
    }
}

}  // namespace mgc::gateway::net
