#include "ui/pages/policies/open/open_policy_dialog.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

#include "resources/files.h"
#include "resources/resource_type.h"
#include "ui/documents/document_store.h"
#include "ui/documents/text.h"
#include "ui/documents/workspace_edits.h"
#include "ui/forms/value_field.h"
#include "ui/pages/page.h"
#include "ui/session/gateway_session.h"
#include "ui/session/samples.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

/// "token-rate-limiting" of ".../labs/token-rate-limiting/policy.xml".
QString nameFrom(const QString& path) {
    QString name = QFileInfo(path).completeBaseName();
    if (name == QLatin1String("policy") || name == QLatin1String("policies")) name = QFileInfo(QFileInfo(path).path()).fileName();
    static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9._-]+"));
    name.replace(other, QStringLiteral("-"));
    while (!name.isEmpty() && !name.front().isLetterOrNumber()) name.remove(0, 1);
    return name.isEmpty() ? QStringLiteral("policy") : name.left(60);
}

QString folderOf(const QString& workspace, const char* kind) {
    const auto& type = resources::resourceType(kind);
    for (const auto name : type.otherFolders)
        if (QDir(workspace).exists(toText(name))) return workspace + QLatin1Char('/') + toText(name);
    return workspace + QLatin1Char('/') + toText(type.folder);
}

constexpr const char* starterApi = "/apis/inference-api/policy.xml";
constexpr const char* starterBackend = "aoai-pool";

}  // namespace

OpenPolicyDialog::OpenPolicyDialog(const QString& path, std::string text, PageContext& context, QWidget* parent)
    : QDialog(parent),
      m_path(path),
      m_document(policy::xml::Document::parse(std::move(text), path.toStdString())),
      m_context(context),
      m_placeholders(placeholdersOf(m_document)) {
    setObjectName(QStringLiteral("openPolicy"));
    setWindowTitle(tr("Open a policy"));
    setAccessibleName(tr("Open a policy"));
    setMinimumWidth(px(520));
    const auto root = m_document.firstChildElement(policy::xml::documentNode);
    m_isFragment = root != policy::xml::noNode && m_document.name(root) == "fragment";
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 20, 16, 20, 16);
    setSpacing(column, 12);
    column->addWidget(new Label(tr("Open a policy"), TextRole::SectionTitle, ColorRole::Text, this));
    auto* where = new Label(path, TextRole::Hint, ColorRole::Muted, this);
    where->setElide(Qt::ElideMiddle);
    column->addWidget(where);
    addTargets();
    addPlaceholders();
    m_problem = new Label({}, TextRole::Hint, ColorRole::Err, this);
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    row->addStretch();
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, this);
    m_open = new Button(tr("Open"), {}, ButtonKind::Primary, this);
    m_open->setAccessibleName(tr("Open the policy"));
    m_open->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_open);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, &OpenPolicyDialog::open);
    (m_values.isEmpty() ? static_cast<QWidget*>(m_scratch) : m_values.first()->editor())->setFocus();
    check();
}

void OpenPolicyDialog::addTargets() {
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->addWidget(new Label(tr("Open as"), TextRole::Tab, ColorRole::Text, this));
    m_scratch = new QRadioButton(tr("A scratch workspace with this as the policy of its API"), this);
    m_here = new QRadioButton(
        m_isFragment ? tr("A new fragment of the current workspace") : tr("The policy of a new API of the current workspace"), this);
    m_scratch->setChecked(!m_isFragment);
    m_here->setChecked(m_isFragment);
    m_scratch->setEnabled(!m_isFragment);
    m_here->setEnabled(!m_context.edits.folder().isEmpty());
    column->addWidget(m_scratch);
    column->addWidget(m_here);
    FieldSpec spec;
    spec.name = tr("Name");
    spec.help = m_isFragment ? tr("What <include-fragment> will call it") : tr("Folder name of the workspace or API");
    spec.required = true;
    m_name = new ValueField(spec, this);
    m_name->setText(nameFrom(m_path), true);
    column->addWidget(m_name);
    connect(m_name, &ValueField::edited, this, &OpenPolicyDialog::check);
    connect(m_here, &QRadioButton::toggled, this, &OpenPolicyDialog::check);
}

void OpenPolicyDialog::addPlaceholders() {
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    if (m_placeholders.isEmpty()) return;
    column->addWidget(new HairLine(Qt::Horizontal, this));
    column->addWidget(
        new Label(tr("%n placeholders, filled in with values that run on the simulator", nullptr, static_cast<int>(m_placeholders.size())),
                  TextRole::Tab, ColorRole::Text, this));
    auto* scroll = new QScrollArea(this);
    scroll->setAccessibleName(tr("Placeholders"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget(scroll);
    auto* list = plainLayout<QVBoxLayout>(content);
    setSpacing(list, 12);
    setMargins(list, 2, 2, 8, 2);
    for (const OpenPlaceholder& placeholder : m_placeholders) {
        FieldSpec spec;
        spec.name = placeholder.text;
        spec.help = placeholder.namedValue ? tr("Named value, first in %1; made where the workspace lacks it").arg(placeholder.where)
                                           : tr("First in %1").arg(placeholder.where);
        auto* field = new ValueField(spec, content);
        field->setText(simulatedValue(placeholder.name, QLatin1String(starterBackend)), true);
        m_values.push_back(field);
        list->addWidget(field);
    }
    list->addStretch();
    scroll->setWidget(content);
    scroll->setMinimumHeight(std::min(content->sizeHint().height() + px(4), px(300)));
    column->addWidget(scroll, 1);
}

void OpenPolicyDialog::check() {
    QString problem = WorkspaceEdits::nameProblem(m_name->text());
    if (problem.isEmpty() && m_here->isChecked()) {
        const QString folder =
            folderOf(m_context.edits.folder(), m_isFragment ? "policyFragment" : "api") + QLatin1Char('/') + m_name->text();
        if (QFileInfo::exists(folder)) problem = tr("The workspace has that already.");
    }
    m_name->setProblem(problem);
    m_open->setEnabled(problem.isEmpty());
}

void OpenPolicyDialog::fail(const QString& reason) { m_problem->setText(reason); }

std::string OpenPolicyDialog::namedValueJson(const QString& name, const QString& value) const {
    const QJsonObject properties{
        {QStringLiteral("displayName"), name}, {QStringLiteral("value"), value}, {QStringLiteral("secret"), false}};
    return QJsonDocument(QJsonObject{{QStringLiteral("properties"), properties}}).toJson(QJsonDocument::Indented).toStdString();
}

void OpenPolicyDialog::open() {
    QStringList values;
    for (const ValueField* field : m_values) values << field->text();
    const std::string text = filledIn(m_document, m_placeholders, values);
    if (m_scratch->isChecked() ? openScratch(text) : openHere(text)) accept();
}

bool OpenPolicyDialog::openScratch(const std::string& text) {
    const auto folder = copySample(QStringLiteral("starter"), true);
    if (!folder) {
        fail(QString::fromStdString(folder.error().fullMessage()));
        return false;
    }
    QString target = workspacesFolder() + QLatin1Char('/') + m_name->text();
    for (int number = 2; QFileInfo::exists(target); ++number)
        target = workspacesFolder() + QStringLiteral("/%1-%2").arg(m_name->text()).arg(number);
    const QString made = QDir().rename(*folder, target) ? target : *folder;
    m_opened = made + QLatin1String(starterApi);
    auto written = resources::writeFile(m_opened.toStdString(), text);
    for (qsizetype i = 0; written && i < m_placeholders.size(); ++i) {
        if (!m_placeholders[i].namedValue) continue;
        const QString file =
            folderOf(made, "namedValue") + QLatin1Char('/') + m_placeholders[i].name + QStringLiteral("/namedValueInformation.json");
        written = resources::writeFile(file.toStdString(), namedValueJson(m_placeholders[i].name, m_values[i]->text()));
    }
    if (!written) fail(QString::fromStdString(written.error().fullMessage()));
    m_workspace = made;
    return written.has_value();
}

bool OpenPolicyDialog::openHere(const std::string& text) {
    const QString root = m_context.edits.folder();
    const auto snapshot = m_context.documents.workspace().current();
    std::vector<WorkspaceEdits::NewFile> files;
    const QString name = m_name->text();
    const QString folder = folderOf(root, m_isFragment ? "policyFragment" : "api") + QLatin1Char('/') + name;
    if (m_isFragment) {
        files.push_back(
            {folder + QStringLiteral("/policyFragmentInformation.json"), "{\n  \"properties\": {\n    \"description\": \"\"\n  }\n}\n"});
    } else {
        const QJsonObject properties{{QStringLiteral("displayName"), name},
                                     {QStringLiteral("path"), name},
                                     {QStringLiteral("protocols"), QJsonArray{QStringLiteral("https")}},
                                     {QStringLiteral("subscriptionRequired"), true},
                                     {QStringLiteral("type"), QStringLiteral("http")},
                                     {QStringLiteral("apiRevision"), QStringLiteral("1")},
                                     {QStringLiteral("isCurrent"), true}};
        files.push_back(
            {folder + QStringLiteral("/apiInformation.json"),
             QJsonDocument(QJsonObject{{QStringLiteral("properties"), properties}}).toJson(QJsonDocument::Indented).toStdString()});
        // Without an operation no request reaches the policy.
        files.push_back({folder + QStringLiteral("/operations/any-post/operationInformation.json"),
                         "{\n  \"properties\": {\n    \"displayName\": \"any POST\",\n    \"method\": \"POST\",\n    \"urlTemplate\": "
                         "\"/*\"\n  }\n}\n"});
    }
    m_opened = folder + QStringLiteral("/policy.xml");
    files.push_back({m_opened, text});
    for (qsizetype i = 0; i < m_placeholders.size(); ++i) {
        const OpenPlaceholder& placeholder = m_placeholders[i];
        if (!placeholder.namedValue || (snapshot && snapshot->namedValue(placeholder.name.toStdString(), ""))) continue;
        files.push_back({folderOf(root, "namedValue") + QLatin1Char('/') + placeholder.name + QStringLiteral("/namedValueInformation.json"),
                         namedValueJson(placeholder.name, m_values[i]->text())});
    }
    m_workspace = root;
    if (const auto made = m_context.edits.create(files, tr("Open %1").arg(name)); !made) {
        fail(QString::fromStdString(made.error().fullMessage()));
        return false;
    }
    return true;
}

}  // namespace mgc::ui
