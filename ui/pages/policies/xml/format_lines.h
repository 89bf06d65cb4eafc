#pragma once
#include "policy/edit/change.h"

namespace mgc::ui {

/// The lines `from` to `to` (from 0) with their tags indented by their nesting, in the step that the document uses. Lines that begin with
/// text or inside of an expression stay as the author wrote them. The document has to be well-formed.
[[nodiscard]] policy::edit::Change formattedLines(const policy::xml::Document& document, int from, int to);

}  // namespace mgc::ui
