#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tokens/vocabulary/embedded.h"

namespace mgc::tokens {

enum class EncodingName : std::uint8_t { O200kBase, Cl100kBase };

/// Byte pair encoding under one of OpenAI's published vocabularies. Text that looks like a special token ("<|endoftext|>") is plain text.
/// Stateless and safe from any thread. Invalid UTF-8 counts as its U+FFFD replacements.
class Encoding {
public:
    [[nodiscard]] static const Encoding& of(EncodingName name);

    [[nodiscard]] std::size_t count(std::string_view text) const;
    [[nodiscard]] std::vector<std::uint32_t> encode(std::string_view text) const;
    /// The text of each token in order; tokens that end inside a character are joined with the next, so that every piece is
    /// valid UTF-8. `tokens` gets how many tokens each piece holds.
    struct Piece {
        std::string text;
        std::uint32_t tokens = 1;
    };
    [[nodiscard]] std::vector<Piece> pieces(std::string_view text) const;

private:
    using FirstPiece = std::size_t (*)(const class CharacterReader&, const std::uint8_t*, const std::uint8_t*);
    Encoding(const vocabulary::Vocabulary& vocabulary, FirstPiece firstPiece) : m_vocabulary(vocabulary), m_firstPiece(firstPiece) {}
    /// Calls sink(std::string_view tokenBytes) for every token of valid UTF-8 text.
    template <class Sink>
    void visit(std::string_view text, Sink sink) const;

    const vocabulary::Vocabulary& m_vocabulary;
    FirstPiece m_firstPiece;
};

}  // namespace mgc::tokens
