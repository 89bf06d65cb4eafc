#include "policy/xml/characters.h"

#include <array>
#include <utility>

namespace mgc::policy::xml {

namespace {

constexpr std::size_t longestReference = 12;  // "&#x0010FFFF;" and then some zeros nobody writes

std::optional<Entity> characterReference(std::string_view body, std::size_t length) {
    const bool hexadecimal = body.size() > 1 && body[1] == 'x';
    std::uint32_t value = 0;
    const std::string_view digits = body.substr(hexadecimal ? 2 : 1);
    if (digits.empty()) return std::nullopt;
    for (const char c : digits) {
        std::uint32_t digit = 0;
        if (c >= '0' && c <= '9') {
            digit = static_cast<std::uint32_t>(c - '0');
        } else if (hexadecimal && c >= 'a' && c <= 'f') {
            digit = static_cast<std::uint32_t>(c - 'a') + 10;
        } else if (hexadecimal && c >= 'A' && c <= 'F') {
            digit = static_cast<std::uint32_t>(c - 'A') + 10;
        } else {
            return std::nullopt;
        }
        value = value * (hexadecimal ? 16 : 10) + digit;
        if (value > 0x10FFFF) return std::nullopt;
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    const bool control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
    if (surrogate || control) return std::nullopt;
    return Entity{length, value};
}

}  // namespace

std::optional<Entity> entityAt(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != '&') return std::nullopt;
    const auto end = text.substr(at, longestReference).find(';');
    if (end == std::string_view::npos || end < 2) return std::nullopt;
    const std::string_view body = text.substr(at + 1, end - 1);
    if (body.front() == '#') return characterReference(body, end + 1);
    static constexpr std::array<std::pair<std::string_view, char>, 5> names{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& [name, character] : names) {
        if (body == name) return Entity{end + 1, static_cast<std::uint32_t>(character)};
    }
    return std::nullopt;
}

void appendUtf8(std::string& text, std::uint32_t codePoint) {
    const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (codePoint < 0x80) {
        add(codePoint);
    } else if (codePoint < 0x800) {
        add(0xC0U | (codePoint >> 6U));
        add(0x80U | (codePoint & 0x3FU));
    } else if (codePoint < 0x10000) {
        add(0xE0U | (codePoint >> 12U));
        add(0x80U | ((codePoint >> 6U) & 0x3FU));
        add(0x80U | (codePoint & 0x3FU));
    } else {
        add(0xF0U | (codePoint >> 18U));
        add(0x80U | ((codePoint >> 12U) & 0x3FU));
        add(0x80U | ((codePoint >> 6U) & 0x3FU));
        add(0x80U | (codePoint & 0x3FU));
    }
}

std::size_t findInvalidUtf8(std::string_view text) {
    const auto byteAt = [text](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(text[at])); };
    for (std::size_t at = 0; at < text.size();) {
        const unsigned lead = byteAt(at);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return at;
        for (std::size_t follower = at + 1; follower < at + length; ++follower) {
            if ((byteAt(follower) & 0xC0U) != 0x80U) return at;
        }
        const unsigned second = byteAt(at + 1);
        const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
        const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
        if (overlong || outside) return at;
        at += length;
    }
    return std::string_view::npos;
}

}  // namespace mgc::policy::xml
