#pragma once
#include <cstddef>
#include <string_view>

#include "base/source_range.h"

namespace mgc::simulator {

[[nodiscard]] SourcePosition positionAt(std::string_view text, std::size_t offset);
/// Where the value at `pointer` (RFC 6901) begins in a valid JSON text; its nearest existing parent where it does not exist.
[[nodiscard]] SourcePosition positionOf(std::string_view json, std::string_view pointer);
/// Deepest nesting of arrays and objects in a JSON text, valid or not: hostile depth is refused before a recursive reader sees it.
[[nodiscard]] int nestingOf(std::string_view json);

}  // namespace mgc::simulator
