#include <algorithm>

#include "expression/xml/tree.h"

namespace mgc::expression::xml {
namespace {

std::string escapeText(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '\r')
            out += "&#xD;";
        else
            out += c;
    }
    return out;
}

}  // namespace

std::string escapeAttribute(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\n')
            out += "&#xA;";
        else if (c == '\r')
            out += "&#xD;";
        else if (c == '\t')
            out += "&#x9;";
        else
            out += c;
    }
    return out;
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
    std::string declared;
    const auto prefixOf = [&](const std::string& uri, bool forAttribute) -> std::string {
        if (uri == "http://www.w3.org/XML/1998/namespace") return "xml:";
        for (std::size_t i = scopes.size(); i-- > 0;) {
            if (scopes[i].uri != uri || (forAttribute && scopes[i].prefix.empty())) continue;
            bool hidden = false;
            for (std::size_t k = i + 1; k < scopes.size(); ++k) hidden = hidden || scopes[k].prefix == scopes[i].prefix;
            if (!hidden) return scopes[i].prefix.empty() ? "" : scopes[i].prefix + ":";
        }
        if (uri.empty()) {
            if (forAttribute) return "";
            bool defaulted = false;
            for (const auto& scope : scopes)
                if (scope.prefix.empty()) defaulted = !scope.uri.empty();
            if (defaulted) {
                scopes.push_back({"", ""});
                declared += " xmlns=\"\"";
            }
            return "";
        }
        if (forAttribute) {
            const std::string prefix = "p" + std::to_string(scopes.size() + 1);
            scopes.push_back({prefix, uri});
            declared += " xmlns:" + prefix + "=\"" + escapeAttribute(uri) + "\"";
            return prefix + ":";
        }
        scopes.push_back({"", uri});
        declared += " xmlns=\"" + escapeAttribute(uri) + "\"";
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
    out += "<" + label + declared + written;
    if (children.empty()) {
        out += selfClosed ? " />" : "></" + label + ">";
        scopes.resize(mark);
        return;
    }
    out += ">";
    const bool mixed = std::any_of(children.begin(), children.end(),
                                   [](const auto& child) { return child->kind == XKind::Text || child->kind == XKind::CData; });
    const bool breaks = indented && !mixed;
    for (const auto& child : children) {
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
    std::vector<Scope> none;
    writeTo(out, indented, 0, none);
    return out;
}

}  // namespace mgc::expression::xml
