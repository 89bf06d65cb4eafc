#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "gateway/net/request_rules.h"
#include "http/message.h"

namespace mgc::gateway::net {

/// How the sender delimits the body it is about to write.
struct OutgoingFraming {
    enum class Kind { None, Length, Chunked, UntilClose };
    Kind kind = Kind::None;
    std::uint64_t length = 0;
};

/// Appends a response head. Hop-by-hop fields of `response` are left out ("Upgrade" stays in a 101), its Content-Length too unless
/// `keepLength` (answers to HEAD, 304). `date` is added where the response has none. Error InvalidHeader for a field that cannot stand
/// on the wire; nothing is appended then.
[[nodiscard]] Result<void> writeResponseHead(std::string& out, const http::Response& response, OutgoingFraming framing, bool keepLength,
                                             bool http10, bool keepAlive, std::string_view date);

/// Appends a request head. `absoluteTarget` for a plain HTTP proxy; `webSocket` asks to change the protocol. Error InvalidHeader, InvalidUrl.
[[nodiscard]] Result<void> writeRequestHead(std::string& out, const http::Request& request, OutgoingFraming framing, bool absoluteTarget,
                                            std::string_view proxyAuthorization, bool webSocket = false);

/// "400\r\n" and the like: the line before a chunk's data.
[[nodiscard]] std::string_view chunkHead(std::uint64_t size, char (&buffer)[24]);

}  // namespace mgc::gateway::net
