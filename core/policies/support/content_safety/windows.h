#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace mgc::policies {

/// Cuts UTF-8 text into windows of `size` characters (code points), each beginning `overlap` characters before the end of the one
/// before it. Size 0: the whole text is one window. An overlap of `size` or more counts as size - 1. At most 10,000 windows.
[[nodiscard]] std::vector<std::string_view> textWindows(std::string_view text, std::size_t size, std::size_t overlap);

}  // namespace mgc::policies
