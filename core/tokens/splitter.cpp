#include "tokens/splitter.h"

namespace mgc::tokens {

namespace {

using enum CharacterClass;
using Pointer = const std::uint8_t*;

bool isLetter(CharacterClass kind) { return kind == UpperLetter || kind == LowerLetter || kind == OtherLetter; }
/// [^\r\n\p{L}\p{N}]: what may stand before a word.
bool isPrefix(CharacterClass kind) { return kind == Other || kind == Mark || kind == Space; }
/// [^\s\p{L}\p{N}]
bool isSymbol(CharacterClass kind) { return kind == Other || kind == Mark; }
bool isSpace(CharacterClass kind) { return kind == Space || kind == LineBreak; }

/// (?i:'s|'t|'re|'ve|'m|'ll|'d): bytes of the contraction at `p`, or 0. Case folding makes U+017F (long s) an s.
std::size_t contraction(Pointer p, Pointer end) {
    if (end - p < 2 || *p != '\'') return 0;
    const auto lower = [](std::uint8_t c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); };
    const char first = lower(p[1]);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') return 2;
    if (end - p < 3) return 0;
    if (p[1] == 0xC5 && p[2] == 0xBF) return 3;
    const char second = lower(p[2]);
    return (first == 'l' && second == 'l') || ((first == 'v' || first == 'r') && second == 'e') ? 3 : 0;
}

/// \p{N}{1,3}
std::size_t numbers(const CharacterReader& read, Pointer begin, Pointer end) {
    Pointer p = begin;
    for (int count = 0; count < 3 && p != end; ++count) {
        const auto next = read.at(p);
        if (next.kind != Number) break;
        p += next.bytes;
    }
    return static_cast<std::size_t>(p - begin);
}

/// " ?[^\s\p{L}\p{N}]+[\r\n]*" and, for o200k, "/" among the trailing line breaks. 0 where it does not match.
std::size_t symbols(const CharacterReader& read, Pointer begin, Pointer end, bool slashEnds) {
    Pointer p = begin;
    if (*p == ' ') ++p;
    const Pointer start = p;
    while (p != end) {
        const auto next = read.at(p);
        if (!isSymbol(next.kind)) break;
        p += next.bytes;
    }
    if (p == start) return 0;
    while (p != end && (*p == '\r' || *p == '\n' || (slashEnds && *p == '/'))) ++p;
    return static_cast<std::size_t>(p - begin);
}

/// \s*[\r\n]+|\s+(?!\S)|\s+ on text that begins with white space.
std::size_t spaces(const CharacterReader& read, Pointer begin, Pointer end) {
    Pointer p = begin;
    Pointer afterBreak = nullptr;
    Pointer last = begin;
    while (p != end) {
        const auto next = read.at(p);
        if (!isSpace(next.kind)) break;
        last = p;
        p += next.bytes;
        if (next.kind == LineBreak) afterBreak = p;
    }
    if (afterBreak) return static_cast<std::size_t>(afterBreak - begin);
    if (p != end && last != begin) p = last;  // the last space goes with the word that follows
    return static_cast<std::size_t>(p - begin);
}

/// The two word alternatives of o200k without their prefix: upper/other letters and marks, then lower/other letters and marks. 0: no match.
/// `markAlone` tells that the match came from the second alternative only, which a mark before the word would have beaten.
struct Word {
    std::size_t bytes = 0;
    bool upperOnly = false;
};
Word wordO200k(const CharacterReader& read, Pointer begin, Pointer end) {
    Pointer p = begin;
    Pointer afterShared = nullptr;  // after the last character that both halves accept
    while (p != end) {
        const auto next = read.at(p);
        if (next.kind != UpperLetter && next.kind != OtherLetter && next.kind != Mark) break;
        p += next.bytes;
        if (next.kind != UpperLetter) afterShared = p;
    }
    if (p != end && read.at(p).kind == LowerLetter) {
        while (p != end) {
            const auto next = read.at(p);
            if (next.kind != LowerLetter && next.kind != OtherLetter && next.kind != Mark) break;
            p += next.bytes;
        }
        return {static_cast<std::size_t>(p - begin), false};
    }
    if (afterShared) return {static_cast<std::size_t>(afterShared - begin), false};
    return {static_cast<std::size_t>(p - begin), true};
}

}  // namespace

std::size_t firstPieceO200k(const CharacterReader& read, Pointer begin, Pointer end) {
    const auto first = read.at(begin);
    if (first.kind == Number) return numbers(read, begin, end);
    if (isLetter(first.kind) || isPrefix(first.kind)) {
        const std::size_t prefix = isLetter(first.kind) ? 0 : first.bytes;
        auto word = wordO200k(read, begin + prefix, end);
        std::size_t length = word.bytes == 0 ? 0 : prefix + word.bytes;
        // A mark is itself a word of the first alternative, which is tried before "mark + capitals" of the second.
        if (first.kind == Mark && (length == 0 || word.upperOnly)) length = first.bytes;
        if (length > 0) return length + contraction(begin + length, end);
    }
    if (const auto length = symbols(read, begin, end, true)) return length;
    return spaces(read, begin, end);
}

std::size_t firstPieceCl100k(const CharacterReader& read, Pointer begin, Pointer end) {
    if (const auto length = contraction(begin, end)) return length;
    const auto first = read.at(begin);
    if (first.kind == Number) return numbers(read, begin, end);
    if (isLetter(first.kind) || isPrefix(first.kind)) {
        Pointer p = begin + first.bytes;
        const Pointer word = isLetter(first.kind) ? begin : p;
        while (p != end) {
            const auto next = read.at(p);
            if (!isLetter(next.kind)) break;
            p += next.bytes;
        }
        if (p != word) return static_cast<std::size_t>(p - begin);
    }
    if (const auto length = symbols(read, begin, end, false)) return length;
    return spaces(read, begin, end);
}

}  // namespace mgc::tokens
