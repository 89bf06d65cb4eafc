#pragma once
#include <string_view>

namespace mgc {

/// True where `text` has `what` in it; an empty `what` is everywhere. Sixteen places at a time are compared in their first and last byte,
/// so that texts full of the first byte (quotes in JSON) cost no more than others.
[[nodiscard]] bool holdsText(std::string_view text, std::string_view what);

}  // namespace mgc
