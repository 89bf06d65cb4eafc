#include "policies/support/content_safety/windows.h"

#include <algorithm>

namespace mgc::policies {

namespace {
constexpr std::size_t mostWindows = 10'000;

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Offset `characters` code points behind `from`, at most the end.
std::size_t forward(std::string_view text, std::size_t from, std::size_t characters) {
    while (characters > 0 && from < text.size()) {
        ++from;
        while (from < text.size() && continues(text[from])) ++from;
        --characters;
    }
    return from;
}
std::size_t backward(std::string_view text, std::size_t from, std::size_t characters) {
    while (characters > 0 && from > 0) {
        --from;
        while (from > 0 && continues(text[from])) --from;
        --characters;
    }
    return from;
}
}  // namespace

std::vector<std::string_view> textWindows(std::string_view text, std::size_t size, std::size_t overlap) {
    if (size == 0) return {text};
    const std::size_t shared = std::min(overlap, size - 1);
    std::vector<std::string_view> windows;
    std::size_t begin = 0;
    while (windows.size() < mostWindows) {
        const std::size_t end = forward(text, begin, size);
        windows.push_back(text.substr(begin, end - begin));
        if (end == text.size()) break;
        begin = backward(text, end, shared);
    }
    return windows;
}

}  // namespace mgc::policies
