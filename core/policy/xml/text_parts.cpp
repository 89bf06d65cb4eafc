#include "policy/xml/text_parts.h"

#include "policy/xml/characters.h"

namespace mgc::policy::xml {

TextParts splitExpressions(std::string_view text) {
    TextParts result;
    const auto add = [&](std::size_t begin, std::size_t end, bool isExpression) {
        if (end > begin) result.parts.push_back({text.substr(begin, end - begin), begin, isExpression});
    };
    const std::size_t first = skipBlanks(text, 0);
    std::size_t literal = 0;
    for (std::size_t at = first; at < text.size(); ++at) {
        if (text[at] != '@' || !startsExpression(text, at) || (at != first && text[at + 1] == '{')) continue;
        const auto match = matchExpression(text, at);
        if (!match.matched) {
            if (at == first) return {{}, match};
            break;  // what follows would be searched to the end again and again
        }
        if (at == first && skipBlanks(text, match.end) == text.size())
            return {{{text.substr(at, match.end - at), at, true}}, {true, 0, 0, {}}};
        add(literal, at, false);
        add(at, match.end, true);
        literal = match.end;
        at = match.end - 1;
    }
    add(literal, text.size(), false);
    return result;
}

}  // namespace mgc::policy::xml
