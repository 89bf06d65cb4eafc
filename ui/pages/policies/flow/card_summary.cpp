#include "ui/pages/policies/flow/card_summary.h"

#include "ui/documents/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include "policy/edit/node_changes.h"
#include "policy/xml/decode.h"

namespace mgc::ui {

namespace {

using policy::edit::OutlineItem;
using policy::edit::Part;
using policy::xml::Document;
using policy::xml::NodeId;
using policy::xml::noNode;

constexpr qsizetype longest = 160;

QString valueOf(const Document& document, NodeId node, std::string_view name) {
    const auto* attribute = document.attribute(node, name);
    return attribute ? shortExpression(QString::fromStdString(policy::xml::decodeAttribute(document, *attribute).text())) : QString();
}

/// Text of the element, or of its first child element that has any.
QString textOf(const Document& document, NodeId node) {
    const QString own = shortExpression(QString::fromStdString(policy::xml::decodeContent(document, node).text()));
    if (!own.isEmpty()) return own;
    for (NodeId child = document.firstChildElement(node); child != noNode; child = document.nextElement(child)) {
        const QString inner = shortExpression(QString::fromStdString(policy::xml::decodeContent(document, child).text()));
        if (!inner.isEmpty()) return inner;
    }
    return {};
}

/// "500 tokens per minute"; flags by their name; enumerations by their value.
QString part(const policy::AttributeDescriptor& attribute, const QString& value) {
    if (!attribute.unit.empty()) return value + QLatin1Char(' ') + toText(attribute.unit);
    switch (attribute.type) {
        case policy::AttributeType::Boolean:
            return value == QLatin1String("true") ? toText(attribute.name) : QString();
        case policy::AttributeType::Integer:
        case policy::AttributeType::Number:
        case policy::AttributeType::Duration:
            return toText(attribute.name) + QLatin1Char(' ') + value;
        default:
            return value;
    }
}

QString generic(const Document& document, NodeId node, const policy::ElementDescriptor* element) {
    QStringList required;
    QStringList optional;
    for (const auto& attribute : document.attributes(node)) {
        const auto name = document.slice(attribute.name);
        const policy::AttributeDescriptor* known = nullptr;
        if (element)
            for (const auto& candidate : element->attributes)
                if (candidate.name == name) known = &candidate;
        const QString value = valueOf(document, node, name);
        const QString words = known ? part(*known, value) : toText(name) + QLatin1Char(' ') + value;
        if (!words.isEmpty()) (known && known->presence == policy::Presence::Required ? required : optional) << words;
    }
    QStringList all = required + optional;
    if (all.isEmpty()) {
        const QString text = textOf(document, node);
        if (!text.isEmpty()) all << text;
    }
    return all.mid(0, 3).join(QStringLiteral(", "));
}

QString summary(const Document& document, NodeId node, const std::string& name, const policy::ElementDescriptor* element) {
    const auto value = [&](std::string_view attribute) { return valueOf(document, node, attribute); };
    if (name == "when") return value("condition");
    if (name == "set-variable") return QStringLiteral("%1 = %2").arg(value("name"), value("value"));
    if (name == "set-header" || name == "set-query-parameter") {
        const QString text = textOf(document, node);
        const QString action = value("exists-action");
        if (action == QLatin1String("delete")) return QCoreApplication::translate("Flow", "%1, deleted").arg(value("name"));
        return text.isEmpty() ? value("name") : QStringLiteral("%1: %2").arg(value("name"), text);
    }
    if (name == "set-backend-service") {
        const QString backend = value("backend-id");
        return backend.isEmpty() ? value("base-url") : QCoreApplication::translate("Flow", "backend %1").arg(backend);
    }
    if (name == "retry") {
        return QCoreApplication::translate("Flow", "up to %1 times while %2").arg(value("count"), value("condition"));
    }
    if (name == "choose" || name == "wait") return {};  // its branches say it
    if (name == "llm-token-limit" || name == "azure-openai-token-limit") {
        const QString perMinute = value("tokens-per-minute");
        const QString limit =
            perMinute.isEmpty()
                ? QCoreApplication::translate("Flow", "%1 tokens per %2").arg(value("token-quota"), value("token-quota-period"))
                : QCoreApplication::translate("Flow", "%1 tokens/min").arg(perMinute);
        return QCoreApplication::translate("Flow", "by %1, %2").arg(value("counter-key"), limit);
    }
    return generic(document, node, element);
}

}  // namespace

QString shortExpression(QString text) {
    text = text.simplified();
    if (text.startsWith(QLatin1String("@(")) && text.endsWith(QLatin1Char(')'))) text = text.mid(2, text.size() - 3);
    static const QRegularExpression common(QStringLiteral("\\b(context\\.)(?=[A-Z])"));
    text.remove(common);
    return text.size() > longest ? text.left(longest) + QChar(0x2026) : text;
}

QString cardSummary(const Document& document, const OutlineItem& item) {
    if (item.part == Part::Section || item.part == Part::Base) return {};
    if (item.part == Part::Disabled) {
        const Document inside = policy::edit::insideOf(document, item.node);
        return summary(inside, inside.firstChildElement(policy::xml::documentNode), item.name,
                       item.policy ? &item.policy->element : nullptr);
    }
    return summary(document, item.node, item.name, item.element);
}

}  // namespace mgc::ui
