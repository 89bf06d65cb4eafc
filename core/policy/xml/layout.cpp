#include "policy/xml/layout.h"

#include <algorithm>
#include <vector>

#include "policy/xml/characters.h"

namespace mgc::policy::xml {

namespace {

std::size_t lineStart(std::string_view text, std::size_t offset) {
    const auto before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    if (before != std::string_view::npos) return before + 1;
    return text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
}

bool isAllBlank(std::string_view text) { return skipBlanks(text, 0) == text.size(); }

/// Spans of a parsed markup that are layout: blank text beside elements and the gaps between attributes.
std::vector<Span> layoutSpans(const Document& document) {
    std::vector<Span> spans;
    for (NodeId id = 0; id < document.tree().nodes.size(); ++id) {
        const Node& node = document.node(id);
        if (node.kind == NodeKind::Text && isAllBlank(document.slice(node.range))) {
            if (node.parent == documentNode || document.firstChildElement(node.parent) != noNode) spans.push_back(node.range);
        } else if (node.kind == NodeKind::Element) {
            std::uint32_t at = node.name.end;
            for (const Attribute& attribute : document.attributes(id)) {
                spans.push_back({at, attribute.range.begin});
                at = attribute.range.end;
            }
            spans.push_back({at, node.startTag.end});
        }
    }
    std::sort(spans.begin(), spans.end(), [](Span a, Span b) { return a.begin < b.begin; });
    return spans;
}

}  // namespace

std::string_view lineEnd(const Document& document) {
    const std::string_view text = document.text();
    const auto at = text.find('\n');
    return at != std::string_view::npos && at > 0 && text[at - 1] == '\r' ? "\r\n" : "\n";
}

std::string indentStep(const Document& document) {
    for (NodeId id = 1; id < document.tree().nodes.size(); ++id) {
        const Node& node = document.node(id);
        if (node.kind != NodeKind::Element || node.parent == documentNode || !startsLine(document, node.range.begin)) continue;
        const std::string_view inner = indentBefore(document, node.range.begin);
        const std::string_view outer = indentBefore(document, document.node(node.parent).range.begin);
        if (inner.size() > outer.size() && inner.starts_with(outer)) return std::string(inner.substr(outer.size()));
    }
    return "    ";
}

std::string_view indentBefore(const Document& document, std::size_t offset) {
    const std::size_t start = lineStart(document.text(), offset);
    if (start > offset) return {};
    const std::string_view indent = document.text().substr(start, offset - start);
    return isAllBlank(indent) ? indent : std::string_view{};
}

bool startsLine(const Document& document, std::size_t offset) {
    const std::size_t start = lineStart(document.text(), offset);
    return start <= offset && isAllBlank(document.text().substr(start, offset - start));
}

Span withLines(const Document& document, Span span) {
    const std::string_view text = document.text();
    if (!startsLine(document, span.begin)) return span;
    std::size_t end = span.end;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
    if (end < text.size() && text[end] != '\n') return span;
    return {static_cast<std::uint32_t>(lineStart(text, span.begin)), static_cast<std::uint32_t>(std::min(end + 1, text.size()))};
}

std::string reindented(std::string_view markup, std::string_view from, std::string_view to, std::string_view eol) {
    const Document document = Document::parse(std::string(markup));
    std::string out;
    std::size_t at = 0;
    for (const Span span : layoutSpans(document)) {
        if (span.begin < at) continue;
        out += markup.substr(at, span.begin - at);
        for (at = span.begin; at < span.end; ++at) {
            if (markup[at] == '\r' && at + 1 < span.end && markup[at + 1] == '\n') continue;
            if (markup[at] != '\n') {
                out += markup[at];
                continue;
            }
            out += eol;
            const bool blankLine = at + 1 < markup.size() && (markup[at + 1] == '\n' || markup[at + 1] == '\r');
            if (blankLine) continue;
            if (markup.substr(at + 1).starts_with(from)) at += from.size();
            out += to;
        }
        at = std::max<std::size_t>(at, span.end);
    }
    out += markup.substr(at);
    return out;
}

}  // namespace mgc::policy::xml
