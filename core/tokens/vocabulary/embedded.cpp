#include "tokens/vocabulary/embedded.h"

// The assembler includes the tables as they are (GNU as and clang's integrated assembler). 64-byte alignment keeps words readable in place.
#define MGC_EMBED(symbol, file)                                                                                    \
    __asm__(".section .rodata\n.balign 64\n.hidden " #symbol "\n.globl " #symbol "\n" #symbol ":\n.incbin \"" file \
            "\"\n.byte 0\n.balign 64\n.text\n");                                                                   \
    extern "C" const char symbol[];

MGC_EMBED(mgcTableO200kBase, MGC_TABLE_FOLDER "/o200k_base.table")
MGC_EMBED(mgcTableCl100kBase, MGC_TABLE_FOLDER "/cl100k_base.table")
MGC_EMBED(mgcTableCharacters, MGC_TABLE_FOLDER "/characters.table")

namespace mgc::tokens::vocabulary {

Vocabulary::Vocabulary(const char* table) {
    Header header;
    std::memcpy(&header, table, sizeof header);
    m_tokens = header.tokens;
    m_longest = header.longest;
    m_slotMask = (std::uint64_t{1} << header.slotBits) - 1;
    const void* slots = table + sizeof header;
    m_slots = static_cast<const std::uint32_t*>(slots);
    m_offsets = m_slots + m_slotMask + 1;
    const void* bytes = m_offsets + m_tokens + 1;
    m_bytes = static_cast<const char*>(bytes);
}

const Vocabulary& Vocabulary::o200kBase() {
    static const Vocabulary vocabulary(mgcTableO200kBase);
    return vocabulary;
}

const Vocabulary& Vocabulary::cl100kBase() {
    static const Vocabulary vocabulary(mgcTableCl100kBase);
    return vocabulary;
}

const std::uint8_t* characterTable() {
    const void* table = mgcTableCharacters;
    return static_cast<const std::uint8_t*>(table);
}

}  // namespace mgc::tokens::vocabulary
