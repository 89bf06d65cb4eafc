#pragma once
// Short names for the implementations in this folder.
#include <string>
#include <string_view>
#include <vector>

#include "expression/eval/call.h"
#include "expression/eval/node.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"
#include "expression/types/type_descriptor.h"

namespace mgc::expression {

[[nodiscard]] inline Value boxed(bool value) { return Value::boolean(value); }
[[nodiscard]] inline Value number(std::int64_t value) { return Value::int32(static_cast<std::int32_t>(value)); }
[[nodiscard]] inline Value textOf(std::string_view value) { return Value::text(value); }
/// A text, or null for an empty optional-like pointer.
[[nodiscard]] inline Value list(const Type* element, std::vector<Value> items) { return Value::object(new ListObject(types().generic("List", {element}), std::move(items))); }
[[nodiscard]] inline Value enumValue(std::string_view type, std::int64_t value) { return Value::enumeration(types().named(type)->id, value); }

}  // namespace mgc::expression

#define MGC_TYPE(name, function)                                  \
    const TypeDescriptor& name##_descriptor() {                   \
        static const TypeDescriptor descriptor{function};         \
        return descriptor;                                        \
    }
