#include "policy/xml/document.h"

#include "policy/xml/parser.h"

namespace mgc::policy::xml {

namespace {

void writeNode(const Document& document, NodeId id, std::string& out) {
    const Node& node = document.node(id);
    const bool container = node.kind == NodeKind::Document || node.kind == NodeKind::Element;
    if (!container) {
        out += document.slice(node.range);
        return;
    }
    if (node.kind == NodeKind::Document) {
        // A byte order mark is before the first node and belongs to none.
        if (document.text().starts_with(byteOrderMark)) out += byteOrderMark;
    } else {
        out += document.slice(node.startTag);
    }
    for (NodeId child = node.firstChild; child != noNode; child = document.node(child).next) writeNode(document, child, out);
    if (node.kind == NodeKind::Element) out += document.slice(node.endTag);
}

}  // namespace

Document::Document() : Document(parse({})) {}

Document Document::parse(std::string text, std::string file) {
    auto data = std::make_shared<Data>();
    data->tree = parseTree(SourceText(std::move(text), std::move(file)), data->problems);
    return Document(std::move(data));
}

std::span<const Attribute> Document::attributes(NodeId id) const {
    const Node& element = node(id);
    return std::span(tree().attributes).subspan(element.firstAttribute, element.attributeCount);
}

const Attribute* Document::attribute(NodeId id, std::string_view name) const {
    for (const Attribute& attribute : attributes(id)) {
        if (slice(attribute.name) == name) return &attribute;
    }
    return nullptr;
}

std::span<const Span> Document::expressions(const Attribute& attribute) const {
    return std::span(tree().expressions).subspan(attribute.firstExpression, attribute.expressionCount);
}

Span Document::content(NodeId id) const {
    const Node& element = node(id);
    if (element.endTag.empty()) return {element.startTag.end, element.lastChild == noNode ? element.startTag.end : element.range.end};
    return {element.startTag.end, element.endTag.begin};
}

NodeId Document::firstChildElement(NodeId id) const {
    const NodeId child = node(id).firstChild;
    return child == noNode || isElement(child) ? child : nextElement(child);
}

NodeId Document::nextElement(NodeId id) const {
    for (id = node(id).next; id != noNode && !isElement(id);) id = node(id).next;
    return id;
}

NodeId Document::nodeAt(std::size_t offset) const {
    NodeId found = documentNode;
    for (NodeId child = node(found).firstChild; child != noNode;) {
        if (node(child).range.contains(offset)) {
            found = child;
            child = node(child).firstChild;
        } else {
            child = node(child).next;
        }
    }
    return found;
}

std::string write(const Document& document) {
    std::string out;
    out.reserve(document.text().size());
    writeNode(document, documentNode, out);
    return out;
}

}  // namespace mgc::policy::xml
