#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "policy/xml/syntax_tree.h"

namespace mgc::policy::xml {

/// Documents above this size are not parsed (Azure refuses policies above 512 KiB already).
inline constexpr std::size_t largestDocument = 16U << 20U;
/// Elements nest at most this deep, so that readers of the tree may recurse.
inline constexpr std::size_t deepestElement = 200;
inline constexpr std::size_t mostAttributes = 256;
/// Problems reported per document; then one more says that there are others.
inline constexpr std::size_t mostProblems = 100;

/// A parsed policy document: immutable, cheap to copy, lossless. It exists for broken text as well, as far as it could be understood;
/// `problems()` tells. Text becomes another document through the functions in edit.h.
class Document {
public:
    Document();
    /// Never fails: what cannot be read is in problems(), with file, line and column. `file` is the name for people.
    [[nodiscard]] static Document parse(std::string text, std::string file = {});

    [[nodiscard]] const SyntaxTree& tree() const { return m_data->tree; }
    [[nodiscard]] const Diagnostics& problems() const { return m_data->problems; }
    [[nodiscard]] bool hasErrors() const { return m_data->problems.hasErrors(); }

    [[nodiscard]] const SourceText& source() const { return tree().source; }
    [[nodiscard]] std::string_view text() const { return source().text(); }
    [[nodiscard]] std::string_view slice(Span span) const { return source().slice(span); }
    [[nodiscard]] SourceRange range(Span span) const { return source().range(span); }

    [[nodiscard]] const Node& node(NodeId id) const { return tree().nodes[id]; }
    [[nodiscard]] std::string_view name(NodeId id) const { return slice(node(id).name); }
    [[nodiscard]] bool isElement(NodeId id) const { return node(id).kind == NodeKind::Element; }
    [[nodiscard]] std::span<const Attribute> attributes(NodeId id) const;
    [[nodiscard]] const Attribute* attribute(NodeId id, std::string_view name) const;
    [[nodiscard]] std::span<const Span> expressions(const Attribute& attribute) const;
    /// Between start and end tag; empty range behind the start tag if there is no end tag.
    [[nodiscard]] Span content(NodeId id) const;
    [[nodiscard]] NodeId firstChildElement(NodeId id) const;
    [[nodiscard]] NodeId nextElement(NodeId id) const;
    /// The innermost node whose range holds the byte offset; the document if none.
    [[nodiscard]] NodeId nodeAt(std::size_t offset) const;

private:
    struct Data {
        SyntaxTree tree;
        Diagnostics problems;
    };
    explicit Document(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

/// The text put together again from the tree, node by node. Equal to document.text(), byte for byte; that it is, tests prove.
[[nodiscard]] std::string write(const Document& document);

}  // namespace mgc::policy::xml
