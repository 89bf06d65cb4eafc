#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/net/head_parser.h"
#include "http/url.h"

namespace mgc::gateway::net {

/// How the bytes of a message body are delimited.
struct Framing {
    enum class Kind { None, Length, Chunked, UntilClose };
    Kind kind = Kind::None;
    std::uint64_t length = 0;
};

/// What a request head says about its connection and body.
struct RequestTraits {
    Framing framing;
    bool keepAlive = true;
    bool expectContinue = false;
    bool upgrade = false;  ///< asks to change the protocol (Connection: upgrade)
    std::string_view host;
};

/// A head that must be refused: the status and what is wrong with it, for the log.
struct Refusal {
    int status = 400;
    std::string_view reason;
};

/// Judges a head the way nginx does, so that no two programs in a chain can read one request differently. Nothing is repaired.
/// Refused: repeated or malformed Content-Length, Content-Length with Transfer-Encoding, Transfer-Encoding in HTTP/1.0 (400), any
/// Transfer-Encoding but one "chunked" (501), a missing (HTTP/1.1), repeated or malformed Host (400), CONNECT and TRACE (405), an
/// expectation other than 100-continue (417).
[[nodiscard]] std::optional<Refusal> judge(const RequestHead& head, RequestTraits& traits);

/// The request's absolute URL from its target (origin or absolute form) and Host. Refused: other forms, bad escapes ("%zz", "%00") and
/// dot segments that leave the root, as nginx does.
[[nodiscard]] std::optional<Refusal> makeUrl(const RequestHead& head, std::string_view host, bool tls, http::Url& url);

struct ResponseTraits {
    Framing framing;
    bool keepAlive = true;
};

/// Framing of a response (RFC 9112 6.3). Nullopt reason where all is well; a text where the message must not be used.
[[nodiscard]] std::optional<std::string_view> judge(const ResponseHead& head, bool answersHead, ResponseTraits& traits);

/// True if the comma-separated `list` holds `token` (lower case), without regard to case.
[[nodiscard]] bool listHolds(std::string_view list, std::string_view token);

}  // namespace mgc::gateway::net
