#include "expression/xml/builder.h"

#include "expression/runtime/exceptions.h"

namespace mgc::expression::xml {
namespace {

constexpr std::string_view namespaceUri = "http://www.w3.org/2000/xmlns/";
constexpr std::size_t mostOpen = 250;

}  // namespace

void Builder::start(std::string_view name, const std::vector<std::pair<std::string, std::string>>& attributes, bool isEmpty) {
    flush();
    if (m_open.size() > mostOpen) raise("XmlException", "The document is nested too deeply.");
    const std::size_t depth = m_open.size();
    for (const auto& [label, value] : attributes) {
        if (label == "xmlns")
            m_scopes.push_back({"", value, depth});
        else if (label.rfind("xmlns:", 0) == 0)
            m_scopes.push_back({label.substr(6), value, depth});
    }
    Ref<XNodeObject> element(new XNodeObject(XKind::Element));
    element->name = resolve(name, false);
    for (const auto& [label, value] : attributes) {
        Name resolved = resolve(label, true);
        if (element->attribute(resolved)) raise("XmlException", "'" + label + "' is a duplicate attribute name.");
        element->attributes.emplace_back(new AttributeObject(std::move(resolved), value));
        element->attributes.back()->owner = element.get();
    }
    XNodeObject* opened = element.get();
    m_open.back()->insert(m_open.back()->children.size(), std::move(element));
    opened->selfClosed = isEmpty;
    m_open.push_back(opened);
}

void Builder::end() {
    flush();
    m_open.pop_back();
    while (!m_scopes.empty() && m_scopes.back().depth >= m_open.size()) m_scopes.pop_back();
}

void Builder::flush() {
    if (m_text.empty()) return;
    std::string text;
    text.swap(m_text);
    if (!m_keepSpace && text.find_first_not_of(" \t\r\n") == std::string::npos) return;
    leaf(XKind::Text, {}, text);
}

void Builder::leaf(XKind kind, std::string_view name, std::string_view content) {
    flush();
    Ref<XNodeObject> node(new XNodeObject(kind));
    node->name.local = name;
    node->content = content;
    m_open.back()->insert(m_open.back()->children.size(), std::move(node));
}

std::string Builder::uriOf(std::string_view prefix) const {
    for (std::size_t i = m_scopes.size(); i-- > 0;)
        if (m_scopes[i].prefix == prefix) return m_scopes[i].uri;
    if (prefix.empty()) return {};
    if (prefix == "xml") return "http://www.w3.org/XML/1998/namespace";
    raise("XmlException", "'" + std::string(prefix) + "' is an undeclared prefix.");
}

Name Builder::resolve(std::string_view qualified, bool isAttribute) const {
    const std::size_t colon = qualified.find(':');
    if (colon == std::string_view::npos) return {isAttribute ? std::string() : uriOf({}), std::string(qualified)};
    const std::string_view prefix = qualified.substr(0, colon);
    const std::string_view local = qualified.substr(colon + 1);
    if (prefix.empty() || local.empty() || local.find(':') != std::string_view::npos)
        raise("XmlException", "The ':' character, hexadecimal value 0x3A, cannot be included in a name.");
    return {isAttribute && prefix == "xmlns" ? std::string(namespaceUri) : uriOf(prefix), std::string(local)};
}

}  // namespace mgc::expression::xml
