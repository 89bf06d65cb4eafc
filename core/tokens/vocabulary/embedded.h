#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "tokens/vocabulary/table.h"

namespace mgc::tokens::vocabulary {

/// A vocabulary read in place from the program image: no start-up work, no heap.
class Vocabulary {
public:
    static const Vocabulary& o200kBase();
    static const Vocabulary& cl100kBase();

    static constexpr std::uint32_t noRank = 0xFFFFFFFFu;
    /// The rank (= id) of the token with exactly these bytes, or noRank.
    [[nodiscard]] std::uint32_t rank(std::string_view bytes) const {
        if (bytes.size() > m_longest || bytes.empty()) return noRank;
        const std::uint64_t hash = hashOf(bytes);
        const std::uint32_t tag = slotTag(hash);
        for (std::uint64_t slot = hash & m_slotMask;; slot = (slot + 1) & m_slotMask) {
            const std::uint32_t entry = m_slots[slot];
            if (entry == emptySlot) return noRank;
            if ((entry & ~rankMask) == tag && token(entry & rankMask) == bytes) return entry & rankMask;
        }
    }
    [[nodiscard]] std::string_view token(std::uint32_t rank) const {
        return {m_bytes + m_offsets[rank], m_offsets[rank + 1] - m_offsets[rank]};
    }
    [[nodiscard]] std::uint32_t size() const { return m_tokens; }

private:
    explicit Vocabulary(const char* table);

    std::uint64_t m_slotMask = 0;
    const std::uint32_t* m_slots = nullptr;
    const std::uint32_t* m_offsets = nullptr;
    const char* m_bytes = nullptr;
    std::uint32_t m_longest = 0;
    std::uint32_t m_tokens = 0;
};

/// The table of build_characters.cpp: characterBlocks index bytes, then blocks.
[[nodiscard]] const std::uint8_t* characterTable();

}  // namespace mgc::tokens::vocabulary
