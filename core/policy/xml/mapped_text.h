#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mgc::policy::xml {

/// A text that was made from a document by resolving entities, line ends and named values, and that still knows for every byte where
/// it came from.
class MappedText {
public:
    struct Piece {
        std::uint32_t begin = 0;   ///< in the text
        std::uint32_t source = 0;  ///< in the document
        bool replacement = false;  ///< all of it comes from one place
    };
    /// Bytes that stand in the document as they are, from `sourceOffset` on.
    void append(std::string_view bytes, std::size_t sourceOffset) { add(bytes, sourceOffset, false); }
    /// Bytes that all come from one place (the value of an entity or a named value).
    void appendReplacement(std::string_view bytes, std::size_t sourceOffset) { add(bytes, sourceOffset, true); }
    /// A part of another mapped text, with its origin.
    void appendPart(const MappedText& other, std::size_t begin, std::size_t end);

    [[nodiscard]] const std::vector<Piece>& pieces() const { return m_pieces; }
    [[nodiscard]] const std::string& text() const { return m_text; }
    /// Offset in the document of the byte at `offset`; the end maps to behind the last byte's origin.
    [[nodiscard]] std::size_t sourceOffset(std::size_t offset) const;

private:
    void add(std::string_view bytes, std::size_t sourceOffset, bool replacement);
    [[nodiscard]] const Piece& pieceAt(std::size_t offset) const;

    std::string m_text;
    std::vector<Piece> m_pieces;
};

}  // namespace mgc::policy::xml
