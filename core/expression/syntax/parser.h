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

/// Parses "@(expr)" or "@{statements}" (white space around it is allowed). Faults go to `findings`; what could be read is returned,
/// so that the checker can still answer questions about the rest. Nesting deeper than 250 is an error.
[[nodiscard]] ParsedExpression parseExpression(std::string_view source, Findings& findings);

}  // namespace mgc::expression
