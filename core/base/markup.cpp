#include "base/markup.h"

#include <algorithm>

namespace mgc {

std::string withReferences(std::string_view text, std::initializer_list<CharacterReference> references) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        const auto* found = std::find_if(references.begin(), references.end(), [c](const auto& each) { return each.character == c; });
        if (found == references.end())
            out += c;
        else
            out += found->text;
    }
    return out;
}

}  // namespace mgc
