#include "http/uri_text.h"

#include <algorithm>

#include "base/text.h"

namespace mgc::http {

namespace {

bool mustEscape(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7f || std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
}

}  // namespace

std::string uriEscaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto run = static_cast<std::size_t>(std::ranges::find_if(text, mustEscape) - text.begin());
        result += text.substr(0, run);
        text.remove_prefix(run);
        if (text.empty()) break;
        result += percentEncoded(text.substr(0, 1));
        text.remove_prefix(1);
    }
    return result;
}

Result<Url> parseWrittenUrl(std::string_view text) { return parseUrl(uriEscaped(trimmed(text))); }

}  // namespace mgc::http
