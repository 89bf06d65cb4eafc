#include "ui/forms/special/entra_token.h"

#include <QVBoxLayout>

#include "policy/xml/edit.h"
#include "ui/forms/value_field.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

using policy::xml::Document;
using policy::xml::NodeId;
using policy::xml::noNode;

EntraToken::EntraToken(PolicyFile& file, DocumentStore& store, QWidget* parent) : SpecialEditor(file, store, parent) {
    setObjectName(QStringLiteral("entraToken"));
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 10);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    column->addWidget(new Label(tr("Tokens of Microsoft Entra ID"), TextRole::DockTitle, ColorRole::Text, this));
    const auto field = [&](const QString& name, const QString& help) {
        FieldSpec spec;
        spec.name = name;
        spec.help = help;
        auto* made = new ValueField(spec, this);
        column->addWidget(made);
        return made;
    };
    m_tenant = field(tr("Tenant"), tr("Id or domain; common and organizations for several tenants"));
    m_audience = field(tr("Audience"), tr("Application id URI or client id the tokens are for"));
    m_problem = new Label({}, TextRole::Hint, ColorRole::Err, this);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    auto* fill = new Button(tr("Fill in"), QStringLiteral("shield_checkmark"), ButtonKind::Normal, this);
    fill->setAccessibleName(tr("Fill the policy in for Microsoft Entra ID"));
    connect(fill, &QPushButton::clicked, this, &EntraToken::fillIn);
    column->addWidget(fill, 0, Qt::AlignLeft);
}

void EntraToken::refresh(NodeId node) { m_place = m_file.document().node(node).range.begin; }

void EntraToken::fillIn() {
    const std::string tenant = m_tenant->text().trimmed().toStdString();
    const std::string audience = m_audience->text().trimmed().toHtmlEscaped().toStdString();
    m_tenant->setProblem(tenant.empty() ? tr("A tenant is needed.") : QString());
    if (tenant.empty()) return;
    const std::string url = "https://login.microsoftonline.com/" + tenant + "/v2.0/.well-known/openid-configuration";
    std::vector<Step> steps;
    const auto attribute = [&](std::string_view name, std::string_view value) {
        steps.push_back(
            [name, value](const Document& document, NodeId node) { return policy::xml::setAttribute(document, node, name, value); });
    };
    attribute("header-name", "Authorization");
    attribute("failed-validation-httpcode", "401");
    attribute("require-scheme", "Bearer");
    steps.push_back([url](const Document& document, NodeId node) -> Result<policy::xml::Edit> {
        const NodeId known = childNamed(document, node, "openid-config");
        if (known != noNode) return policy::xml::setAttribute(document, known, "url", url);
        return policy::xml::insertMarkup(document, node, document.firstChildElement(node), "<openid-config url=\"" + url + "\" />");
    });
    if (!audience.empty())
        steps.push_back([audience](const Document& document, NodeId node) -> Result<policy::xml::Edit> {
            const std::string one = "<audience>" + audience + "</audience>";
            const NodeId list = childNamed(document, node, "audiences");
            if (list != noNode) return policy::xml::insertMarkup(document, list, noNode, one);
            return policy::xml::insertMarkup(document, node, document.nextElement(childNamed(document, node, "openid-config")),
                                             "<audiences>\n    " + one + "\n</audiences>");
        });
    const auto done = apply(steps, tr("Validate tokens of Microsoft Entra ID"));
    m_problem->setVisible(!done);
    if (!done) m_problem->setText(QString::fromStdString(done.error().fullMessage()));
}

}  // namespace mgc::ui
