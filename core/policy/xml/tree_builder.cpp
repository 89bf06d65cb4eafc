#include "policy/xml/tree_builder.h"

#include <algorithm>

namespace mgc::policy::xml {

NodeId TreeBuilder::append(const Node& node) {
    const auto id = static_cast<NodeId>(m_tree.nodes.size());
    const NodeId parentId = m_open.empty() ? documentNode : m_open.back();
    m_tree.nodes.push_back(node);
    Node& added = m_tree.nodes.back();
    Node& parent = m_tree.nodes[parentId];
    added.parent = parentId;
    added.previous = parent.lastChild;
    if (parent.lastChild == noNode) {
        parent.firstChild = id;
    } else {
        m_tree.nodes[parent.lastChild].next = id;
    }
    parent.lastChild = id;
    return id;
}

void TreeBuilder::leaf(NodeKind kind, Span range) {
    Node node;
    node.kind = kind;
    node.range = range;
    append(node);
}

void TreeBuilder::open(Node element) {
    element.range = element.startTag;
    const NodeId id = append(element);
    if (!element.selfClosing) m_open.push_back(id);
}

void TreeBuilder::close(Span endTag) {
    Node& element = m_tree.nodes[m_open.back()];
    element.endTag = endTag;
    element.range.end = endTag.end;
    m_open.pop_back();
}

Span TreeBuilder::closeUnfinished(std::size_t end) {
    Node& element = m_tree.nodes[m_open.back()];
    element.endTag = {static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(end)};
    element.range.end = static_cast<std::uint32_t>(end);
    m_open.pop_back();
    return element.name;
}

bool TreeBuilder::isOpen(std::string_view name) const {
    return std::any_of(m_open.begin(), m_open.end(), [&](NodeId id) { return m_tree.source.slice(m_tree.nodes[id].name) == name; });
}

std::string_view TreeBuilder::innermostName() const {
    return m_open.empty() ? std::string_view{} : m_tree.source.slice(m_tree.nodes[m_open.back()].name);
}

}  // namespace mgc::policy::xml
