#include "gateway/net/request_body_source.h"

namespace mgc::gateway::net {

namespace {
constexpr std::size_t pieceSize = 64 * 1024;
}

Task<Result<std::optional<std::string>>> RequestBodySource::next() {
    using Fault = Connection::BodyFault;
    const auto connection = m_connection;
    if (!m_first.empty()) co_return std::optional<std::string>(std::exchange(m_first, {}));
    std::string piece;
    while (true) {
        if (m_serial != connection->m_serial) co_return fail("RequestEnded", "The request was answered before its body was read.");
        connection->m_body.take(connection->m_reader, piece, pieceSize);
        if (connection->m_body.bad()) {
            connection->m_bodyFault = Fault::Broken;
            co_return fail("BadRequestBody", "The request's chunked coding is broken.");
        }
        if (connection->m_body.chunkedTotal() > connection->m_shared->options.bodyLimit) {
            connection->m_bodyFault = Fault::TooLarge;
            co_return fail("BodyTooLarge", "The request body is larger than the limit of " +
                                               std::to_string(connection->m_shared->options.bodyLimit) + " bytes.");
        }
        if (!piece.empty()) {
            connection->m_reader.watch();
            co_return std::optional<std::string>(std::move(piece));
        }
        if (connection->m_body.finished()) co_return std::optional<std::string>();
        if (std::exchange(connection->m_continuePending, false)) {
            const bool sent = co_await connection->send({"HTTP/1.1 100 Continue\r\n\r\n", {}, {}});
            if (!sent) co_return fail("ClientGone", "The client went away.");
        }
        connection->m_reader.prefer(pieceSize);
        connection->m_loop.arm(connection->m_bodyTimer, connection->m_shared->options.bodyTimeout);
        const bool more = co_await connection->m_reader.fill();
        connection->m_loop.disarm(connection->m_bodyTimer);
        if (m_serial != connection->m_serial) continue;
        if (!more) {
            if (connection->m_bodyFault == Fault::Timeout) co_return fail("Timeout", "The client stopped sending the request body.");
            connection->onClientGone();
            co_return fail("ClientGone", "The client went away before the request body was complete.");
        }
    }
}

}  // namespace mgc::gateway::net
