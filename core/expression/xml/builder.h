#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "expression/xml/tree.h"

namespace mgc::expression::xml {

/// Builds a tree from the parser's events. XmlException for what is not allowed in it.
class Builder {
public:
    Builder(XNodeObject& document, bool keepSpace) : m_keepSpace(keepSpace), m_open{&document} {}

    /// `attributes` are qualified names and their values in turn, in the order of the document; `isEmpty`: written as <a/>.
    void start(std::string_view name, const std::vector<std::pair<std::string, std::string>>& attributes, bool isEmpty);
    void end();
    void characters(std::string_view text) { m_text += text; }
    void section(std::string_view text) { leaf(XKind::CData, {}, text); }
    void comment(std::string_view text) { leaf(XKind::Comment, {}, text); }
    void instruction(std::string_view target, std::string_view data) { leaf(XKind::Instruction, target, data); }

private:
    struct Scope {
        std::string prefix, uri;
        std::size_t depth;
    };
    void flush();
    void leaf(XKind kind, std::string_view name, std::string_view content);
    [[nodiscard]] std::string uriOf(std::string_view prefix) const;
    [[nodiscard]] Name resolve(std::string_view qualified, bool isAttribute) const;

    bool m_keepSpace;
    std::string m_text;  ///< of the text node that is not yet complete
    std::vector<XNodeObject*> m_open;
    std::vector<Scope> m_scopes;
};

}  // namespace mgc::expression::xml
