#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "policy/xml/source_text.h"

// The tree of a policy document: an arena of nodes that hold byte offsets into one immutable text, nothing else. White space,
// comments and quoting are therefore kept to the byte, and writing back is reading the text along the tree.
namespace mgc::policy::xml {

using NodeId = std::uint32_t;
inline constexpr NodeId noNode = UINT32_MAX;
inline constexpr NodeId documentNode = 0;

enum class NodeKind : std::uint8_t {
    Document,  ///< the whole text; parent of the roots
    Element,
    Text,        ///< everything between markup that is no expression, white space included
    Expression,  ///< "@( )" or "@{ }" in text
    CData,
    Comment,
    ProcessingInstruction,  ///< also the XML declaration
    Doctype                 ///< always reported as an error
};

struct Attribute {
    Span range;  ///< name to closing quote
    Span name;
    Span value;                         ///< between the quotes
    char quote = '"';                   ///< '\0' where the quotes are missing (reported)
    std::uint32_t firstExpression = 0;  ///< index into SyntaxTree::expressions
    std::uint32_t expressionCount = 0;
};

struct Node {
    NodeKind kind = NodeKind::Document;
    bool selfClosing = false;
    Span range;     ///< of an element: "<" of the start tag to ">" of the end tag
    Span name;      ///< of an element or the target of a processing instruction
    Span startTag;  ///< of an element, brackets included
    Span endTag;    ///< of an element; empty if self-closing or (reported) not closed
    NodeId parent = noNode;
    NodeId firstChild = noNode;
    NodeId lastChild = noNode;
    NodeId previous = noNode;
    NodeId next = noNode;
    std::uint32_t firstAttribute = 0;  ///< index into SyntaxTree::attributes
    std::uint32_t attributeCount = 0;
};

struct SyntaxTree {
    SourceText source;
    std::vector<Node> nodes;  ///< in document order; [0] is the document
    std::vector<Attribute> attributes;
    std::vector<Span> expressions;  ///< inside attribute values
};

}  // namespace mgc::policy::xml
