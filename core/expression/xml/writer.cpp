#include <algorithm>

#include "base/markup.h"
#include "expression/xml/tree.h"

namespace mgc::expression::xml {
namespace {

// As .NET's XmlWriter writes texts and attributes.
std::string escapeText(std::string_view text) {
    return withReferences(text, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'\r', "&#xD;"}});
}

}  // namespace

std::string escapeAttribute(std::string_view text) {
    return withReferences(text, {{'&', "&amp;"},
                                 {'<', "&lt;"},
                                 {'>', "&gt;"},
                                 {'"', "&quot;"},
                                 {'\n', "&#xA;"},
                                 {'\r', "&#xD;"},
                                 {'\t', "&#x9;"}});
}
std::string AttributeObject::toText() const {
    const std::string label = isNamespace() && !name.space.empty() ? "xmlns:" + name.local : name.local;
    return label + "=\"" + escapeAttribute(value) + "\"";
}

void XNodeObject::writeTo(std::string& out, bool indented, int depth, std::vector<Scope>& scopes) const {
    switch (kind) {
        case XKind::Text:
            out += escapeText(content);
            return;
        case XKind::CData:
            out += "<![CDATA[" + content + "]]>";
            return;
        case XKind::Comment:
            out += "<!--" + content + "-->";
            return;
        case XKind::Instruction:
            out += "<?" + name.local + " " + content + "?>";
            return;
        case XKind::Document: {
            bool first = true;
            for (const auto& child : children) {
                if (!first && indented) out += '\n';
                first = false;
                child->writeTo(out, indented, 0, scopes);
            }
            return;
        }
        case XKind::Element:
            break;
    }
    const std::size_t mark = scopes.size();
    for (const auto& attribute : attributes)
        if (attribute->isNamespace()) scopes.push_back({attribute->name.space.empty() ? "" : attribute->name.local, attribute->value});
    std::vector<std::string> declared;  // by the writer itself: after the attributes, the last one first, as .NET does
    const auto declare = [&](const std::string& prefix, const std::string& uri) {
        scopes.push_back({prefix, uri});
        declared.push_back((prefix.empty() ? std::string(" xmlns") : " xmlns:" + prefix) + "=\"" + escapeAttribute(uri) + "\"");
    };
    int generated = 0;
    const auto prefixOf = [&](const std::string& uri, bool forAttribute) -> std::string {
        if (uri == "http://www.w3.org/XML/1998/namespace") return "xml:";
        for (std::size_t i = scopes.size(); i-- > 0;) {
            if (scopes[i].uri != uri || (forAttribute && scopes[i].prefix.empty())) continue;
            bool hidden = false;
            for (std::size_t k = i + 1; k < scopes.size(); ++k) hidden = hidden || scopes[k].prefix == scopes[i].prefix;
            if (hidden) continue;
            const std::string prefix = scopes[i].prefix;
            if (scopes[i].isOuter) declare(prefix, uri);
            return prefix.empty() ? "" : prefix + ":";
        }
        if (uri.empty()) {
            if (forAttribute) return "";
            bool defaulted = false;
            for (const auto& scope : scopes)
                if (scope.prefix.empty()) defaulted = !scope.uri.empty();
            if (defaulted) declare("", "");
            return "";
        }
        if (forAttribute) {
            const std::string prefix = "p" + std::to_string(depth + ++generated);
            declare(prefix, uri);
            return prefix + ":";
        }
        declare("", uri);
        return "";
    };
    const std::string label = prefixOf(name.space, false) + name.local;
    std::string written;
    for (const auto& attribute : attributes) {
        if (attribute->isNamespace())
            written += " " + attribute->toText();
        else
            written +=
                " " + prefixOf(attribute->name.space, true) + attribute->name.local + "=\"" + escapeAttribute(attribute->value) + "\"";
    }
    for (auto each = declared.rbegin(); each != declared.rend(); ++each) written += *each;
    out += "<" + label + written;
    if (children.empty()) {
        out += selfClosed ? " />" : "></" + label + ">";
        scopes.resize(mark);
        return;
    }
    out += ">";
    // Like .NET's writer, which indents until the first text: children before it keep their lines.
    bool breaks = indented;
    for (const auto& child : children) {
        if (child->kind == XKind::Text || child->kind == XKind::CData) breaks = false;
        if (breaks) out += "\n" + std::string(static_cast<std::size_t>(depth + 1) * 2, ' ');
        child->writeTo(out, breaks, depth + 1, scopes);
    }
    if (breaks) out += "\n" + std::string(static_cast<std::size_t>(depth) * 2, ' ');
    out += "</" + label + ">";
    checkStringSize(out.size());
    scopes.resize(mark);
}

std::string XNodeObject::write(bool indented) const {
    std::string out;
    std::vector<Scope> scopes;
    // Prefixes that the elements around declare are known here as well.
    std::vector<const XNodeObject*> around;
    for (const XNodeObject* at = parent; at; at = at->parent) around.push_back(at);
    for (auto at = around.rbegin(); at != around.rend(); ++at)
        for (const auto& attribute : (*at)->attributes)
            if (attribute->isNamespace() && !attribute->name.space.empty())
                scopes.push_back({attribute->name.local, attribute->value, true});
    writeTo(out, indented, 0, scopes);
    return out;
}

}  // namespace mgc::expression::xml
