#include "policy/model/text_origin.h"

#include <algorithm>

namespace mgc::policy {

SourcePosition advanced(SourcePosition start, std::string_view passed) {
    for (const char c : passed) {
        ++start.offset;
        if (c == '\n') {
            ++start.line;
            start.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
            ++start.column;
        }
    }
    return start;
}

SourcePosition TextOrigin::position(std::string_view text, std::size_t offset) const {
    if (m_pieces.empty()) return {};
    offset = std::min(offset, text.size());
    const auto next =
        std::upper_bound(m_pieces.begin(), m_pieces.end(), offset, [](std::size_t at, const Piece& piece) { return at < piece.begin; });
    const Piece& piece = next == m_pieces.begin() ? m_pieces.front() : *(next - 1);
    if (piece.replacement) return piece.position;
    return advanced(piece.position, text.substr(piece.begin, offset - piece.begin));
}

}  // namespace mgc::policy
