#include "policy/xml/decode.h"

#include <algorithm>

#include "policy/xml/characters.h"
#include "policy/xml/expression_scanner.h"

namespace mgc::policy::xml {

namespace {

enum class Blanks { Keep, Normalize };

/// `quote` is '\0' in text, where quotes need no escape.
bool isWellFormed(std::string_view text, char quote) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '<' || (quote != '\0' && text[at] == quote)) return false;
        if (text[at] == '&' && !entityAt(text, at)) return false;
    }
    return true;
}

void appendDecoded(const Document& document, Span span, Blanks blanks, MappedText& out) {
    const std::string_view text = document.text().substr(0, span.end);
    std::size_t plain = span.begin;
    const auto flush = [&](std::size_t end) { out.append(text.substr(plain, end - plain), plain); };
    std::size_t at = span.begin;
    while (at < span.end) {
        const char c = text[at];
        if (c == '\r') {
            flush(at);
            const bool pair = at + 1 < span.end && text[at + 1] == '\n';
            if (!pair || blanks == Blanks::Normalize) out.appendReplacement(blanks == Blanks::Normalize ? " " : "\n", at);
            plain = at + (pair && blanks == Blanks::Normalize ? 2 : 1);
            at = plain;
        } else if (blanks == Blanks::Normalize && (c == '\n' || c == '\t')) {
            flush(at);
            out.appendReplacement(" ", at);
            plain = ++at;
        } else if (const auto entity = entityAt(text, at)) {
            flush(at);
            std::string character;
            appendUtf8(character, entity->codePoint);
            out.appendReplacement(character, at);
            plain = at += entity->length;
        } else {
            ++at;
        }
    }
    flush(span.end);
}

/// Bytes as they stand, line ends apart.
void appendVerbatim(const Document& document, Span span, MappedText& out) {
    const std::string_view text = document.text();
    std::size_t plain = span.begin;
    for (std::size_t at = span.begin; at < span.end; ++at) {
        if (text[at] != '\r') continue;
        out.append(text.substr(plain, at - plain), plain);
        if (at + 1 >= span.end || text[at + 1] != '\n') out.appendReplacement("\n", at);
        plain = at + 1;
    }
    out.append(text.substr(plain, span.end - plain), plain);
}

void appendExpression(const Document& document, Span span, char quote, MappedText& out) {
    if (isWellFormed(document.slice(span), quote)) return appendDecoded(document, span, Blanks::Keep, out);
    std::vector<Span> literals;
    static_cast<void>(matchExpression(document.text().substr(0, span.end), span.begin, &literals));
    std::uint32_t at = span.begin;
    for (const Span literal : literals) {
        appendDecoded(document, {at, literal.begin}, Blanks::Keep, out);
        appendVerbatim(document, literal, out);
        at = literal.end;
    }
    appendDecoded(document, {at, span.end}, Blanks::Keep, out);
}

}  // namespace

MappedText decodeAttribute(const Document& document, const Attribute& attribute) {
    MappedText out;
    std::uint32_t at = attribute.value.begin;
    for (const Span expression : document.expressions(attribute)) {
        appendDecoded(document, {at, expression.begin}, Blanks::Normalize, out);
        appendExpression(document, expression, attribute.quote, out);
        at = expression.end;
    }
    appendDecoded(document, {at, attribute.value.end}, Blanks::Normalize, out);
    return out;
}

MappedText decodeText(const Document& document, NodeId id) {
    MappedText out;
    const Node& node = document.node(id);
    if (node.kind == NodeKind::Expression) {
        appendExpression(document, node.range, '\0', out);
    } else if (node.kind == NodeKind::Text) {
        appendDecoded(document, node.range, Blanks::Keep, out);
    } else if (node.kind == NodeKind::CData) {
        const bool closed = document.slice(node.range).ends_with("]]>") && node.range.size() >= 12;
        appendVerbatim(document, {node.range.begin + 9, node.range.end - (closed ? 3U : 0U)}, out);
    }
    return out;
}

MappedText decodeContent(const Document& document, NodeId element) {
    MappedText out;
    for (NodeId child = document.node(element).firstChild; child != noNode; child = document.node(child).next) {
        const MappedText part = decodeText(document, child);
        out.appendPart(part, 0, part.text().size());
    }
    return out;
}

bool isRaw(const Document& document) {
    const auto& tree = document.tree();
    const bool inText = std::any_of(tree.nodes.begin(), tree.nodes.end(), [&](const Node& node) {
        return node.kind == NodeKind::Expression && !isWellFormed(document.slice(node.range), '\0');
    });
    return inText || std::any_of(tree.attributes.begin(), tree.attributes.end(), [&](const Attribute& attribute) {
               const auto expressions = document.expressions(attribute);
               return std::any_of(expressions.begin(), expressions.end(),
                                  [&](Span span) { return !isWellFormed(document.slice(span), attribute.quote); });
           });
}

}  // namespace mgc::policy::xml
