#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/source_range.h"

namespace mgc::policy {

/// Where the bytes of a text that was read from a document (entities resolved, named values replaced) stood in that document.
class TextOrigin {
public:
    struct Piece {
        std::uint32_t begin = 0;   ///< offset in the text
        SourcePosition position;   ///< of that byte in the document
        bool replacement = false;  ///< the whole piece comes from this one place
    };
    explicit TextOrigin(std::vector<Piece> pieces) : m_pieces(std::move(pieces)) {}

    /// `text` is the text this belongs to.
    [[nodiscard]] SourcePosition position(std::string_view text, std::size_t offset) const;

private:
    std::vector<Piece> m_pieces;
};

/// `start` moved over `passed`: line, column (code points) and offset.
[[nodiscard]] SourcePosition advanced(SourcePosition start, std::string_view passed);

}  // namespace mgc::policy
