#pragma once
// Short names for the implementations in this folder.
#include <string>
#include <string_view>
#include <vector>

#include "expression/eval/call.h"
#include "expression/eval/delegate.h"
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
[[nodiscard]] inline Value list(const Type* element, std::vector<Value> items) {
    return Value::object(new ListObject(types().generic("List", {element}), std::move(items)));
}
/// Bytes of a byte[] parameter; ArgumentNullException for null.
[[nodiscard]] inline std::string& bytes(Call& c, int i) { return *byteContent(c.need(i)); }
/// A declaration put together while the types are described (once, under a lock); declarations live as long as the process.
[[nodiscard]] std::string_view keep(std::string text);
/// From the context's generator where there is one (tests), else from the system's.
[[nodiscard]] std::uint64_t entropy(Call& c);
[[nodiscard]] inline Value enumValue(std::string_view type, std::int64_t value) {
    return Value::enumeration(types().named(type)->id, value);
}

}  // namespace mgc::expression

#define MGC_TYPE(name, function)                          \
    const TypeDescriptor& name##_descriptor() {           \
        static const TypeDescriptor descriptor{function}; \
        return descriptor;                                \
    }
