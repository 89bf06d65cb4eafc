#include "app/host/host_options.h"

#include "base/text.h"

namespace mgc::app {

bool ListenAddress::isLoopback() const {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

Result<ListenAddress> parseListenAddress(const std::string& text) {
    const auto colon = text.rfind(':');
    const auto port = colon == std::string::npos ? std::nullopt : toInteger(std::string_view(text).substr(colon + 1));
    if (!port || *port < 0 || *port > 65535) return fail("InvalidAddress", "'" + text + "' is not HOST:PORT such as 127.0.0.1:8080.");
    std::string host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    if (host.empty()) return fail("InvalidAddress", "'" + text + "' names no host; use 127.0.0.1 for this machine or 0.0.0.0 for all addresses.");
    return ListenAddress{std::move(host), static_cast<std::uint16_t>(*port)};
}

}  // namespace mgc::app
