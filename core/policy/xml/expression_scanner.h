#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "policy/xml/source_text.h"

namespace mgc::policy::xml {

/// True if "@(" or "@{" stands at `at`.
[[nodiscard]] constexpr bool startsExpression(std::string_view text, std::size_t at) {
    return at + 1 < text.size() && text[at] == '@' && (text[at + 1] == '(' || text[at + 1] == '{');
}

struct ExpressionMatch {
    bool matched = false;
    std::size_t end = 0;            ///< past the closing bracket; where the scan stopped if there is none
    std::size_t problemOffset = 0;  ///< not matched: the bracket, quote or character that is to blame
    std::string_view problem = {};  ///< not matched: one sentence
};

/// Finds the bracket that closes the policy expression at `at` by lexing C#: regular, verbatim and interpolated strings, characters
/// and comments. Quotes, "<" and "&" may stand raw or as entities; a string that an entity opens is closed by an entity only.
/// At most 1 MiB long and 200 brackets deep.
/// `literals`, if given, receives the insides of the strings that raw quotes delimit.
[[nodiscard]] ExpressionMatch matchExpression(std::string_view text, std::size_t at, std::vector<Span>* literals = nullptr);

}  // namespace mgc::policy::xml
