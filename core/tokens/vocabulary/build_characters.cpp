// build_characters OUT: writes the class of every Unicode character (table.h), taken from ICU. Runs at build.
#include <unicode/uchar.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tokens/vocabulary/table.h"

using mgc::tokens::vocabulary::CharacterClass;

namespace {

CharacterClass classOf(UChar32 c) {
    if (c == '\r' || c == '\n') return CharacterClass::LineBreak;
    if (u_isUWhiteSpace(c)) return CharacterClass::Space;
    switch (u_charType(c)) {
        case U_UPPERCASE_LETTER:
        case U_TITLECASE_LETTER:
            return CharacterClass::UpperLetter;
        case U_LOWERCASE_LETTER:
            return CharacterClass::LowerLetter;
        case U_MODIFIER_LETTER:
        case U_OTHER_LETTER:
            return CharacterClass::OtherLetter;
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_COMBINING_SPACING_MARK:
            return CharacterClass::Mark;
        case U_DECIMAL_DIGIT_NUMBER:
        case U_LETTER_NUMBER:
        case U_OTHER_NUMBER:
            return CharacterClass::Number;
        default:
            return CharacterClass::Other;
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 1;
    std::string index;
    std::string blocks;
    std::map<std::string, unsigned> known;
    for (UChar32 first = 0; first < 0x110000; first += 256) {
        std::string block;
        for (UChar32 c = first; c < first + 256; ++c) block += static_cast<char>(classOf(c));
        const auto [entry, added] = known.emplace(block, static_cast<unsigned>(known.size()));
        if (added) blocks += block;
        if (entry->second > 255) {
            std::fprintf(stderr, "build_characters: more than 256 different blocks; the table's index needs wider entries\n");
            return 1;
        }
        index += static_cast<char>(entry->second);
    }
    std::ofstream out(argv[1], std::ios::binary | std::ios::trunc);
    out << index << blocks;
    out.flush();
    return out ? 0 : 1;
}
