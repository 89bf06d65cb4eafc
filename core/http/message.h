#pragma once
#include <string>

#include "http/body.h"
#include "http/headers.h"
#include "http/url.h"

namespace mgc::http {

struct Request {
    std::string method = "GET";
    Url url;  ///< absolute; for a request that came in, the host it was addressed to
    Headers headers;
    Body body;
};

struct Response {
    int status = 200;
    std::string reason = "OK";
    Headers headers;
    Body body;
};

/// The standard reason phrase ("Too Many Requests"); "" for an unknown status.
[[nodiscard]] std::string_view reasonPhrase(int status);
/// True for fields that concern one connection only (Connection, Keep-Alive, Transfer-Encoding, Upgrade, ...), RFC 9110 7.6.1.
[[nodiscard]] bool isHopByHop(std::string_view headerName);

}  // namespace mgc::http
