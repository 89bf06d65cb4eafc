#include "http/url.h"

#include <array>
#include <charconv>

#include "base/text.h"

namespace mgc::http {

std::uint16_t Url::effectivePort() const {
    if (port != 0) return port;
    return scheme == "https" || scheme == "wss" ? 443 : 80;
}

namespace {

void appendAuthority(const Url& url, std::string& out) {
    const std::uint16_t usual = url.scheme == "https" || url.scheme == "wss" ? 443 : 80;
    out += url.host;
    if (url.port == 0 || url.port == usual) return;
    std::array<char, 8> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), url.port);
    out += ':';
    out.append(digits.data(), end);
}

void appendTarget(const Url& url, std::string& out) {
    out += url.path;
    if (url.query.empty()) return;
    out += '?';
    out += url.query;
}

}  // namespace

std::string Url::authority() const {
    std::string text;
    text.reserve(host.size() + 6);
    appendAuthority(*this, text);
    return text;
}

std::string Url::target() const {
    std::string text;
    text.reserve(path.size() + query.size() + 1);
    appendTarget(*this, text);
    return text;
}

std::string Url::toText() const {
    std::string text;
    text.reserve(scheme.size() + host.size() + path.size() + query.size() + 10);
    text += scheme;
    text += "://";
    appendAuthority(*this, text);
    appendTarget(*this, text);
    return text;
}

Result<Url> parseUrl(std::string_view text) {
    const auto invalid = [&](std::string_view why) {
        return fail("InvalidUrl", "'" + std::string(text) + "' is not an absolute URL: " + std::string(why));
    };
    const auto schemeEnd = text.find("://");
    if (schemeEnd == std::string_view::npos) return invalid("it has no scheme such as https://");
    Url url;
    url.scheme = toLowerAscii(text.substr(0, schemeEnd));
    if (url.scheme != "http" && url.scheme != "https" && url.scheme != "ws" && url.scheme != "wss")
        return invalid("the scheme is not http, https, ws or wss");
    std::string_view rest = text.substr(schemeEnd + 3);
    if (const auto fragment = rest.find('#'); fragment != std::string_view::npos) rest = rest.substr(0, fragment);
    for (const char c : rest)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f) return invalid("it contains a blank or control character");
    const auto authorityEnd = rest.find_first_of("/?");
    std::string_view authority = rest.substr(0, authorityEnd);
    rest = authorityEnd == std::string_view::npos ? std::string_view() : rest.substr(authorityEnd);
    if (authority.find('@') != std::string_view::npos) return invalid("credentials in the URL are not allowed");
    const auto bracket = authority.rfind(']');
    const auto colon = authority.rfind(':');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        const auto number = toInteger(authority.substr(colon + 1));
        if (!number || *number < 1 || *number > 65535) return invalid("the port is not a number from 1 to 65535");
        url.port = static_cast<std::uint16_t>(*number);
        authority = authority.substr(0, colon);
    }
    if (authority.empty()) return invalid("it has no host");
    url.host = toLowerAscii(authority);
    const auto question = rest.find('?');
    url.path = std::string(rest.substr(0, question));
    if (url.path.empty()) url.path = "/";
    if (question != std::string_view::npos) url.query = std::string(rest.substr(question + 1));
    return url;
}

std::vector<std::pair<std::string, std::string>> parseQuery(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> parameters;
    if (query.empty()) return parameters;
    for (const auto part : split(query, '&')) {
        if (part.empty()) continue;
        const auto equals = part.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        parameters.emplace_back(percentDecoded(part.substr(0, equals), true), percentDecoded(value, true));
    }
    return parameters;
}

std::string formatQuery(const std::vector<std::pair<std::string, std::string>>& parameters) {
    std::string query;
    for (const auto& [name, value] : parameters) {
        if (!query.empty()) query += '&';
        query += percentEncoded(name) + '=' + percentEncoded(value);
    }
    return query;
}

}  // namespace mgc::http
