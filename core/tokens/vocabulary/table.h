#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

// The layout of the embedded tables, shared by the build tools that write them and the code that reads them in place.
// All numbers are little-endian 32-bit words; the tools refuse to run elsewhere.
namespace mgc::tokens::vocabulary {

/// Vocabulary file: header, `slots` words of hash table, `tokens`+1 words of offsets, then the tokens' bytes in the order of rank.
struct Header {
    std::uint32_t magic;
    std::uint32_t tokens;    ///< number of tokens; a token's rank is its id
    std::uint32_t slotBits;  ///< the hash table has 2^slotBits slots, linear probing
    std::uint32_t longest;   ///< bytes of the longest token
};
inline constexpr std::uint32_t magic = 0x3156474D;  // "MGV1"

/// A slot holds the rank in its low 18 bits and 14 bits of the hash above, so that most mismatches are seen without a look at the bytes.
inline constexpr std::uint32_t rankBits = 18;
inline constexpr std::uint32_t rankMask = (1u << rankBits) - 1;
inline constexpr std::uint32_t emptySlot = 0xFFFFFFFFu;

/// Multiply-and-fold hash of a short byte string; fast for the few bytes that tokens have.
inline std::uint64_t hashOf(std::string_view bytes) {
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15ull;
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    std::uint64_t hash = left * factor;
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * 0xD6E8FEB86659FD93ull;
        hash ^= hash >> 32;
    };
    while (left >= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        mix(word);
        at += 8;
        left -= 8;
    }
    if (left > 0) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, left);
        mix(word);
    }
    return hash * factor;
}
inline std::uint32_t slotTag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 50) << rankBits; }

/// Classes of characters that the split patterns of both vocabularies tell apart; a character has one class.
enum class CharacterClass : std::uint8_t {
    Other,        ///< neither letter, mark, number nor space
    UpperLetter,  ///< Lu, Lt
    LowerLetter,  ///< Ll
    OtherLetter,  ///< Lm, Lo
    Mark,         ///< M
    Number,       ///< N
    Space,        ///< White_Space without CR and LF
    LineBreak,    ///< CR, LF
};
/// Character file: one byte per block of 256 code points with the block's index, then blocks of 256 classes of one byte.
inline constexpr std::uint32_t characterBlocks = 0x110000 / 256;

}  // namespace mgc::tokens::vocabulary
