#pragma once
#include <string>

#include "base/result.h"
#include "http/url.h"

namespace mgc::gateway::net {

/// An HTTP proxy: where it listens and the Proxy-Authorization value it wants ("" for none).
struct ProxyEndpoint {
    http::Url url{.scheme = "http", .host = "", .port = 0, .path = "/", .query = ""};
    std::string authorization;
};

/// "http://[user:password@]host[:port]" or "host:port". Error InvalidUrl; https proxies are not supported.
[[nodiscard]] Result<ProxyEndpoint> parseProxy(std::string proxyUrl);

}  // namespace mgc::gateway::net
