#include "policy/xml/encode.h"

#include "base/markup.h"
#include "policy/xml/characters.h"
#include "policy/xml/expression_scanner.h"

namespace mgc::policy::xml {

namespace {

/// True if the whole text, blanks apart, is one expression.
bool isExpression(std::string_view text) {
    const std::size_t begin = skipBlanks(text, 0);
    if (!startsExpression(text, begin)) return false;
    const auto match = matchExpression(text, begin);
    return match.matched && skipBlanks(text, match.end) == text.size();
}

/// Text that looks like an entity would be read as one, so it cannot be written raw.
bool holdsEntity(std::string_view text) {
    for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
        if (entityAt(text, at)) return true;
    }
    return false;
}

}  // namespace

std::string encodeAttribute(std::string_view value, char quote, ExpressionStyle style) {
    const bool expression = isExpression(value);
    if (expression && style == ExpressionStyle::Raw && !holdsEntity(value)) return std::string(value);
    std::string out = withReferences(value, {{'&', "&amp;"}, {'<', "&lt;"}, {quote, quote == '"' ? "&quot;" : "&apos;"}});
    return expression ? out : withReferences(out, {{'\n', "&#10;"}, {'\r', "&#13;"}, {'\t', "&#9;"}});
}

std::string encodeText(std::string_view text, ExpressionStyle style) {
    if (style == ExpressionStyle::Raw && isExpression(text) && !holdsEntity(text)) return std::string(text);
    return withReferences(text, {{'&', "&amp;"}, {'<', "&lt;"}});
}

}  // namespace mgc::policy::xml
