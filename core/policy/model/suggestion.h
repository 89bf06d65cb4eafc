#pragma once
#include <span>
#include <string_view>

namespace mgc::policy {

/// The candidate that `word` was probably meant to be: the same but for case, or a few letters off. Empty if none is near.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace mgc::policy
