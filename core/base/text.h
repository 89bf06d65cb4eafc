#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mgc {

/// ASCII-only helpers for protocol text. Text with .NET culture rules lives in core/expression.
[[nodiscard]] bool equalsIgnoreCaseOfOneLength(std::string_view left, std::string_view right);
/// Most names that differ differ in length or in their first letter: no call for those.
[[nodiscard]] inline bool equalsIgnoreCase(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    if (left.empty()) return true;
    constexpr int letterCase = 0x20;
    return ((left.front() ^ right.front()) & ~letterCase) == 0 && equalsIgnoreCaseOfOneLength(left, right);
}
[[nodiscard]] bool startsWithIgnoreCase(std::string_view text, std::string_view prefix);
[[nodiscard]] std::string toLowerAscii(std::string_view text);
/// Without space, tab, CR and LF at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// Whole decimal number, sign allowed, nothing else around it.
[[nodiscard]] std::optional<std::int64_t> toInteger(std::string_view text);
[[nodiscard]] std::string replacedAll(std::string text, std::string_view what, std::string_view with);
/// "%41" decoded; invalid escapes stay as they are. `plusIsSpace` for query strings and forms.
[[nodiscard]] std::string percentDecoded(std::string_view text, bool plusIsSpace = false);
/// RFC 3986 unreserved characters stay, all else becomes %XX.
[[nodiscard]] std::string percentEncoded(std::string_view text);

}  // namespace mgc
