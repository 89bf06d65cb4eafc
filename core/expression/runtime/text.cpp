#include "expression/runtime/text.h"

#include <unicode/uchar.h>
#include <unicode/ucol.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace mgc::expression {
namespace {

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Decodes one code point; lone surrogates pass, anything invalid gives U+FFFD and moves one byte.
std::uint32_t decode(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    std::size_t count = 0;
    std::uint32_t code = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        count = 1;
        code = lead & 0x1FU;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        count = 2;
        code = lead & 0x0FU;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        count = 3;
        code = lead & 0x07U;
    } else {
        ++at;
        return 0xFFFD;
    }
    std::size_t used = 1;
    for (; used <= count && at + used < text.size() && isContinuation(text[at + used]); ++used) {
        const auto next = static_cast<unsigned char>(text[at + used]);
        if (used == 1 && ((lead == 0xE0 && next < 0xA0) || (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F))) break;
        code = (code << 6) | (next & 0x3FU);
    }
    if (used <= count) {
        at += used;
        return 0xFFFD;
    }
    at += count + 1;
    return code;
}

void appendCode(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

bool endsWithHigh(std::string_view text) {
    const std::size_t n = text.size();
    return n >= 3 && static_cast<unsigned char>(text[n - 3]) == 0xED && static_cast<unsigned char>(text[n - 2]) >= 0xA0 && static_cast<unsigned char>(text[n - 2]) < 0xB0;
}
bool startsWithLow(std::string_view text) {
    return text.size() >= 3 && static_cast<unsigned char>(text[0]) == 0xED && static_cast<unsigned char>(text[1]) >= 0xB0;
}

template <class Map>
std::string mapUnits(std::string_view text, Map map) {
    std::u16string units = toUtf16(text);
    for (auto& unit : units) {
        const auto mapped = map(static_cast<UChar32>(unit));
        if (mapped <= 0xFFFF) unit = static_cast<char16_t>(mapped);
    }
    return toUtf8(units);
}

char lowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upperAscii(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

}  // namespace

bool isAscii(std::string_view text) {
    // Many bytes at a time: this looks at every string that is made, and tokens are long.
    constexpr std::uint64_t high = 0x8080808080808080ULL;
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left >= 4 * sizeof(std::uint64_t); at += 4 * sizeof(std::uint64_t), left -= 4 * sizeof(std::uint64_t)) {
        std::array<std::uint64_t, 4> words{};
        std::memcpy(words.data(), at, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & high) return false;
    }
    for (; left >= sizeof(std::uint64_t); at += sizeof(std::uint64_t), left -= sizeof(std::uint64_t)) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, at, sizeof bytes);
        if (bytes & high) return false;
    }
    return std::all_of(at, at + left, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::u16string toUtf16(std::string_view text) {
    std::u16string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t code = decode(text, at);
        if (code >= 0x10000) {
            out += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
            out += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
        } else {
            out += static_cast<char16_t>(code);
        }
    }
    return out;
}

std::string toUtf8(std::u16string_view units) {
    std::string out;
    out.reserve(units.size());
    appendUtf8(out, units);
    return out;
}

void appendUtf8(std::string& out, std::u16string_view units) {
    std::size_t i = 0;
    if (!units.empty() && units[0] >= 0xDC00 && units[0] < 0xE000 && endsWithHigh(out)) {
        std::string one;
        appendCode(one, units[0]);
        appendUtf8(out, one);
        i = 1;
    }
    for (; i < units.size(); ++i) {
        std::uint32_t code = units[i];
        if (code >= 0xD800 && code < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (units[i + 1] - 0xDC00U);
            ++i;
        }
        appendCode(out, code);
    }
}

void appendUtf8(std::string& out, std::string_view text) {
    if (startsWithLow(text) && endsWithHigh(out)) {
        std::size_t at = out.size() - 3;
        const std::uint32_t high = decode(out, at);
        std::size_t low = 0;
        const std::uint32_t second = decode(text, low);
        out.resize(out.size() - 3);
        appendCode(out, 0x10000 + ((high - 0xD800) << 10) + (second - 0xDC00));
        out.append(text.substr(low));
        return;
    }
    out.append(text);
}

std::size_t utf16Length(std::string_view text) {
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) length += byte >= 0xF0 ? 2 : 1;
    }
    return length;
}

std::string toStrictUtf8(std::string_view text) {
    if (text.find('\xED') == std::string_view::npos) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t code = decode(text, at);
        appendCode(out, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
    }
    return out;
}

std::string fromUtf8Bytes(std::string_view bytes) {
    if (isAscii(bytes)) return std::string(bytes);
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const std::uint32_t code = decode(bytes, at);
        if (code >= 0xD800 && code < 0xE000)
            out += "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD";
        else
            appendCode(out, code);
    }
    return out;
}

bool isWhiteSpace(char16_t unit) {
    if (unit < 0x80) return unit == ' ' || (unit >= 9 && unit <= 13);
    return unit == 0x85 || unit == 0xA0 || u_charType(unit) == U_SPACE_SEPARATOR || unit == 0x2028 || unit == 0x2029;
}

std::string_view trimWhiteSpace(std::string_view text, bool start, bool end) {
    while (start && !text.empty()) {
        std::size_t at = 0;
        const std::uint32_t code = decode(text, at);
        if (code > 0xFFFF || !isWhiteSpace(static_cast<char16_t>(code))) break;
        text.remove_prefix(at);
    }
    while (end && !text.empty()) {
        std::size_t begin = text.size() - 1;
        while (begin > 0 && isContinuation(text[begin])) --begin;
        std::size_t at = begin;
        const std::uint32_t code = decode(text, at);
        if (code > 0xFFFF || !isWhiteSpace(static_cast<char16_t>(code))) break;
        text.remove_suffix(text.size() - begin);
    }
    return text;
}

std::string toUpperInvariant(std::string_view text) {
    if (isAscii(text)) {
        std::string out(text);
        std::transform(out.begin(), out.end(), out.begin(), upperAscii);
        return out;
    }
    return mapUnits(text, [](UChar32 c) { return c == 0x131 ? c : u_toupper(c); });
}

std::string toLowerInvariant(std::string_view text) {
    if (isAscii(text)) {
        std::string out(text);
        std::transform(out.begin(), out.end(), out.begin(), lowerAscii);
        return out;
    }
    return mapUnits(text, [](UChar32 c) { return c == 0x130 ? c : u_tolower(c); });
}

bool equalsOrdinalIgnoreCase(std::string_view left, std::string_view right) {
    if (isAscii(left) && isAscii(right)) {
        return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lowerAscii(a) == lowerAscii(b); });
    }
    return toUpperInvariant(left) == toUpperInvariant(right);
}

int compareOrdinal(std::string_view left, std::string_view right) {
    if (isAscii(left) && isAscii(right)) {
        const std::size_t shared = std::min(left.size(), right.size());
        for (std::size_t i = 0; i < shared; ++i)
            if (left[i] != right[i]) return left[i] - right[i];
        return static_cast<int>(left.size()) - static_cast<int>(right.size());
    }
    const auto a = toUtf16(left);
    const auto b = toUtf16(right);
    const std::size_t shared = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < shared; ++i)
        if (a[i] != b[i]) return a[i] - b[i];
    return static_cast<int>(a.size()) - static_cast<int>(b.size());
}

int compareOrdinalIgnoreCase(std::string_view left, std::string_view right) { return compareOrdinal(toUpperInvariant(left), toUpperInvariant(right)); }

}  // namespace mgc::expression
