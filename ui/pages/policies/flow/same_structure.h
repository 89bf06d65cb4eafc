#pragma once
#include "policy/xml/document.h"

namespace mgc::ui {

/// The documents have the same elements in the same order, so that a node's number means the same in both; attributes and text may
/// differ. Comments have to be equal: a switched-off policy is one. Costs one look at every node.
[[nodiscard]] bool sameStructure(const policy::xml::Document& before, const policy::xml::Document& after);

}  // namespace mgc::ui
