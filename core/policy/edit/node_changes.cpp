#include "policy/edit/node_changes.h"

#include <algorithm>
#include <array>

#include "policy/xml/layout.h"
#include "policy/xml/problem_codes.h"

namespace mgc::policy::edit {

namespace {

using xml::Document;
using xml::NodeId;
using xml::noNode;

bool isInside(const Document& document, NodeId id, NodeId ancestor) {
    for (id = document.node(id).parent; id != noNode; id = document.node(id).parent)
        if (id == ancestor) return true;
    return false;
}

/// Collects edits of one action; places move along with the text.
class Builder {
public:
    explicit Builder(const Document& document) : m_change{document, {}, {}} {}

    [[nodiscard]] const Document& document() const { return m_change.document; }
    Result<xml::Patch> add(Result<xml::Edit> edit) {
        if (!edit) return fail(std::move(edit).error());
        for (auto& place : m_change.places) place = shifted(place, edit->patch);
        for (auto* offset : m_tracked) *offset = shifted(*offset, edit->patch);
        xml::Patch patch = edit->patch;
        if (patch.removed != patch.inserted) m_change.patches.push_back(patch);
        m_change.document = std::move(edit->document);
        return patch;
    }
    void track(std::size_t& offset) { m_tracked.push_back(&offset); }
    void place(std::size_t offset) { m_change.places.push_back(offset); }
    [[nodiscard]] Change take() {
        std::sort(m_change.places.begin(), m_change.places.end());
        return std::move(m_change);
    }

private:
    Change m_change;
    std::vector<std::size_t*> m_tracked;
};

/// First byte of markup in what a patch put in.
std::size_t markupStart(const xml::Patch& patch) {
    const auto at = patch.inserted.find('<');
    return patch.offset + (at == std::string::npos ? 0 : at);
}

std::string dedented(const Document& document, NodeId node) {
    const xml::Span range = document.node(node).range;
    return xml::reindented(document.slice(range), xml::indentBefore(document, range.begin), {}, xml::lineEnd(document));
}

/// What is best selected when the nodes are gone: the element after them, before them or around them.
std::size_t neighbour(const Document& document, const Nodes& nodes) {
    NodeId id = document.nextElement(nodes.back());
    if (id != noNode) return document.node(id).range.begin;
    for (id = document.node(nodes.front()).previous; id != noNode && !document.isElement(id);) id = document.node(id).previous;
    if (id == noNode) id = document.node(nodes.front()).parent;
    return id == noNode ? 0 : document.node(id).range.begin;
}

/// The children of the parent that the insertion brought.
void placeInserted(Builder& builder, const xml::Patch& patch) {
    const Document& document = builder.document();
    NodeId id = nodeStartingAt(document, markupStart(patch));
    for (; id != noNode && document.node(id).range.begin < patch.offset + patch.inserted.size(); id = document.node(id).next)
        if (document.node(id).kind != xml::NodeKind::Text) builder.place(document.node(id).range.begin);
}

}  // namespace

Nodes outermost(const Document& document, Nodes nodes) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    Nodes kept;
    for (const NodeId node : nodes) {
        const bool covered = std::any_of(kept.begin(), kept.end(), [&](NodeId other) { return isInside(document, node, other); });
        if (!covered) kept.push_back(node);
    }
    return kept;
}

Result<Change> insertAt(const Document& document, NodeId parent, NodeId before, std::string_view markup) {
    Builder builder(document);
    MGC_TRY_ASSIGN(const xml::Patch patch, builder.add(xml::insertMarkup(document, parent, before, markup)));
    // A parent that was "<name/>" is opened by the same patch; its children start behind the new bracket.
    if (parent != xml::documentNode && document.node(parent).selfClosing) {
        for (NodeId id = builder.document().node(parent).firstChild; id != noNode; id = builder.document().node(id).next)
            if (builder.document().node(id).kind != xml::NodeKind::Text) builder.place(builder.document().node(id).range.begin);
    } else {
        placeInserted(builder, patch);
    }
    return builder.take();
}

Result<Change> removeNodes(const Document& document, Nodes nodes) {
    nodes = outermost(document, std::move(nodes));
    if (nodes.empty()) return Change{document, {}, {}};
    Builder builder(document);
    builder.place(neighbour(document, nodes));
    // From the back: the ids of what stands before stay valid.
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) MGC_TRY(builder.add(xml::removeNode(builder.document(), *node)));
    return builder.take();
}

Result<Change> duplicateNodes(const Document& document, Nodes nodes) {
    nodes = outermost(document, std::move(nodes));
    Builder builder(document);
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
        MGC_TRY_ASSIGN(const xml::Patch patch, builder.add(xml::duplicateNode(builder.document(), *node)));
        builder.place(markupStart(patch));
    }
    return builder.take();
}

Result<Change> toggleComments(const Document& document, Nodes nodes) {
    nodes = outermost(document, std::move(nodes));
    const bool out = std::all_of(nodes.begin(), nodes.end(), [&](NodeId id) { return document.node(id).kind == xml::NodeKind::Comment; });
    Builder builder(document);
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
        const bool comment = document.node(*node).kind == xml::NodeKind::Comment;
        if (comment && !out) continue;
        builder.place(document.node(*node).range.begin);
        MGC_TRY(builder.add(comment ? xml::uncomment(builder.document(), *node) : xml::commentOut(builder.document(), *node)));
    }
    return builder.take();
}

Result<Change> moveNodes(const Document& document, Nodes nodes, NodeId parent, NodeId before) {
    nodes = outermost(document, std::move(nodes));
    if (nodes.empty()) return Change{document, {}, {}};
    const auto given = [&](NodeId id) { return std::find(nodes.begin(), nodes.end(), id) != nodes.end(); };
    for (const NodeId node : nodes)
        if (node == parent || isInside(document, parent, node))
            return fail(xml::codes::editNotPossible, "A policy cannot be moved into itself.", document.range(document.node(node).range));
    while (before != noNode && given(before)) before = document.node(before).next;
    // Text is no anchor: the next markup is where an author would say "before".
    while (before != noNode && document.node(before).kind == xml::NodeKind::Text) before = document.node(before).next;
    while (before != noNode && given(before)) before = document.node(before).next;
    std::string markup;
    for (const NodeId node : nodes) markup += (markup.empty() ? "" : std::string(xml::lineEnd(document))) + dedented(document, node);

    Builder builder(document);
    std::size_t parentAt = document.node(parent).range.begin;
    std::size_t beforeAt = before == noNode ? 0 : document.node(before).range.begin;
    builder.track(parentAt);
    builder.track(beforeAt);
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) MGC_TRY(builder.add(xml::removeNode(builder.document(), *node)));
    const Document& rest = builder.document();
    const NodeId newParent = parent == xml::documentNode ? parent : nodeStartingAt(rest, parentAt);
    const NodeId newBefore = before == noNode ? noNode : nodeStartingAt(rest, beforeAt);
    if (newParent == noNode || (before != noNode && newBefore == noNode))
        return fail(xml::codes::editNotPossible, "The place to move to is gone with what is moved.");
    MGC_TRY_ASSIGN(Change inserted, insertAt(rest, newParent, newBefore, markup));
    Change change = builder.take();
    if (inserted.document.text() == document.text()) {
        // It stands there already: places, but nothing to undo.
        return Change{document, {}, std::move(inserted.places)};
    }
    change.document = std::move(inserted.document);
    change.patches.insert(change.patches.end(), std::make_move_iterator(inserted.patches.begin()),
                          std::make_move_iterator(inserted.patches.end()));
    change.places = std::move(inserted.places);
    return change;
}

std::string markupOf(const Document& document, Nodes nodes) {
    std::string markup;
    for (const NodeId node : outermost(document, std::move(nodes))) markup += dedented(document, node) + "\n";
    return markup;
}

Result<Change> ensureSection(const Document& document, std::string_view section) {
    constexpr auto order = std::to_array<std::string_view>({"inbound", "backend", "outbound", "on-error"});
    const NodeId root = document.firstChildElement(xml::documentNode);
    if (root == noNode || document.name(root) != "policies")
        return fail(xml::codes::editNotPossible, "Only a <policies> document has sections.");
    const auto rank = [&](std::string_view name) { return std::find(order.begin(), order.end(), name) - order.begin(); };
    NodeId before = noNode;
    for (NodeId id = document.firstChildElement(root); id != noNode; id = document.nextElement(id)) {
        if (document.name(id) == section) return Change{document, {}, {document.node(id).range.begin}};
        if (before == noNode && rank(document.name(id)) > rank(section)) before = id;
    }
    const std::string name(section);
    return insertAt(document, root, before, "<" + name + " />");
}

xml::Document insideOf(const Document& document, NodeId comment) {
    const xml::Span range = document.node(comment).range;
    std::string_view inside = document.slice({range.begin + 4, std::max(range.begin + 4, range.end - 3)});
    return Document::parse(std::string(inside));
}

bool isDisabledElement(const Document& document, NodeId comment) {
    if (document.node(comment).kind != xml::NodeKind::Comment) return false;
    const std::string_view text = document.slice(document.node(comment).range);
    const auto first = text.find_first_not_of(" \t\r\n", 4);
    if (first == std::string_view::npos || text[first] != '<') return false;
    const Document inside = insideOf(document, comment);
    const NodeId element = inside.firstChildElement(xml::documentNode);
    return !inside.hasErrors() && element != noNode && inside.nextElement(element) == noNode;
}

}  // namespace mgc::policy::edit
