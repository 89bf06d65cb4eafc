#include "ui/pages/policies/xml/completion_source.h"

#include "ui/documents/text.h"
#include "ui/documents/variables.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>

#include "policy/edit/placement.h"
#include "policy/edit/skeleton.h"

namespace mgc::ui {

namespace {

constexpr qsizetype most = 300;

QString words(const char* source) { return QCoreApplication::translate("Completion", source); }

/// `<name a="|">` from the skeleton, without the "<" that is there already.
Completion elementItem(const policy::ElementDescriptor& element, std::string_view summary) {
    QString markup = QString::fromStdString(policy::edit::skeletonOf(element)).trimmed();
    markup.remove(0, 1);
    const qsizetype empty = markup.indexOf(QLatin1String("\"\""));
    if (empty >= 0)
        markup.insert(empty + 1, QLatin1Char('|'));
    else
        markup += QLatin1Char('|');
    return {toText(element.name), markup, toText(summary), QStringLiteral("code"), toText(element.help)};
}

void addPolicies(CompletionOffer& list, const XmlContext& context, const policy::Catalog& catalog,
                 const policy::ElementDescriptor* parent) {
    const bool fragment = !context.path.empty() && context.path.front() == "fragment";
    policy::edit::Place place;
    place.inFragment = fragment;
    if (context.path.size() > 1 && !fragment) place.section = policy::edit::sectionNamed(context.path[1]);
    policy::edit::OutlineItem holder;
    holder.part = context.path.size() <= (fragment ? 1U : 2U) ? policy::edit::Part::Section : policy::edit::Part::Branch;
    holder.holdsPolicies = true;
    holder.element = parent;
    place.container = &holder;
    for (const auto* policy : catalog.all())
        if (policy::edit::mayStand(policy->name(), place, catalog).allowed())
            list.items.push_back(elementItem(policy->element, policy->summary));
    if (holder.part == policy::edit::Part::Section && !fragment)
        list.items.push_back({QStringLiteral("base"),
                              QStringLiteral("base />|"),
                              words("the policies of the outer scope"),
                              QStringLiteral("arrow_enter_left"),
                              {}});
}

void addElements(CompletionOffer& list, const XmlContext& context, const policy::Catalog& catalog) {
    if (context.path.empty()) {
        for (const char* root : {"policies", "fragment"})
            list.items.push_back({QLatin1String(root),
                                  QLatin1String(root) + QStringLiteral(">|</") + QLatin1String(root) + QLatin1Char('>'),
                                  {},
                                  QStringLiteral("code"),
                                  {}});
        return;
    }
    if (context.path.size() == 1 && context.path.front() == "policies") {
        for (const char* section : {"inbound", "backend", "outbound", "on-error"})
            list.items.push_back({QLatin1String(section),
                                  QLatin1String(section) + QStringLiteral(">|</") + QLatin1String(section) + QLatin1Char('>'),
                                  words("section"),
                                  QStringLiteral("flowchart"),
                                  {}});
        return;
    }
    const auto* parent = describedElement(context.path, catalog);
    const bool section = context.path.size() == 2 && context.path.front() == "policies";
    const bool fragment = context.path.size() == 1;
    if (parent)
        for (const auto& child : parent->children) list.items.push_back(elementItem(child, child.help));
    if (section || fragment ||
        (parent && (parent->content == policy::Content::Policies || parent->content == policy::Content::PoliciesAndElements)))
        addPolicies(list, context, catalog, parent);
}

void addAttributes(CompletionOffer& list, const XmlContext& context, const policy::ElementDescriptor& element) {
    int optional = 0;
    for (const int pass : {0, 1})
        for (const auto& attribute : element.attributes) {
            const bool required = attribute.presence == policy::Presence::Required;
            if (required != (pass == 0)) continue;
            if (std::find(context.present.begin(), context.present.end(), attribute.name) != context.present.end()) continue;
            QString detail = required                         ? words("required")
                             : attribute.defaultValue.empty() ? toText(attribute.unit)
                                                              : words("default %1").arg(toText(attribute.defaultValue));
            if (detail.isEmpty()) detail = toText(attribute.help);  // the list cuts it
            list.items.push_back({toText(attribute.name), toText(attribute.name) + QStringLiteral("=\"|\""), detail, QStringLiteral("tag"),
                                  documentationOf(attribute)});
            if (!required) ++optional;
        }
    list.footer = words("%1 of %2 attributes left, %3 optional").arg(list.items.size()).arg(element.attributes.size()).arg(optional);
}

template <class Resources>
void addNames(QVector<Completion>& list, const Resources& resources, const QString& detail, const QString& icon) {
    for (const auto& resource : resources)
        if (list.size() < most)
            list.push_back({QString::fromStdString(resource.name), QString::fromStdString(resource.name), detail, icon, {}});
}

}  // namespace

QVector<Completion> valuesFor(const policy::AttributeDescriptor& attribute, const policy::xml::Document& document,
                              const policy::Catalog& catalog, const resources::Workspace* workspace, const std::string&) {
    using policy::AttributeType;
    QVector<Completion> list;
    for (const auto value : attribute.values) list.push_back({toText(value), toText(value), {}, QStringLiteral("tag"), {}});
    if (attribute.type == AttributeType::Boolean)
        for (const char* value : {"true", "false"})
            list.push_back({QLatin1String(value), QLatin1String(value), {}, QStringLiteral("tag"), {}});
    if (workspace && attribute.type == AttributeType::BackendId)
        addNames(list, workspace->backends, words("backend"), QStringLiteral("server"));
    if (workspace && attribute.type == AttributeType::FragmentId)
        addNames(list, workspace->fragments, words("fragment"), QStringLiteral("puzzle_piece"));
    if (workspace && attribute.type == AttributeType::LoggerId)
        addNames(list, workspace->loggers, words("logger"), QStringLiteral("data_histogram"));
    if (attribute.type == AttributeType::VariableName)
        for (const QString& variable : variablesOf(document, catalog))
            list.push_back({variable, variable, words("variable"), QStringLiteral("braces_variable"), {}});
    if (!attribute.defaultValue.empty() && attribute.values.empty() && attribute.type != AttributeType::Boolean)
        list.push_back({toText(attribute.defaultValue), toText(attribute.defaultValue), words("default"), QStringLiteral("tag"), {}});
    if (workspace)
        for (const auto& value : workspace->namedValues)
            if (list.size() < most) {
                const QString token = QStringLiteral("{{%1}}").arg(QString::fromStdString(value.displayName));
                list.push_back({token,
                                token,
                                value.secret ? words("named value, secret") : words("named value"),
                                QStringLiteral("braces_variable"),
                                {}});
            }
    if (attribute.expressions == policy::Expressions::Allowed)
        list.push_back({QStringLiteral("@(…)"), QStringLiteral("@(|)"), words("expression"), QStringLiteral("code"), {}});
    return list;
}

CompletionOffer completionsAt(const policy::xml::Document& document, const XmlContext& context, const policy::Catalog& catalog,
                              const resources::Workspace* workspace, const std::string& apimWorkspace) {
    CompletionOffer list;
    switch (context.kind) {
        case XmlContext::Kind::ElementName:
            addElements(list, context, catalog);
            if (!context.path.empty())
                list.items.push_back({QLatin1Char('/') + QString::fromStdString(context.path.back()),
                                      QLatin1Char('/') + QString::fromStdString(context.path.back()) + QStringLiteral(">|"),
                                      words("end tag"),
                                      QStringLiteral("code"),
                                      {}});
            break;
        case XmlContext::Kind::EndTag:
            if (!context.path.empty())
                list.items.push_back({QString::fromStdString(context.path.back()),
                                      QString::fromStdString(context.path.back()) + QStringLiteral(">|"),
                                      words("end tag"),
                                      QStringLiteral("code"),
                                      {}});
            break;
        case XmlContext::Kind::AttributeName:
        case XmlContext::Kind::Value: {
            auto path = context.path;
            path.push_back(context.element);
            const auto* element = describedElement(path, catalog);
            if (!element) break;
            if (context.kind == XmlContext::Kind::AttributeName) {
                addAttributes(list, context, *element);
                break;
            }
            for (const auto& attribute : element->attributes)
                if (attribute.name == context.attribute) list.items = valuesFor(attribute, document, catalog, workspace, apimWorkspace);
            break;
        }
        default:
            break;
    }
    return list;
}

}  // namespace mgc::ui
