#pragma once
#include <cstddef>
#include <cstdint>

#include "tokens/characters.h"

namespace mgc::tokens {

/// Finds the first piece of valid UTF-8 text as the split pattern of a vocabulary would: one function per pattern, written by hand
/// because a regex engine would cost more than the byte pair merge itself. Never returns 0 for a non-empty text.
/// Source of the patterns: the vocabularies' published `pat_str`; checked against the npm packages in tests/tokens.
[[nodiscard]] std::size_t firstPieceO200k(const CharacterReader& read, const std::uint8_t* begin, const std::uint8_t* end);
[[nodiscard]] std::size_t firstPieceCl100k(const CharacterReader& read, const std::uint8_t* begin, const std::uint8_t* end);

}  // namespace mgc::tokens
