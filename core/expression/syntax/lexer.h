#pragma once
#include <string_view>
#include <vector>

#include "expression/syntax/findings.h"
#include "expression/syntax/token.h"

namespace mgc::expression {

/// Splits C# 7 source (bytes [begin, end) of `source`) into tokens; comments and white space vanish. Faults go to `findings`
/// and become Bad tokens, so the parser can go on. The last token is End.
[[nodiscard]] std::vector<Token> tokenize(std::string_view source, Span range, Findings& findings);
/// True for a word that C# reserves (contextual keywords such as var, from, when are identifiers).
[[nodiscard]] bool isKeyword(std::string_view word);

}  // namespace mgc::expression
