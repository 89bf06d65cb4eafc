#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mgc::policies::liquid {

/// A stop of the reader: what is wrong, and at which byte of the template.
struct SyntaxProblem {
    std::string message;
    std::size_t offset = 0;
};

/// A piece of a template: plain text, {{ output }} or {% tag %}.
struct Segment {
    enum class Kind { Text, Output, Tag };
    Kind kind = Kind::Text;
    std::string_view text;   ///< between the braces, trimmed
    std::size_t offset = 0;  ///< of `text` in the template
};
/// Splits a template; "{%-" and "-%}" strip white space of the text next to them; {% raw %} and {% comment %} stay unread inside.
/// Throws SyntaxProblem for an open brace.
[[nodiscard]] std::vector<Segment> segments(std::string_view text);

/// A word of the markup inside braces.
struct Token {
    enum class Kind { Name, String, Integer, Real, Symbol, End };
    Kind kind = Kind::End;
    std::string text;  ///< of a String its content
    std::size_t offset = 0;
};
/// Throws SyntaxProblem for a string that is not closed.
[[nodiscard]] std::vector<Token> tokens(std::string_view markup, std::size_t offset);

}  // namespace mgc::policies::liquid
