#include "policy/xml/mapped_text.h"

#include <algorithm>

namespace mgc::policy::xml {

void MappedText::add(std::string_view bytes, std::size_t sourceOffset, bool replacement) {
    if (bytes.empty()) return;
    const bool continues = !replacement && !m_pieces.empty() && !m_pieces.back().replacement &&
                           m_pieces.back().source + (m_text.size() - m_pieces.back().begin) == sourceOffset;
    if (!continues) m_pieces.push_back({static_cast<std::uint32_t>(m_text.size()), static_cast<std::uint32_t>(sourceOffset), replacement});
    m_text += bytes;
}

const MappedText::Piece& MappedText::pieceAt(std::size_t offset) const {
    const auto next =
        std::upper_bound(m_pieces.begin(), m_pieces.end(), offset, [](std::size_t at, const Piece& piece) { return at < piece.begin; });
    return next == m_pieces.begin() ? m_pieces.front() : *(next - 1);
}

void MappedText::appendPart(const MappedText& other, std::size_t begin, std::size_t end) {
    while (begin < end) {
        const Piece& piece = other.pieceAt(begin);
        const auto index = static_cast<std::size_t>(&piece - other.m_pieces.data());
        const std::size_t pieceEnd = index + 1 < other.m_pieces.size() ? other.m_pieces[index + 1].begin : other.m_text.size();
        const std::size_t stop = std::min(end, pieceEnd);
        const std::size_t source = piece.replacement ? piece.source : piece.source + (begin - piece.begin);
        add(std::string_view(other.m_text).substr(begin, stop - begin), source, piece.replacement);
        begin = stop;
    }
}

std::size_t MappedText::sourceOffset(std::size_t offset) const {
    if (m_pieces.empty()) return 0;
    const Piece& piece = pieceAt(offset);
    return piece.replacement ? piece.source : piece.source + (offset - piece.begin);
}

}  // namespace mgc::policy::xml
