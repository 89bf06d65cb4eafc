#include <algorithm>

#include "policy/xml/characters.h"
#include "policy/xml/edit.h"
#include "policy/xml/edit_support.h"
#include "policy/xml/layout.h"
#include "policy/xml/problem_codes.h"

namespace mgc::policy::xml {

namespace {

/// A replacement that is not yet made.
struct Change {
    Span span;
    std::string inserted;
};

bool isValid(const Document& document, NodeId id) { return id < document.tree().nodes.size() && id != documentNode; }

bool isInside(const Document& document, NodeId id, NodeId ancestor) {
    for (; id != noNode; id = document.node(id).parent) {
        if (id == ancestor) return true;
    }
    return false;
}

std::string_view trimmedMarkup(std::string_view markup) {
    const std::size_t begin = skipBlanks(markup, 0);
    std::size_t end = markup.size();
    while (end > begin && isBlank(markup[end - 1])) --end;
    return markup.substr(begin, end - begin);
}

NodeId lastMarkupChild(const Document& document, NodeId parent) {
    NodeId child = document.node(parent).lastChild;
    while (child != noNode && (document.node(child).kind == NodeKind::Text)) child = document.node(child).previous;
    return child;
}

/// Where `markup` (first line unindented, further lines indented by `oldIndent`) goes and how it is laid out there.
Result<Change> insertion(const Document& document, NodeId parent, NodeId before, std::string_view markup, std::string_view oldIndent) {
    const bool intoDocument = parent == documentNode;
    if (!intoDocument && (!isValid(document, parent) || !document.isElement(parent)))
        return fail(codes::editNotPossible, "The new parent is no element.");
    if (before != noNode && (!isValid(document, before) || document.node(before).parent != parent)) {
        return fail(codes::editNotPossible, "The node to insert before is no child of the parent.");
    }
    const std::string eol(lineEnd(document));
    const auto laidOut = [&](std::string_view indent) { return reindented(markup, oldIndent, indent, eol); };
    if (before != noNode) {
        const std::uint32_t at = document.node(before).range.begin;
        const std::string_view indent = indentBefore(document, at);
        if (!startsLine(document, at)) return Change{{at, at}, laidOut({})};
        return Change{{at, at}, laidOut(indent) + eol + std::string(indent)};
    }
    if (const NodeId last = lastMarkupChild(document, parent); last != noNode) {
        const Span range = document.node(last).range;
        if (!startsLine(document, range.begin)) return Change{{range.end, range.end}, laidOut({})};
        const std::string_view indent = indentBefore(document, range.begin);
        return Change{{range.end, range.end}, eol + std::string(indent) + laidOut(indent)};
    }
    if (intoDocument) {
        const auto end = static_cast<std::uint32_t>(document.text().size());
        return Change{{end, end}, laidOut({})};
    }
    const std::string outer(indentBefore(document, document.node(parent).range.begin));
    const std::string inner = outer + indentStep(document);
    const std::string content = eol + inner + laidOut(inner) + eol + outer;
    const Node& node = document.node(parent);
    if (!node.selfClosing) {
        // Only blanks and text are inside: blanks are replaced by the new layout, text stays in front.
        const Span inside = document.content(parent);
        std::uint32_t end = inside.end;
        while (end > inside.begin && isBlank(document.text()[end - 1])) --end;
        return Change{{end, inside.end}, content};
    }
    std::uint32_t slash = node.startTag.end - 2;
    while (slash > node.name.end && isBlank(document.text()[slash - 1])) --slash;
    return Change{{slash, node.startTag.end}, ">" + content + "</" + std::string(document.name(parent)) + ">"};
}

/// Both changes as one; they do not overlap.
Change joined(const Document& document, Change first, Change second) {
    if (second.span.begin < first.span.begin) std::swap(first, second);
    std::string inserted = first.inserted;
    inserted += document.slice({first.span.end, second.span.begin});
    inserted += second.inserted;
    return {{first.span.begin, second.span.end}, std::move(inserted)};
}

}  // namespace

std::string withPlainLineEnds(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') {
            out += text[at];
        } else if (at + 1 >= text.size() || text[at + 1] != '\n') {
            out += '\n';
        }
    }
    return out;
}

Result<Edit> openSelfClosing(const Document& document, NodeId element, std::string_view content) {
    const Node& node = document.node(element);
    std::uint32_t slash = node.startTag.end - 2;
    while (slash > node.name.end && isBlank(document.text()[slash - 1])) --slash;
    return checkedPatch(document, {slash, node.startTag.end},
                        ">" + std::string(content) + "</" + std::string(document.name(element)) + ">");
}

Result<Edit> insertMarkup(const Document& document, NodeId parent, NodeId before, std::string_view markup) {
    const std::string_view inner = trimmedMarkup(markup);
    if (inner.empty()) return fail(codes::editNotPossible, "There is nothing to insert.");
    const Document parsed = Document::parse(std::string(inner));
    if (parsed.hasErrors()) {
        const auto& problem = parsed.problems().all().front();
        return fail(
            Error(problem.code, problem.message, problem.range).wrapped(codes::editBreaksDocument, "The inserted markup is broken"));
    }
    MGC_TRY_ASSIGN(Change change, insertion(document, parent, before, inner, {}));
    return checkedPatch(document, change.span, std::move(change.inserted));
}

Result<Edit> removeNode(const Document& document, NodeId node) {
    if (!isValid(document, node)) return fail(codes::editNotPossible, "There is no such node.");
    return checkedPatch(document, withLines(document, document.node(node).range), {});
}

Result<Edit> moveNode(const Document& document, NodeId node, NodeId newParent, NodeId before) {
    if (!isValid(document, node)) return fail(codes::editNotPossible, "There is no such node.");
    if (isInside(document, newParent, node)) return fail(codes::editNotPossible, "A node cannot be moved into itself.");
    const Span range = document.node(node).range;
    if (before == node) before = document.node(node).next;
    const std::string oldIndent(indentBefore(document, range.begin));
    MGC_TRY_ASSIGN(Change into, insertion(document, newParent, before, document.slice(range), oldIndent));
    const Change out{withLines(document, range), {}};
    const bool overlaps = into.span.begin < out.span.end && into.span.end > out.span.begin;
    const bool insideOld = into.span.begin > out.span.begin && into.span.begin < out.span.end;
    if (overlaps || insideOld) return applyPatch(document, {range.begin, {}, {}});  // its place is where it stands already
    Change both = joined(document, out, std::move(into));
    return checkedPatch(document, both.span, std::move(both.inserted));
}

Result<Edit> duplicateNode(const Document& document, NodeId node) {
    if (!isValid(document, node)) return fail(codes::editNotPossible, "There is no such node.");
    const Span range = document.node(node).range;
    std::string copy(document.slice(range));
    if (startsLine(document, range.begin)) copy = std::string(lineEnd(document)) + std::string(indentBefore(document, range.begin)) + copy;
    return checkedPatch(document, {range.end, range.end}, std::move(copy));
}

Result<Edit> commentOut(const Document& document, NodeId node) {
    if (!isValid(document, node)) return fail(codes::editNotPossible, "There is no such node.");
    const Span range = document.node(node).range;
    const std::string_view markup = document.slice(range);
    if (markup.find("--") != std::string_view::npos) {
        return fail(codes::editNotPossible, "It holds '--' (a comment, perhaps), which cannot stand inside a comment.",
                    document.range(range));
    }
    return checkedPatch(document, range, "<!-- " + std::string(markup) + " -->");
}

Result<Edit> uncomment(const Document& document, NodeId comment) {
    if (!isValid(document, comment) || document.node(comment).kind != NodeKind::Comment)
        return fail(codes::editNotPossible, "The node is no comment.");
    const Span range = document.node(comment).range;
    const std::string_view inside = trimmedMarkup(document.slice({range.begin + 4, std::max(range.begin + 4, range.end - 3)}));
    if (!inside.starts_with('<')) return fail(codes::editNotPossible, "The comment holds no markup.", document.range(range));
    return checkedPatch(document, range, std::string(inside));
}

}  // namespace mgc::policy::xml
