#pragma once
#include "expression/eval/node.h"

namespace mgc::expression {

/// A statement that does nothing.
[[nodiscard]] inline StatementPtr nothing() {
    return makeStatementNode([](Frame&) { return Flow::Next; });
}

}  // namespace mgc::expression
