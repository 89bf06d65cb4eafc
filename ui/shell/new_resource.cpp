#include "ui/shell/new_resource.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVBoxLayout>

#include "resources/resource_type.h"
#include "ui/documents/text.h"
#include "ui/forms/value_field.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

std::string information(const QJsonObject& properties) {
    return QJsonDocument(QJsonObject{{QStringLiteral("properties"), properties}}).toJson(QJsonDocument::Indented).toStdString();
}

}  // namespace

std::string emptyPolicy() {
    std::string text = "<policies>\n";
    for (const char* section : {"inbound", "backend", "outbound", "on-error"})
        text += "    <" + std::string(section) + ">\n        <base />\n    </" + section + ">\n";
    return text + "</policies>\n";
}

QString collectionFolder(const QString& workspace, const char* kind) {
    const auto& type = resources::resourceType(kind);
    for (const auto name : type.otherFolders)
        if (QDir(workspace).exists(toText(name))) return workspace + QLatin1Char('/') + toText(name);
    return workspace + QLatin1Char('/') + toText(type.folder);
}

bool NewResource::canMake(WorkspaceKind kind) {
    return kind == WorkspaceKind::Api || kind == WorkspaceKind::Operation || kind == WorkspaceKind::Product ||
           kind == WorkspaceKind::Fragment || kind == WorkspaceKind::NamedValue;
}

QString NewResource::titleOf(WorkspaceKind kind) {
    switch (kind) {
        case WorkspaceKind::Api:
            return tr("New API");
        case WorkspaceKind::Operation:
            return tr("New operation");
        case WorkspaceKind::Product:
            return tr("New product");
        case WorkspaceKind::Fragment:
            return tr("New fragment");
        default:
            return tr("New named value");
    }
}

NewResource::NewResource(WorkspaceKind kind, const QString& api, WorkspaceEdits& edits, QWidget* parent)
    : QDialog(parent), m_kind(kind), m_api(api), m_edits(edits) {
    setObjectName(QStringLiteral("newResource"));
    setWindowTitle(titleOf(kind));
    setAccessibleName(titleOf(kind));
    setMinimumWidth(px(440));
    m_column = plainLayout<QVBoxLayout>(this);
    setMargins(m_column, 20, 16, 20, 16);
    setSpacing(m_column, 12);
    m_column->addWidget(new Label(titleOf(kind), TextRole::SectionTitle, ColorRole::Text, this));
    m_name = add(tr("Name"), tr("Name of its folder; letters, digits, - _ and ."));
    if (kind == WorkspaceKind::Api) m_first = add(tr("Path"), tr("What comes behind the gateway's address: https://gateway/path"));
    if (kind == WorkspaceKind::Operation) {
        m_first = add(tr("Method"), {}, QStringLiteral("POST"),
                      {QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT"), QStringLiteral("PATCH"),
                       QStringLiteral("DELETE"), QStringLiteral("HEAD"), QStringLiteral("OPTIONS")});
        m_second = add(tr("URL template"), tr("Below the API, with {parameters}; may end in /*"), QStringLiteral("/"));
    }
    if (kind == WorkspaceKind::NamedValue) m_first = add(tr("Value"), tr("Not for secrets: they go into the keychain or the environment"));
    m_problem = new Label({}, TextRole::Hint, ColorRole::Err, this);
    m_problem->setWordWrap(true);
    m_column->addWidget(m_problem);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    row->addStretch();
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, this);
    m_make = new Button(tr("Create"), {}, ButtonKind::Primary, this);
    m_make->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_make);
    m_column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_make, &QPushButton::clicked, this, &NewResource::make);
    m_name->focusField();
    check();
}

ValueField* NewResource::add(const QString& name, const QString& help, const QString& text, const QStringList& choices) {
    FieldSpec spec;
    spec.name = name;
    spec.help = help;
    spec.required = true;
    spec.choices = choices;
    auto* field = new ValueField(spec, this);
    field->setText(text, true);
    m_column->addWidget(field);
    connect(field, &ValueField::edited, this, &NewResource::check);
    return field;
}

void NewResource::check() {
    const QString name = m_name->text();
    const QString problem = name.isEmpty() ? QString() : WorkspaceEdits::nameProblem(name);
    m_name->setProblem(problem);
    m_make->setEnabled(!name.isEmpty() && problem.isEmpty() && (!m_second || m_second->text().startsWith(QLatin1Char('/'))));
}

void NewResource::make() {
    const QString name = m_name->text();
    const QString first = m_first ? m_first->text() : QString();
    std::vector<WorkspaceEdits::NewFile> files;
    QString folder;
    switch (m_kind) {
        case WorkspaceKind::Api:
            folder = collectionFolder(m_edits.folder(), "api") + QLatin1Char('/') + name;
            files.push_back({folder + QStringLiteral("/apiInformation.json"),
                             information({{QStringLiteral("displayName"), name},
                                          {QStringLiteral("path"), first},
                                          {QStringLiteral("protocols"), QJsonArray{QStringLiteral("https")}},
                                          {QStringLiteral("subscriptionRequired"), true},
                                          {QStringLiteral("type"), QStringLiteral("http")},
                                          {QStringLiteral("apiRevision"), QStringLiteral("1")},
                                          {QStringLiteral("isCurrent"), true}})});
            break;
        case WorkspaceKind::Operation:
            folder = m_api + QStringLiteral("/operations/") + name;
            files.push_back(
                {folder + QStringLiteral("/operationInformation.json"), information({{QStringLiteral("displayName"), name},
                                                                                     {QStringLiteral("method"), first},
                                                                                     {QStringLiteral("urlTemplate"), m_second->text()}})});
            break;
        case WorkspaceKind::Product:
            folder = collectionFolder(m_edits.folder(), "product") + QLatin1Char('/') + name;
            files.push_back({folder + QStringLiteral("/productInformation.json"),
                             information({{QStringLiteral("displayName"), name},
                                          {QStringLiteral("subscriptionRequired"), true},
                                          {QStringLiteral("state"), QStringLiteral("published")}})});
            break;
        case WorkspaceKind::Fragment:
            folder = collectionFolder(m_edits.folder(), "policyFragment") + QLatin1Char('/') + name;
            files.push_back(
                {folder + QStringLiteral("/policyFragmentInformation.json"), information({{QStringLiteral("description"), QString()}})});
            break;
        default:
            folder = collectionFolder(m_edits.folder(), "namedValue") + QLatin1Char('/') + name;
            files.push_back({folder + QStringLiteral("/namedValueInformation.json"), information({{QStringLiteral("displayName"), name},
                                                                                                  {QStringLiteral("value"), first},
                                                                                                  {QStringLiteral("secret"), false}})});
            break;
    }
    if (m_kind != WorkspaceKind::NamedValue) {
        m_policy = folder + QStringLiteral("/policy.xml");
        files.push_back({m_policy, m_kind == WorkspaceKind::Fragment ? std::string("<fragment>\n</fragment>\n") : emptyPolicy()});
    }
    if (const auto made = m_edits.create(files, tr("%1 %2").arg(titleOf(m_kind), name)); !made) {
        m_policy.clear();
        m_problem->setText(QString::fromStdString(made.error().fullMessage()));
        return;
    }
    accept();
}

}  // namespace mgc::ui
