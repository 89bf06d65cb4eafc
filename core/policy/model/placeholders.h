#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace mgc::policy {

/// A part of a text that some tool was to fill in before.
struct Placeholder {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view text;    ///< as written, braces included
    bool namedValue = false;  ///< "{{name}}"
};

/// What else may stand in braces at this place.
enum class Braces {
    Tokens,       ///< nothing: {x} is a token
    UrlTemplate,  ///< {x} is a template parameter (rewrite-uri)
    Free          ///< code or a body: {x} means itself, only ${x} in texts is not taken for one either
};

/// "RETRY_COUNT": a name that a script replaces.
[[nodiscard]] bool isScriptToken(std::string_view word);
/// A word in place of a value of another type: a script's token, or what a docs page writes for "your number here": the attribute's
/// unit ("seconds"), "number", "integer".
[[nodiscard]] bool isFillInWord(std::string_view value, std::string_view unit);

/// Finds {{name}}, {name}, ${name} and __name__ in a text.
[[nodiscard]] std::vector<Placeholder> findPlaceholders(std::string_view text, Braces braces);

}  // namespace mgc::policy
