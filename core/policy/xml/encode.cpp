#include "policy/xml/encode.h"

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
    std::string out;
    out.reserve(value.size() + 16);
    for (const char c : value) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == quote) {
            out += quote == '"' ? "&quot;" : "&apos;";
        } else if (!expression && (c == '\n' || c == '\r' || c == '\t')) {
            out += c == '\n' ? "&#10;" : c == '\r' ? "&#13;" : "&#9;";
        } else {
            out += c;
        }
    }
    return out;
}

std::string encodeText(std::string_view text, ExpressionStyle style) {
    if (style == ExpressionStyle::Raw && isExpression(text) && !holdsEntity(text)) return std::string(text);
    std::string out;
    out.reserve(text.size() + 16);
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace mgc::policy::xml
