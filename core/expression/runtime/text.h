#pragma once
#include <string>
#include <string_view>

namespace mgc::expression {

/// Strings are held as UTF-8 in which a lone surrogate keeps its three-byte form (WTF-8), so every .NET string can be held.
[[nodiscard]] bool isAscii(std::string_view text);
[[nodiscard]] std::u16string toUtf16(std::string_view text);
[[nodiscard]] std::string toUtf8(std::u16string_view units);
/// Appends, joining a surrogate pair that meets at the seam.
void appendUtf8(std::string& out, std::u16string_view units);
void appendUtf8(std::string& out, std::string_view text);
/// Number of UTF-16 units.
[[nodiscard]] std::size_t utf16Length(std::string_view text);
/// UTF-8 bytes of real Encoding.UTF8: lone surrogates become U+FFFD.
[[nodiscard]] std::string toStrictUtf8(std::string_view text);
/// Decodes bytes as Encoding.UTF8.GetString does (invalid sequences become U+FFFD).
[[nodiscard]] std::string fromUtf8Bytes(std::string_view bytes);
[[nodiscard]] bool isWhiteSpace(char16_t unit);
/// string.Trim() of white space.
[[nodiscard]] std::string_view trimWhiteSpace(std::string_view text, bool start = true, bool end = true);
[[nodiscard]] std::string toUpperInvariant(std::string_view text);
[[nodiscard]] std::string toLowerInvariant(std::string_view text);
[[nodiscard]] bool equalsOrdinalIgnoreCase(std::string_view left, std::string_view right);
[[nodiscard]] int compareOrdinal(std::string_view left, std::string_view right);
[[nodiscard]] int compareOrdinalIgnoreCase(std::string_view left, std::string_view right);
/// Culture-aware order of the invariant culture (a < A < b < B).
[[nodiscard]] int compareCulture(std::string_view left, std::string_view right, bool ignoreCase);

}  // namespace mgc::expression
