#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Character classes of XML names and the five entities plus character references, as far as policy documents need them.
namespace mgc::policy::xml {

[[nodiscard]] constexpr bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
/// All code points above ASCII are taken as name characters: which of them XML allows decides no policy.
[[nodiscard]] constexpr bool startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
[[nodiscard]] constexpr bool continuesName(char c) { return startsName(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }
[[nodiscard]] constexpr std::size_t skipBlanks(std::string_view text, std::size_t at) {
    while (at < text.size() && isBlank(text[at])) ++at;
    return at;
}

struct Entity {
    std::size_t length = 0;  ///< bytes from "&" to ";"
    std::uint32_t codePoint = 0;
};

/// The predefined entity or character reference that starts at `at`; nullopt for anything else, unknown names included.
[[nodiscard]] std::optional<Entity> entityAt(std::string_view text, std::size_t at);
void appendUtf8(std::string& text, std::uint32_t codePoint);
/// Offset of the first byte that is not UTF-8, or npos.
[[nodiscard]] std::size_t findInvalidUtf8(std::string_view text);

}  // namespace mgc::policy::xml
