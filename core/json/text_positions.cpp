#include "json/text_positions.h"

#include <algorithm>
#include <utility>

namespace mgc::json {

SourcePosition positionAt(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    SourcePosition position{1, 1, offset};
    std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (; at < offset; ++at) {
        const char character = text[at];
        const bool lineEnd = character == '\n' || (character == '\r' && (at + 1 >= text.size() || text[at + 1] != '\n'));
        if (lineEnd) {
            ++position.line;
            position.column = 1;
        } else if ((static_cast<unsigned char>(character) & 0xC0U) != 0x80U && character != '\r') {
            ++position.column;
        }
    }
    return position;
}

SourceRange rangeAt(std::string file, std::string_view text, std::size_t begin, std::size_t end) {
    return {std::move(file), positionAt(text, begin), positionAt(text, std::max(begin, end))};
}

}  // namespace mgc::json
