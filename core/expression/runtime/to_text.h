#pragma once
#include <string>
#include <string_view>

#include "expression/value.h"

namespace mgc::expression {

/// value.ToString() in the invariant culture; null is "".
[[nodiscard]] std::string toText(const Value& value);
/// IFormattable.ToString(format) where the type has it, else ToString(). FormatException for a bad format.
[[nodiscard]] std::string toText(const Value& value, std::string_view format);
/// string.Format: "{index[,alignment][:format]}", "{{", "}}".
[[nodiscard]] std::string formatComposite(std::string_view format, const Value* arguments, std::size_t count);
/// Pads to |alignment| UTF-16 units, left-aligned when negative.
[[nodiscard]] std::string aligned(std::string text, std::int64_t alignment);

}  // namespace mgc::expression
