#pragma once
#include <string_view>

#include "expression/syntax/findings.h"
#include "expression/syntax/syntax.h"

namespace mgc::expression {

/// The content of one policy expression.
struct ParsedExpression {
    ExprPtr expression;            ///< of "@(...)"
    StmtPtr block;                 ///< of "@{...}"
};

/// Whole: the closing bracket must be there. Partial: the text of an editor, which ends wherever it ends.
enum class Completeness : std::uint8_t { Whole, Partial };

/// Parses "@(expr)" or "@{statements}" (white space around it is allowed). Faults go to `findings`; what could be read is returned,
/// so that the checker can still answer questions about the rest. Nesting deeper than 250 is an error.
[[nodiscard]] ParsedExpression parseExpression(std::string_view source, Findings& findings, Completeness completeness = Completeness::Whole);

}  // namespace mgc::expression
