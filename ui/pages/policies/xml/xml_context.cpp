#include "ui/pages/policies/xml/xml_context.h"

#include "ui/documents/text.h"

#include <QCoreApplication>
#include <algorithm>

#include "policy/model/named_value_text.h"
#include "policy/xml/expression_scanner.h"

namespace mgc::ui {

namespace {

using policy::xml::Document;
using policy::xml::NodeId;
using policy::xml::noNode;

constexpr std::size_t lookBack = 64 * 1024;

bool isName(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == ':' || c == '.'; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

QString fact(const char* source) { return QCoreApplication::translate("XmlContext", source); }

/// Reads a start tag from `begin` up to the caret; false if it ends before.
bool readTag(std::string_view text, std::size_t begin, std::size_t caret, XmlContext& context) {
    std::size_t at = begin + 1;
    while (at < caret && isName(text[at])) ++at;
    if (at == caret) {
        context.kind = XmlContext::Kind::ElementName;
        context.begin = begin + 1;
        return true;
    }
    context.element = text.substr(begin + 1, at - begin - 1);
    while (at < caret) {
        while (at < caret && isBlank(text[at])) ++at;
        if (at >= caret) break;
        if (text[at] == '>') return false;
        if (!isName(text[at])) {
            ++at;
            continue;
        }
        const std::size_t name = at;
        while (at < caret && isName(text[at])) ++at;
        if (at == caret) {
            context.kind = XmlContext::Kind::AttributeName;
            context.begin = name;
            return true;
        }
        const std::string attribute(text.substr(name, at - name));
        while (at < caret && isBlank(text[at])) ++at;
        if (at >= caret || text[at] != '=') {
            context.present.push_back(attribute);
            continue;
        }
        ++at;
        while (at < caret && isBlank(text[at])) ++at;
        if (at >= caret || (text[at] != '"' && text[at] != '\'')) continue;
        const char quote = text[at++];
        const std::size_t value = at;
        while (at < caret && text[at] != quote) {
            if (!policy::xml::startsExpression(text, at)) {
                ++at;
                continue;
            }
            const auto match = policy::xml::matchExpression(text.substr(0, std::min(text.size(), caret)), at);
            if (!match.matched) {
                context.kind = XmlContext::Kind::Expression;
                context.expressionBegin = at;
                context.attribute = attribute;
                context.begin = caret;
                while (context.begin > at + 2 && isName(text[context.begin - 1]) && text[context.begin - 1] != '.') --context.begin;
                return true;
            }
            at = match.end;
        }
        if (at >= caret) {
            context.kind = XmlContext::Kind::Value;
            context.attribute = attribute;
            context.begin = value;
            return true;
        }
        ++at;
        context.present.push_back(attribute);
    }
    context.kind = XmlContext::Kind::AttributeName;
    context.begin = caret;
    return true;
}

void addPath(const Document& document, std::size_t at, XmlContext& context) {
    NodeId id = document.nodeAt(at > 0 ? at - 1 : 0);
    std::vector<std::string> up;
    for (; id != noNode && id != policy::xml::documentNode; id = document.node(id).parent) {
        if (!document.isElement(id)) continue;
        const auto& node = document.node(id);
        // Only elements whose content holds the place.
        if (node.startTag.end <= at && (node.endTag.empty() ? !node.selfClosing : at <= node.endTag.begin))
            up.emplace_back(document.name(id));
    }
    context.path.assign(up.rbegin(), up.rend());
}

std::vector<std::string> pathOf(const Document& document, NodeId id) {
    std::vector<std::string> up;
    for (; id != noNode && id != policy::xml::documentNode; id = document.node(id).parent)
        if (document.isElement(id)) up.emplace_back(document.name(id));
    std::reverse(up.begin(), up.end());
    return up;
}

}  // namespace

XmlContext contextAt(const Document& document, std::size_t caret) {
    const std::string_view text = document.text();
    XmlContext context;
    caret = std::min(caret, text.size());
    const std::size_t stop = caret > lookBack ? caret - lookBack : 0;
    std::size_t at = caret;
    bool inTag = false;
    while (at > stop) {
        at = text.rfind('<', at - 1);
        if (at == std::string_view::npos || at < stop) break;
        if (at + 1 == caret) {
            context.kind = XmlContext::Kind::ElementName;
            context.begin = caret;
            inTag = true;
            break;
        }
        const char next = text[at + 1];
        if (next == '/') {
            std::size_t end = at + 2;
            while (end < caret && isName(text[end])) ++end;
            if (end == caret) {
                context.kind = XmlContext::Kind::EndTag;
                context.begin = at + 2;
                inTag = true;
            }
            break;
        }
        if (next == '!' || next == '?') {
            if (text.substr(at, caret - at).starts_with("<!--") && text.substr(at, caret - at).find("-->") == std::string_view::npos)
                return context;
            break;
        }
        if (!std::isalpha(static_cast<unsigned char>(next))) continue;  // "<" of an expression
        XmlContext tag;
        if (readTag(text, at, caret, tag)) {
            context = std::move(tag);
            inTag = true;
        }
        break;
    }
    if (!inTag) {
        context.kind = XmlContext::Kind::Text;
        context.begin = caret;
        at = caret;
        // In an expression between tags?
        const std::size_t open = std::max(text.rfind("@(", caret) == std::string_view::npos ? 0 : text.rfind("@(", caret),
                                          text.rfind("@{", caret) == std::string_view::npos ? 0 : text.rfind("@{", caret));
        if (open > 0 && open < caret && text.substr(open, caret - open).find("</") == std::string_view::npos &&
            !policy::xml::matchExpression(text.substr(0, caret), open).matched) {
            context.kind = XmlContext::Kind::Expression;
            context.expressionBegin = open;
            while (context.begin > open + 2 && isName(text[context.begin - 1]) && text[context.begin - 1] != '.') --context.begin;
        }
    }
    context.typed = text.substr(context.begin, caret - context.begin);
    addPath(document, at, context);
    return context;
}

const policy::ElementDescriptor* describedElement(const std::vector<std::string>& path, const policy::Catalog& catalog) {
    const policy::ElementDescriptor* current = nullptr;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const policy::ElementDescriptor* next = nullptr;
        if (current)
            for (const auto& child : current->children)
                if (child.name == path[i]) next = &child;
        if (!next && i > 0)
            if (const auto* policy = catalog.find(path[i])) next = &policy->element;
        current = next;
    }
    return current;
}

QString documentationOf(const policy::AttributeDescriptor& attribute) {
    QStringList facts;
    if (attribute.presence == policy::Presence::Required) facts << fact("required");
    if (!attribute.defaultValue.empty()) facts << fact("default %1").arg(toText(attribute.defaultValue));
    if (!attribute.values.empty()) {
        QStringList values;
        for (const auto value : attribute.values) values << toText(value);
        facts << values.join(QStringLiteral(" | "));
    }
    if (attribute.minimum) facts << fact("at least %1").arg(*attribute.minimum);
    if (attribute.maximum) facts << fact("at most %1").arg(*attribute.maximum);
    if (!attribute.unit.empty()) facts << toText(attribute.unit);
    facts << (attribute.expressions == policy::Expressions::Allowed ? fact("expressions allowed") : fact("no expressions"));
    return QStringLiteral("<p><b>%1</b>: %2</p><p>%3</p>")
        .arg(toText(attribute.name), toText(attribute.help).toHtmlEscaped(), facts.join(QStringLiteral(", ")).toHtmlEscaped());
}

QString documentationAt(const Document& document, const policy::Catalog& catalog, std::size_t offset) {
    NodeId id = document.nodeAt(offset);
    while (id != policy::xml::documentNode && !document.isElement(id)) id = document.node(id).parent;
    if (id == policy::xml::documentNode || !document.node(id).startTag.contains(offset)) return {};
    const auto* element = describedElement(pathOf(document, id), catalog);
    if (!element) return {};
    for (const auto& attribute : document.attributes(id)) {
        if (!attribute.range.contains(offset)) continue;
        for (const auto& known : element->attributes)
            if (known.name == document.slice(attribute.name)) return documentationOf(known);
        return {};
    }
    const auto* policy = catalog.find(element->name);
    const std::string_view help = policy && &policy->element == element && !policy->summary.empty() ? policy->summary : element->help;
    return QStringLiteral("<p><b>%1</b>: %2</p>").arg(toText(element->name), toText(help).toHtmlEscaped());
}

QString definitionAt(const Document& document, const policy::Catalog& catalog, const resources::Workspace& workspace,
                     const std::string& apimWorkspace, std::size_t offset) {
    std::size_t from = 0;
    while (const auto token = policy::findNamedValue(document.text(), from)) {
        if (token->begin > offset) break;
        from = token->end;
        if (offset >= token->end) continue;
        const auto* value = workspace.namedValue(token->name, apimWorkspace);
        return value ? QString::fromStdString(value->file) : QString();
    }
    NodeId id = document.nodeAt(offset);
    while (id != policy::xml::documentNode && !document.isElement(id)) id = document.node(id).parent;
    if (id == policy::xml::documentNode) return {};
    const auto* element = describedElement(pathOf(document, id), catalog);
    for (const auto& attribute : document.attributes(id)) {
        if (!attribute.range.contains(offset) && document.attributes(id).size() > 1) continue;
        const std::string_view value = document.slice(attribute.value);
        const policy::AttributeDescriptor* known = nullptr;
        if (element)
            for (const auto& candidate : element->attributes)
                if (candidate.name == document.slice(attribute.name)) known = &candidate;
        if (!known) continue;
        if (known->type == policy::AttributeType::FragmentId)
            if (const auto* fragment = workspace.fragment(value, apimWorkspace))
                return QString::fromStdString(fragment->policy ? fragment->policy->file : fragment->file);
        if (known->type == policy::AttributeType::BackendId)
            if (const auto* backend = workspace.backend(value, apimWorkspace)) return QString::fromStdString(backend->file);
        if (known->type == policy::AttributeType::LoggerId)
            if (const auto* logger = workspace.logger(value, apimWorkspace)) return QString::fromStdString(logger->file);
    }
    return {};
}

}  // namespace mgc::ui
