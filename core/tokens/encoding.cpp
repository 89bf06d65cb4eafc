#include "tokens/encoding.h"

#include <algorithm>
#include <utility>

#include "tokens/byte_pair_merge.h"
#include "tokens/characters.h"
#include "tokens/splitter.h"
#include "tokens/utf8.h"

namespace mgc::tokens {

using vocabulary::Vocabulary;

const Encoding& Encoding::of(EncodingName name) {
    static const Encoding o200kBase(Vocabulary::o200kBase(), &firstPieceO200k);
    static const Encoding cl100kBase(Vocabulary::cl100kBase(), &firstPieceCl100k);
    return name == EncodingName::Cl100kBase ? cl100kBase : o200kBase;
}

template <class Sink>
void Encoding::visit(std::string_view text, Sink sink) const {
    const CharacterReader reader;
    BytePairMerge merge(m_vocabulary);
    std::vector<std::uint32_t> ends;
    const void* raw = text.data();
    const auto* at = static_cast<const std::uint8_t*>(raw);
    const auto* const end = at + text.size();
    std::size_t offset = 0;
    while (at != end) {
        const std::size_t whole = m_firstPiece(reader, at, end);
        for (std::size_t done = 0; done < whole;) {
            const auto piece = text.substr(offset + done, std::min(whole - done, BytePairMerge::maximumPiece));
            done += piece.size();
            if (piece.size() == 1 || m_vocabulary.rank(piece) != Vocabulary::noRank) {
                sink(piece);
                continue;
            }
            ends.clear();
            merge.run(piece, ends);
            std::uint32_t start = 0;
            for (const auto stop : ends) {
                sink(piece.substr(start, stop - start));
                start = stop;
            }
        }
        at += whole;
        offset += whole;
    }
}

std::size_t Encoding::count(std::string_view text) const {
    if (!isValidUtf8(text)) return count(withReplacements(text));
    std::size_t tokens = 0;
    visit(text, [&tokens](std::string_view) { ++tokens; });
    return tokens;
}

std::vector<std::uint32_t> Encoding::encode(std::string_view text) const {
    if (!isValidUtf8(text)) return encode(withReplacements(text));
    std::vector<std::uint32_t> ids;
    visit(text, [&](std::string_view token) { ids.push_back(m_vocabulary.rank(token)); });
    return ids;
}

std::vector<Encoding::Piece> Encoding::pieces(std::string_view text) const {
    if (!isValidUtf8(text)) return pieces(withReplacements(text));
    std::vector<Piece> out;
    Piece open{"", 0};
    visit(text, [&](std::string_view token) {
        open.text += token;
        ++open.tokens;
        // The text is valid as a whole, so a piece is whole exactly when its last character is.
        std::size_t tail = 1;
        while (tail < open.text.size() && tail < 4 && (static_cast<std::uint8_t>(open.text[open.text.size() - tail]) & 0xC0u) == 0x80u)
            ++tail;
        const auto lead = static_cast<std::uint8_t>(open.text[open.text.size() - tail]);
        const std::size_t needed = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (tail >= needed) out.push_back(std::exchange(open, Piece{"", 0}));
    });
    if (open.tokens > 0) out.push_back(std::move(open));
    return out;
}

}  // namespace mgc::tokens
