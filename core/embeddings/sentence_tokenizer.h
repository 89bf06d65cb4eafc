#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mgc::embeddings {

/// SentencePiece unigram tokenizer of the Universal Sentence Encoder lite: NFKC, blanks as U+2581, then the segmentation with the best
/// sum of scores. Follows the package's own tokenizer to the token, ties and unknown characters included.
class SentenceTokenizer {
public:
    /// `table` as core/embeddings/model/build_model.cpp writes it: per piece a double (score), a 16-bit length and the UTF-8 bytes.
    SentenceTokenizer(const char* table, std::size_t bytes);

    struct Tokens {
        std::vector<int> ids;        ///< 0: unknown; neighbouring unknowns are one
        std::size_t characters = 0;  ///< of the normalized text
        std::size_t unknown = 0;     ///< characters that no piece covers
    };
    /// Looks at the first 8,192 characters: many times what the encoder reads.
    [[nodiscard]] Tokens encode(std::string_view text) const;
    [[nodiscard]] std::size_t pieces() const { return m_lengths.size(); }

private:
    static constexpr std::size_t reserved = 6;  ///< pieces that are never found in a text
    struct Piece {
        int id = 0;
        double score = 0;
    };
    std::unordered_map<std::string_view, Piece> m_pieces;  // views into the table
    std::vector<std::uint16_t> m_lengths;                  ///< characters of each piece
    std::size_t m_longest = 1;                             ///< characters of the longest piece
};

}  // namespace mgc::embeddings
