#include "policy/model/node_builder.h"

#include "base/text.h"
#include "policy/model/named_value_text.h"
#include "policy/xml/decode.h"

namespace mgc::policy {

namespace {

/// Elements whose content is text even where it is markup: what is sent away.
bool holdsMarkup(std::string_view element) {
    return element == "set-body" || element == "publish-to-dapr" || element == "data" || element == "payload";
}

class NodeBuilder {
public:
    NodeBuilder(const xml::Document& document, const NodeOptions& options) : m_document(document), m_options(options) {}

    PolicyNode element(xml::NodeId id) const {
        const xml::Node& source = m_document.node(id);
        PolicyNode node;
        node.name = std::string(m_document.name(id));
        node.range = m_document.range(source.range);
        node.nameRange = m_document.range(source.name);
        for (const xml::Attribute& attribute : m_document.attributes(id)) node.attributes.push_back(value(attribute));
        const bool markupIsText = holdsMarkup(node.name) && m_document.firstChildElement(id) != xml::noNode;
        if (!markupIsText) {
            for (auto child = m_document.firstChildElement(id); child != xml::noNode; child = m_document.nextElement(child)) {
                node.children.push_back(node.name == "xsl-transform" && m_document.name(child) != "parameter" ? verbatim(child) : element(child));
            }
        }
        const xml::MappedText text = replaced(markupIsText ? markup(id) : xml::decodeContent(m_document, id));
        setText(node, id, text);
        return node;
    }

    /// An element of another language (a stylesheet): its text is its whole markup as written.
    PolicyNode verbatim(xml::NodeId id) const {
        const xml::Node& source = m_document.node(id);
        PolicyNode node;
        node.name = std::string(m_document.name(id));
        node.range = m_document.range(source.range);
        node.nameRange = m_document.range(source.name);
        xml::MappedText text;
        text.append(m_document.slice(source.range), source.range.begin);
        text = replaced(std::move(text));
        node.text = text.text();
        node.textRange = node.range;
        node.textOrigin = origin(text, source.range);
        return node;
    }

    void setText(PolicyNode& node, xml::NodeId id, const xml::MappedText& text) const {
        // Between child elements blanks are layout.
        if (node.children.empty() || !trimmed(text.text()).empty()) node.text = text.text();
        const xml::Span content = m_document.content(id);
        if (node.text.empty()) {
            node.textRange = m_document.range({content.begin, content.begin});
            return;
        }
        const auto begin = static_cast<std::uint32_t>(text.sourceOffset(0));
        node.textRange = m_document.range({begin, content.end});
        node.textOrigin = origin(text, {begin, content.end});
    }

private:
    /// Text nodes decoded, everything else as written.
    xml::MappedText markup(xml::NodeId id) const {
        xml::MappedText out;
        for (auto child = m_document.node(id).firstChild; child != xml::noNode; child = m_document.node(child).next) {
            const xml::Node& node = m_document.node(child);
            if (node.kind == xml::NodeKind::Element) {
                out.append(m_document.slice(node.range), node.range.begin);
            } else {
                const xml::MappedText part = xml::decodeText(m_document, child);
                out.appendPart(part, 0, part.text().size());
            }
        }
        return out;
    }

    xml::MappedText replaced(xml::MappedText text) const { return withNamedValues(std::move(text), m_options.namedValue); }

    AttributeValue value(const xml::Attribute& source) const {
        const xml::MappedText text = replaced(xml::decodeAttribute(m_document, source));
        AttributeValue value;
        value.name = std::string(m_document.slice(source.name));
        value.text = text.text();
        value.nameRange = m_document.range(source.name);
        value.valueRange = m_document.range(source.value);
        value.origin = origin(text, source.value);
        return value;
    }

    /// Null if the text is the document's bytes from the span's start on.
    std::shared_ptr<const TextOrigin> origin(const xml::MappedText& text, xml::Span span) const {
        if (text.pieces().empty()) return nullptr;
        const auto& first = text.pieces().front();
        if (text.pieces().size() == 1 && !first.replacement && first.source == span.begin) return nullptr;
        std::vector<TextOrigin::Piece> pieces;
        for (const auto& piece : text.pieces())
            pieces.push_back({piece.begin, m_document.source().position(piece.source), piece.replacement});
        return std::make_shared<const TextOrigin>(std::move(pieces));
    }

    const xml::Document& m_document;
    const NodeOptions& m_options;
};

}  // namespace

PolicyDocument buildPolicyDocument(const xml::Document& document, const NodeOptions& options) {
    const NodeBuilder builder(document, options);
    PolicyDocument result;
    const xml::NodeId root = document.firstChildElement(xml::documentNode);
    const std::string_view name = root == xml::noNode ? std::string_view{} : document.name(root);
    const bool resolver = name.ends_with("-data-source") && document.nextElement(root) == xml::noNode;
    if (name == "policies" || name == "fragment" || resolver) {
        result.kind = resolver ? DocumentKind::Resolver : name == "policies" ? DocumentKind::Policies : DocumentKind::Fragment;
        result.root = builder.element(root);
        return result;
    }
    result.kind = DocumentKind::Snippet;
    result.root.range = document.range(document.node(xml::documentNode).range);
    for (xml::NodeId child = root; child != xml::noNode; child = document.nextElement(child))
        result.root.children.push_back(builder.element(child));
    return result;
}

}  // namespace mgc::policy
