#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "policy/xml/expression_scanner.h"

namespace mgc::policy::xml {

/// A stretch of an attribute value or element text that is one expression or none.
struct TextPart {
    std::string_view text;
    std::size_t offset = 0;  ///< in the text that was split
    bool isExpression = false;
};

struct TextParts {
    std::vector<TextPart> parts;
    /// Not matched: the text starts with an expression that is not closed; `parts` is empty then.
    ExpressionMatch start{true, 0, 0, {}};
};

/// Splits a value (entities already resolved) into literals and expressions. "@{ }" is an expression at the start only (white space
/// apart), as the XSD's pattern has it; "@( )" also within text, as published policies write it in addresses and messages. What looks
/// like an expression within text but is not closed is text. White space around a single expression does not count.
[[nodiscard]] TextParts splitExpressions(std::string_view text);

}  // namespace mgc::policy::xml
