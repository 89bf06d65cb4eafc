#pragma once
#include <cstdint>

#include "tokens/vocabulary/embedded.h"

namespace mgc::tokens {

using vocabulary::CharacterClass;

struct Character {
    CharacterClass kind = CharacterClass::Other;
    std::uint32_t bytes = 1;
};

/// Reads characters of text that is known to be valid UTF-8.
class CharacterReader {
public:
    CharacterReader() : m_table(vocabulary::characterTable()) {}
    [[nodiscard]] Character at(const std::uint8_t* p) const {
        const std::uint8_t lead = *p;
        if (lead < 0x80) return {kindOf(lead), 1};
        if (lead < 0xE0) return {kindOf((lead & 0x1Fu) << 6 | (p[1] & 0x3Fu)), 2};
        if (lead < 0xF0) return {kindOf((lead & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu)), 3};
        return {kindOf((lead & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu)), 4};
    }

private:
    [[nodiscard]] CharacterClass kindOf(std::uint32_t code) const {
        const std::uint8_t* blocks = m_table + vocabulary::characterBlocks;
        return static_cast<CharacterClass>(blocks[m_table[code >> 8] * 256u + (code & 0xFF)]);
    }
    const std::uint8_t* m_table;
};

}  // namespace mgc::tokens
