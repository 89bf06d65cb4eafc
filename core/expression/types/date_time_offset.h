#pragma once
#include <cstdint>

#include "expression/value.h"

namespace mgc::expression {

/// A DateTimeOffset from local ticks and offset in ticks; .NET's exceptions for what is out of range.
[[nodiscard]] Value makeDateTimeOffset(std::int64_t local, std::int64_t offset);
/// Ticks in UTC of a DateTimeOffset value.
[[nodiscard]] std::int64_t utcTicksOf(const Value& value);

}  // namespace mgc::expression
