#pragma once
#include <string>
#include <string_view>

namespace mgc::policies {

/// Standard alphabet with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace mgc::policies
