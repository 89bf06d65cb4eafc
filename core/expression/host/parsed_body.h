#pragma once
#include "expression/value.h"

namespace mgc::expression {

/// What As<T>() has already made of a body text. The token tree is shared (JTokenObject::isShared on its root): expressions that may
/// change a JToken get a copy.
struct ParsedBody {
    Value token;
    Value text;
};

}  // namespace mgc::expression
