#pragma once
#include <string_view>
#include <vector>

#include "policy/xml/syntax_tree.h"

namespace mgc::policy::xml {

/// Appends nodes in document order and keeps the stack of open elements.
class TreeBuilder {
public:
    explicit TreeBuilder(SyntaxTree& tree) : m_tree(tree) {}

    void leaf(NodeKind kind, Span range);
    /// Adds an element; it stays open unless it closes itself.
    void open(Node element);
    /// Ends the innermost element with its end tag.
    void close(Span endTag);
    /// Ends the innermost element without end tag at `end`; gives the place of its name in the start tag.
    Span closeUnfinished(std::size_t end);

    [[nodiscard]] std::size_t openDepth() const { return m_open.size(); }
    [[nodiscard]] bool isOpen(std::string_view name) const;
    /// Name of the innermost open element; empty outside of all.
    [[nodiscard]] std::string_view innermostName() const;

private:
    NodeId append(const Node& node);

    SyntaxTree& m_tree;
    std::vector<NodeId> m_open;
};

}  // namespace mgc::policy::xml
