#pragma once
#include <string>

#include "expression/runtime/collections.h"
#include "expression/runtime/text.h"

namespace mgc::expression {

/// The text that a char[] spells.
[[nodiscard]] inline std::string charText(const Value& array) {
    std::u16string units;
    for (const auto& item : toVector(array, "chars")) units += static_cast<char16_t>(item.bits());
    return toUtf8(units);
}

}  // namespace mgc::expression
