#include "ui/forms/policy_docs.h"

#include "ui/documents/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace mgc::ui {

namespace {

QString words(const char* source) { return QCoreApplication::translate("PolicyDocs", source); }
QString escaped(std::string_view text) { return toText(text).toHtmlEscaped(); }

void addElement(const policy::ElementDescriptor& element, int depth, QString& html) {
    if (depth > 0)
        html += QStringLiteral("<p style='margin-top:10px'><b>&lt;%1&gt;</b> %2</p>").arg(escaped(element.name), escaped(element.help));
    for (const auto& attribute : element.attributes) {
        QStringList facts;
        if (attribute.presence == policy::Presence::Required) facts << words("required");
        if (!attribute.defaultValue.empty()) facts << words("default %1").arg(escaped(attribute.defaultValue));
        QStringList values;
        for (const auto value : attribute.values) values << escaped(value);
        if (!values.isEmpty()) facts << values.join(QStringLiteral(" | "));
        if (attribute.minimum) facts << words("at least %1").arg(*attribute.minimum);
        if (attribute.maximum) facts << words("at most %1").arg(*attribute.maximum);
        if (!attribute.unit.empty()) facts << escaped(attribute.unit);
        if (attribute.expressions == policy::Expressions::Allowed) facts << words("expressions");
        html += QStringLiteral("<p style='margin:6px 0 0 0'><code><b>%1</b></code><br>%2<br><i>%3</i></p>")
                    .arg(escaped(attribute.name), escaped(attribute.help), facts.join(QStringLiteral(", ")));
    }
    for (const auto& child : element.children)
        if (depth < 4) addElement(child, depth + 1, html);
}

}  // namespace

QString sectionsOf(const policy::PolicyDescriptor& policy) {
    QStringList list;
    if (policy.sections.contains(policy::Section::Inbound)) list << QStringLiteral("inbound");
    if (policy.sections.contains(policy::Section::Backend)) list << QStringLiteral("backend");
    if (policy.sections.contains(policy::Section::Outbound)) list << QStringLiteral("outbound");
    if (policy.sections.contains(policy::Section::OnError)) list << QStringLiteral("on-error");
    return list.size() == 4 ? words("all sections") : list.join(QStringLiteral(", "));
}

QString scopesOf(const policy::PolicyDescriptor& policy) {
    QStringList list;
    if (policy.scopes.contains(policy::Scope::Global)) list << words("global");
    if (policy.scopes.contains(policy::Scope::Workspace)) list << words("workspace");
    if (policy.scopes.contains(policy::Scope::Product)) list << words("product");
    if (policy.scopes.contains(policy::Scope::Api)) list << QStringLiteral("API");
    if (policy.scopes.contains(policy::Scope::Operation)) list << words("operation");
    return list.size() == 5 ? words("all scopes") : list.join(QStringLiteral(", "));
}

QString documentationOf(const policy::PolicyDescriptor& policy) {
    QString html = QStringLiteral("<p>%1</p>").arg(escaped(policy.summary));
    html += QStringLiteral("<p>%1: %2<br>%3: %4</p>").arg(words("Allowed in"), sectionsOf(policy), words("Scopes"), scopesOf(policy));
    addElement(policy.element, 0, html);
    if (!policy.documentation.empty())
        html += QStringLiteral("<p style='margin-top:12px'><a href='%1'>%2</a></p>")
                    .arg(escaped(policy.documentation), words("Documentation page"));
    return html;
}

}  // namespace mgc::ui
