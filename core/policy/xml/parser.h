#pragma once
#include "base/diagnostic.h"
#include "policy/xml/syntax_tree.h"

namespace mgc::policy::xml {

/// Reads the text once, front to back, without recursion. Reports every problem it can and still gives a tree: an element that is not
/// closed ends where its parent ends, a damaged attribute ends where the next one plausibly begins.
[[nodiscard]] SyntaxTree parseTree(SourceText source, Diagnostics& problems);

}  // namespace mgc::policy::xml
