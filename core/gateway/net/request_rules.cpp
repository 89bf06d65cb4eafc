#include "gateway/net/request_rules.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace mgc::gateway::net {

namespace {

std::optional<std::uint64_t> parseLength(std::string_view text) {
    if (text.empty() || text.size() > 18) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

/// Bytes that may stand in a host name.
constexpr auto nameBytes = [] {
    std::array<bool, 256> allowed{};
    for (std::size_t byte = 0x21; byte < 0x7f; ++byte) allowed[byte] = true;
    for (const char bad : std::string_view("/\\?#@<>\"'`{}|^,;()[]")) allowed[static_cast<unsigned char>(bad)] = false;
    return allowed;
}();

/// host [":" port], host being a name, an IPv4 address or an address in brackets.
bool isHost(std::string_view host, std::string_view& name, std::uint16_t& port) {
    port = 0;
    name = host;
    std::size_t nameEnd = host.find(':');
    if (!host.empty() && host.front() == '[') {
        const auto bracket = host.find(']');
        if (bracket == std::string_view::npos || bracket < 2) return false;
        for (const char c : host.substr(1, bracket - 1))
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.')) return false;
        nameEnd = bracket + 1 == host.size() ? std::string_view::npos : bracket + 1;
        if (nameEnd != std::string_view::npos && host[nameEnd] != ':') return false;
    }
    if (nameEnd != std::string_view::npos) {
        const auto digits = host.substr(nameEnd + 1);
        name = host.substr(0, nameEnd);
        if (!digits.empty()) {
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
            if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) return false;
        }
    }
    if (name.empty()) return false;
    if (name.front() == '[') return true;
    return std::all_of(name.begin(), name.end(), [](char c) { return nameBytes[static_cast<unsigned char>(c)]; });
}

bool isHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Escapes whole and not NUL; ".." never above the root.
bool isPathAcceptable(std::string_view path) {
    for (std::size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 3)) {
        if (at + 2 >= path.size() || !isHexDigit(path[at + 1]) || !isHexDigit(path[at + 2])) return false;
        if (path[at + 1] == '0' && path[at + 2] == '0') return false;
    }
    if (path.find("/.") == std::string_view::npos && path.find("%2") == std::string_view::npos) return true;
    int depth = 0;
    const std::string decoded = percentDecoded(path);
    for (const auto segment : split(std::string_view(decoded).substr(1), '/')) {
        if (segment == "..") {
            if (--depth < 0) return false;
        } else if (!segment.empty() && segment != ".") {
            ++depth;
        }
    }
    return true;
}

}  // namespace

bool listHolds(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (equalsIgnoreCase(trimmed(list.substr(0, comma)), token)) return true;
        if (comma == std::string_view::npos) return false;
        list.remove_prefix(comma + 1);
    }
    return false;
}

std::optional<Refusal> judge(const RequestHead& head, RequestTraits& traits) {
    traits = {};
    traits.keepAlive = head.minorVersion >= 1;
    bool hasHost = false;
    bool hasLength = false;
    bool chunked = false;
    for (const FieldView& field : head.fields) {
        switch (field.name.size()) {
            case 4:
                if (!equalsIgnoreCase(field.name, "Host")) break;
                if (hasHost) return Refusal{400, "repeated Host"};
                hasHost = true;
                traits.host = field.value;
                break;
            case 6:
                if (!equalsIgnoreCase(field.name, "Expect")) break;
                if (!equalsIgnoreCase(field.value, "100-continue")) return Refusal{417, "unknown expectation"};
                traits.expectContinue = head.minorVersion >= 1;
                break;
            case 10:
                if (!equalsIgnoreCase(field.name, "Connection")) break;
                if (listHolds(field.value, "close"))
                    traits.keepAlive = false;
                else if (head.minorVersion == 0 && listHolds(field.value, "keep-alive"))
                    traits.keepAlive = true;
                if (listHolds(field.value, "upgrade")) traits.upgrade = head.minorVersion >= 1;
                break;
            case 14: {
                if (!equalsIgnoreCase(field.name, "Content-Length")) break;
                if (hasLength) return Refusal{400, "repeated Content-Length"};
                const auto length = parseLength(field.value);
                if (!length) return Refusal{400, "malformed Content-Length"};
                hasLength = true;
                traits.framing = {*length == 0 ? Framing::Kind::None : Framing::Kind::Length, *length};
                break;
            }
            case 17:
                if (!equalsIgnoreCase(field.name, "Transfer-Encoding")) break;
                if (chunked) return Refusal{400, "repeated Transfer-Encoding"};
                if (!equalsIgnoreCase(field.value, "chunked")) return Refusal{501, "unknown Transfer-Encoding"};
                if (head.minorVersion == 0) return Refusal{400, "Transfer-Encoding in HTTP/1.0"};
                chunked = true;
                break;
            default:
                break;
        }
    }
    if (chunked && hasLength) return Refusal{400, "Content-Length with Transfer-Encoding"};
    if (chunked) traits.framing = {Framing::Kind::Chunked, 0};
    if (traits.framing.kind == Framing::Kind::None) traits.expectContinue = false;
    if (!hasHost && head.minorVersion >= 1) return Refusal{400, "no Host"};
    if (hasHost) {
        std::string_view name;
        std::uint16_t port = 0;
        if (!isHost(traits.host, name, port)) return Refusal{400, "malformed Host"};
    }
    if (head.method == "CONNECT" || head.method == "TRACE") return Refusal{405, "method not allowed"};
    return std::nullopt;
}

std::optional<Refusal> makeUrl(const RequestHead& head, std::string_view host, bool tls, http::Url& url) {
    std::string_view target = head.target;
    url.scheme = tls ? "https" : "http";
    if (target.front() != '/') {
        const auto schemeEnd = target.find("://");
        if (schemeEnd == std::string_view::npos) return Refusal{400, "malformed request target"};
        const auto scheme = target.substr(0, schemeEnd);
        if (!equalsIgnoreCase(scheme, "http") && !equalsIgnoreCase(scheme, "https")) return Refusal{400, "malformed request target"};
        target.remove_prefix(schemeEnd + 3);
        const auto authorityEnd = target.find_first_of("/?#");
        host = target.substr(0, authorityEnd);
        target = authorityEnd == std::string_view::npos ? std::string_view() : target.substr(authorityEnd);
    }
    std::string_view name = host;
    std::uint16_t port = 0;
    if (!host.empty() && !isHost(host, name, port)) return Refusal{400, "malformed host"};
    url.host = toLowerAscii(name);
    url.port = port;
    target = target.substr(0, target.find('#'));
    const auto question = target.find('?');
    const auto path = target.substr(0, question);
    url.path = path.empty() ? "/" : std::string(path);
    url.query = question == std::string_view::npos ? std::string() : std::string(target.substr(question + 1));
    if (!isPathAcceptable(url.path)) return Refusal{400, "malformed path"};
    return std::nullopt;
}

std::optional<std::string_view> judge(const ResponseHead& head, bool answersHead, ResponseTraits& traits) {
    traits = {};
    traits.keepAlive = head.minorVersion >= 1;
    bool hasLength = false;
    bool chunked = false;
    std::uint64_t length = 0;
    for (const FieldView& field : head.fields) {
        switch (field.name.size()) {
            case 10:
                if (!equalsIgnoreCase(field.name, "Connection")) break;
                if (listHolds(field.value, "close"))
                    traits.keepAlive = false;
                else if (head.minorVersion == 0 && listHolds(field.value, "keep-alive"))
                    traits.keepAlive = true;
                break;
            case 14: {
                if (!equalsIgnoreCase(field.name, "Content-Length")) break;
                const auto parsed = parseLength(field.value);
                if (!parsed) return "its Content-Length is malformed";
                if (hasLength && *parsed != length) return "it has two different Content-Length fields";
                hasLength = true;
                length = *parsed;
                break;
            }
            case 17:
                if (!equalsIgnoreCase(field.name, "Transfer-Encoding")) break;
                if (chunked || !equalsIgnoreCase(field.value, "chunked")) return "its Transfer-Encoding is not supported";
                chunked = true;
                break;
            default:
                break;
        }
    }
    if (chunked && hasLength) return "it has both Content-Length and Transfer-Encoding";
    if (answersHead || head.status < 200 || head.status == 204 || head.status == 304) return std::nullopt;
    if (chunked) {
        traits.framing = {Framing::Kind::Chunked, 0};
    } else if (hasLength) {
        traits.framing = {length == 0 ? Framing::Kind::None : Framing::Kind::Length, length};
    } else {
        traits.framing = {Framing::Kind::UntilClose, 0};
        traits.keepAlive = false;
    }
    return std::nullopt;
}

}  // namespace mgc::gateway::net
