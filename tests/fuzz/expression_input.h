#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace mgc::fuzz {

/// The expression that an input stands for: as it is if it begins with @( or @{, else in "@(" ... ")" or, after a '{', in "@{" ... "}".
[[nodiscard]] inline std::string expressionOf(const std::uint8_t* data, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(data), size);
    if (text.size() >= 2 && text[0] == '@' && (text[1] == '(' || text[1] == '{')) return text;
    if (!text.empty() && text[0] == '{') return "@" + text + "}";
    return "@(" + text + ")";
}

}  // namespace mgc::fuzz
