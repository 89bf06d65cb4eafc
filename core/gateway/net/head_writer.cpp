#include "gateway/net/head_writer.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>

#include "base/text.h"
#include "gateway/net/scanning_head_parser.h"

namespace mgc::gateway::net {

namespace {

void appendNumber(std::string& out, std::uint64_t number) {
    char digits[24];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    out.append(digits, end);
}

void appendFraming(std::string& out, OutgoingFraming framing) {
    if (framing.kind == OutgoingFraming::Kind::Length) {
        out += "Content-Length: ";
        appendNumber(out, framing.length);
        out += "\r\n";
    } else if (framing.kind == OutgoingFraming::Kind::Chunked) {
        out += "Transfer-Encoding: chunked\r\n";
    }
}

void appendField(std::string& out, http::Headers::Field field) {
    const std::size_t before = out.size();
    out.resize(before + field.name.size() + field.value.size() + 4);
    char* at = out.data() + before;
    at = std::copy(field.name.begin(), field.name.end(), at);
    *at++ = ':';
    *at++ = ' ';
    at = std::copy(field.value.begin(), field.value.end(), at);
    *at++ = '\r';
    *at = '\n';
}

/// What the sender says itself or does not pass on.
bool isOfConnection(std::string_view name) {
    switch (name.size()) {
        case 4:
            if (equalsIgnoreCase(name, "Host")) return true;
            break;
        case 6:
            if (equalsIgnoreCase(name, "Expect")) return true;
            break;
        case 14:
            if (equalsIgnoreCase(name, "Content-Length")) return true;
            break;
        default:
            break;
    }
    return http::isHopByHop(name);
}

bool isValid(http::Headers::Field field) { return isToken(field.name) && isFieldValue(field.value); }

tl::unexpected<Error> invalidField(http::Headers::Field field) {
    return fail("InvalidHeader", "The header '" + std::string(field.name.substr(0, 64)) + "' has characters that HTTP does not allow.");
}

/// Eight bytes at a time: a byte below n is where subtracting n borrows from a top bit that was not set.
bool isPrintable(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101ULL, tops = 0x8080808080808080ULL;
    const auto hasBelow = [](std::uint64_t bytes, std::uint64_t n) { return ((bytes - ones * n) & ~bytes & tops) != 0; };
    for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data(), sizeof bytes);
        if (hasBelow(bytes, 0x21) || hasBelow(bytes ^ ones * 0x7f, 1)) return false;
    }
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f) return false;
    return true;
}

}  // namespace

Result<void> writeResponseHead(std::string& out, const http::Response& response, OutgoingFraming framing, bool keepLength, bool http10,
                               bool keepAlive, std::string_view date) {
    const std::size_t before = out.size();
    out += "HTTP/1.1 ";
    appendNumber(out, static_cast<std::uint64_t>(response.status));
    out += ' ';
    if (isFieldValue(response.reason)) out += response.reason;
    out += "\r\n";
    bool hasDate = false;
    const bool switching = response.status == 101;
    for (const auto field : response.headers) {
        if (http::isHopByHop(field.name) && !(switching && equalsIgnoreCase(field.name, "Upgrade"))) continue;
        if (!keepLength && equalsIgnoreCase(field.name, "Content-Length")) continue;
        if (!isValid(field)) {
            out.resize(before);
            return invalidField(field);
        }
        hasDate = hasDate || equalsIgnoreCase(field.name, "Date");
        appendField(out, field);
    }
    appendFraming(out, framing);
    if (!hasDate && response.status >= 200) {
        out += "Date: ";
        out += date;
        out += "\r\n";
    }
    if (switching)
        out += "Connection: Upgrade\r\n";
    else if (!keepAlive)
        out += "Connection: close\r\n";
    else if (http10)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
    return {};
}

Result<void> writeRequestHead(std::string& out, const http::Request& request, OutgoingFraming framing, bool absoluteTarget,
                              std::string_view proxyAuthorization, bool webSocket) {
    const std::size_t before = out.size();
    if (!isToken(request.method)) return fail("InvalidHeader", "'" + request.method.substr(0, 64) + "' is not an HTTP method.");
    if (!isPrintable(request.url.path) || !isPrintable(request.url.query) || !isPrintable(request.url.host))
        return fail("InvalidUrl", "The URL to call has a blank or control character in it.");
    out += request.method;
    out += ' ';
    if (absoluteTarget) {
        out += request.url.scheme;
        out += "://";
        out += request.url.authority();
    }
    out += request.url.path;
    if (!request.url.query.empty()) {
        out += '?';
        out += request.url.query;
    }
    out += " HTTP/1.1\r\nHost: ";
    const auto host = request.headers.get("Host");
    if (host && !isFieldValue(*host)) {
        out.resize(before);
        return invalidField({"Host", *host});
    }
    if (host)
        out.append(*host);
    else
        out += request.url.authority();
    out += "\r\n";
    const auto connection = request.headers.get("Connection");
    for (const auto field : request.headers) {
        if (isOfConnection(field.name)) continue;
        if (connection && listHolds(*connection, field.name)) continue;
        if (!isValid(field)) {
            out.resize(before);
            return invalidField(field);
        }
        appendField(out, field);
    }
    if (!proxyAuthorization.empty()) appendField(out, {"Proxy-Authorization", proxyAuthorization});
    appendFraming(out, framing);
    if (webSocket) out += "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    out += "\r\n";
    return {};
}

std::string_view chunkHead(std::uint64_t size, char (&buffer)[24]) {
    const auto [end, error] = std::to_chars(buffer, buffer + 20, size, 16);
    end[0] = '\r';
    end[1] = '\n';
    return {buffer, static_cast<std::size_t>(end + 2 - buffer)};
}

}  // namespace mgc::gateway::net
