#include "embeddings/sentence_tokenizer.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstring>

namespace mgc::embeddings {

namespace {

constexpr std::size_t longestText = 8192;
constexpr std::size_t longestBytes = 4 * longestText;
constexpr std::string_view separator = "\xE2\x96\x81";

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The normalized text with a separator before it and for every blank.
std::string prepared(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKCInstance(status);
    const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    icu::UnicodeString normalized = U_SUCCESS(status) ? normalizer->normalize(source, status) : source;
    std::string bytes;
    normalized.toUTF8String(bytes);
    if (bytes.empty()) return bytes;
    std::string out(separator);
    for (const char c : bytes) {
        if (c == ' ')
            out += separator;
        else
            out += c;
    }
    return out;
}

}  // namespace

SentenceTokenizer::SentenceTokenizer(const char* table, std::size_t bytes) {
    const char* at = table;
    const char* end = table + bytes;
    while (end - at >= 10) {
        Piece piece;
        std::uint16_t length = 0;
        std::memcpy(&piece.score, at, sizeof piece.score);
        std::memcpy(&length, at + 8, sizeof length);
        at += 10;
        if (end - at < length) break;
        const std::string_view text(at, length);
        at += length;
        const auto characters = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
        piece.id = static_cast<int>(m_lengths.size());
        if (m_lengths.size() >= reserved) {
            m_pieces.insert_or_assign(text, piece);  // of equal pieces the last one counts
            m_longest = std::max(m_longest, characters);
        }
        m_lengths.push_back(static_cast<std::uint16_t>(characters));
    }
}

SentenceTokenizer::Tokens SentenceTokenizer::encode(std::string_view text) const {
    std::string_view cut = text.substr(0, longestBytes);
    while (!cut.empty() && cut.size() < text.size() && continues(text[cut.size()])) cut.remove_suffix(1);
    const std::string bytes = prepared(cut);
    std::vector<std::size_t> starts;  // of each character, and the end
    for (std::size_t i = 0; i < bytes.size() && starts.size() < longestText; ++i)
        if (!continues(bytes[i])) starts.push_back(i);
    const std::size_t count = starts.size();
    starts.push_back(bytes.size());

    // Best segmentation up to each end, candidates by ascending start. A score of 0 means "none yet", as in the package.
    std::vector<double> best(count + 1, 0.0);
    std::vector<int> words(count + 1, 0);
    for (std::size_t end = 1; end <= count; ++end) {
        const std::size_t first = end > m_longest ? end - m_longest : 0;
        for (std::size_t start = first; start < end; ++start) {
            const auto found = m_pieces.find(std::string_view(bytes).substr(starts[start], starts[end] - starts[start]));
            Piece piece;
            if (found != m_pieces.end()) {
                piece = found->second;
            } else {
                // An unknown character stands for itself only where no piece begins.
                if (start + 1 != end) continue;
                bool begins = false;
                for (std::size_t other = start + 2; other <= std::min(count, start + m_longest) && !begins; ++other)
                    begins = m_pieces.contains(std::string_view(bytes).substr(starts[start], starts[other] - starts[start]));
                if (begins) continue;
            }
            const double score = piece.score + best[start];
            if (best[end] == 0 || score >= best[end]) {
                best[end] = score;
                words[end] = piece.id;
            }
        }
    }
    Tokens tokens;
    tokens.characters = count;
    std::vector<int> reversed;
    bool unknownBefore = false;
    for (std::size_t at = count; at > 0;) {
        const int id = words[at];
        if (id == 0) ++tokens.unknown;
        if (!(unknownBefore && id == 0)) reversed.push_back(id);
        unknownBefore = id == 0;
        at -= std::min<std::size_t>(at, std::max<std::size_t>(1, m_lengths.empty() ? 1 : m_lengths[static_cast<std::size_t>(id)]));
    }
    tokens.ids.assign(reversed.rbegin(), reversed.rend());
    return tokens;
}

}  // namespace mgc::embeddings
