#pragma once
#include <string>

#include "expression/runtime/collections.h"
#include "expression/types/natives.h"

namespace mgc::expression {

/// == != < > <= >= of a type whose values compareValues() orders.
inline void comparison(TypeBuilder& t, const std::string& type) {
    const auto add = [&](const char* op, Native function) {
        t.method(keep("static bool operator " + std::string(op) + "(" + type + " a, " + type + " b)"), function);
    };
    add("==", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); });
    add("!=", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
    add("<", [](Call& c) { return boxed(compareValues(c[0], c[1]) < 0); });
    add(">", [](Call& c) { return boxed(compareValues(c[0], c[1]) > 0); });
    add("<=", [](Call& c) { return boxed(compareValues(c[0], c[1]) <= 0); });
    add(">=", [](Call& c) { return boxed(compareValues(c[0], c[1]) >= 0); });
}

}  // namespace mgc::expression
