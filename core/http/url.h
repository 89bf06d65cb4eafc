#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace mgc::http {

/// An absolute http(s)/ws(s) URL in parts, each as it was written (nothing is decoded or normalised).
struct Url {
    std::string scheme = "https";
    std::string host;
    std::uint16_t port = 0;  ///< 0: the scheme's default (see effectivePort)
    std::string path = "/";  ///< begins with "/"
    std::string query;       ///< without "?"

    [[nodiscard]] std::uint16_t effectivePort() const;
    /// "host" or "host:port" where the port is not the scheme's default.
    [[nodiscard]] std::string authority() const;
    /// "/path?query": what goes on the request line.
    [[nodiscard]] std::string target() const;
    [[nodiscard]] std::string toText() const;
    friend bool operator==(const Url&, const Url&) = default;
};

/// Error InvalidUrl for anything that is not an absolute URL with a host. A fragment is dropped.
[[nodiscard]] Result<Url> parseUrl(std::string_view text);
/// "a=1&b=2" in order, names and values percent-decoded ("+" is a space).
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parseQuery(std::string_view query);
/// The reverse, percent-encoded.
[[nodiscard]] std::string formatQuery(const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace mgc::http
