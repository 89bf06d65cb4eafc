#include "ui/pages/policies/open/import_api_dialog.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QUrl>
#include <QVBoxLayout>

#include "json/document.h"
#include "resources/resource_type.h"
#include "ui/documents/text.h"
#include "ui/documents/workspace_edits.h"
#include "ui/forms/value_field.h"
#include "ui/pages/page.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int readDelayMs = 300;

}  // namespace

ImportApiDialog::ImportApiDialog(const QString& source, PageContext& context, QWidget* parent) : QDialog(parent), m_context(context) {
    setObjectName(QStringLiteral("importApi"));
    setWindowTitle(tr("Import an API"));
    setAccessibleName(tr("Import an API"));
    setMinimumWidth(px(520));
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 20, 16, 20, 16);
    setSpacing(column, 12);
    column->addWidget(new Label(tr("Import an API"), TextRole::SectionTitle, ColorRole::Text, this));
    const auto field = [&](const QString& name, const QString& help) {
        FieldSpec spec;
        spec.name = name;
        spec.help = help;
        spec.required = true;
        return new ValueField(spec, this);
    };
    m_source =
        field(tr("OpenAPI document"), tr("A file, or an address that begins with https://; versions 2.0, 3.0 and 3.1, JSON or YAML"));
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 8);
    row->addWidget(m_source, 1);
    auto* browse = new Button(tr("File…"), QStringLiteral("folder_open"), ButtonKind::Normal, this);
    browse->setAccessibleName(tr("Choose a file"));
    row->addWidget(browse);
    column->addLayout(row);
    m_name = field(tr("Name"), tr("Name of its folder; letters, digits, - _ and ."));
    m_urlPath = field(tr("Path"), tr("What comes behind the gateway's address: https://gateway/path"));
    column->addWidget(m_name);
    column->addWidget(m_urlPath);
    m_state = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    auto* buttons = plainLayout<QHBoxLayout>();
    setSpacing(buttons, 8);
    buttons->addStretch();
    auto* cancel = new Button(tr("Cancel"), {}, ButtonKind::Normal, this);
    m_import = new Button(tr("Import"), {}, ButtonKind::Primary, this);
    m_import->setAccessibleName(tr("Import the API"));
    m_import->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_import);
    column->addLayout(buttons);
    m_soon.setSingleShot(true);
    m_soon.setInterval(readDelayMs);
    connect(&m_soon, &QTimer::timeout, this, &ImportApiDialog::read);
    connect(m_source, &ValueField::edited, &m_soon, qOverload<>(&QTimer::start));
    connect(m_name, &ValueField::edited, this, &ImportApiDialog::check);
    connect(m_urlPath, &ValueField::edited, this, &ImportApiDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_import, &QPushButton::clicked, this, &ImportApiDialog::import);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("OpenAPI document"), {}, tr("OpenAPI (*.json *.yaml *.yml)"));
        if (path.isEmpty()) return;
        m_source->setText(path, true);
        read();
    });
    m_source->setText(source, true);
    m_source->focusField();
    check();
    if (!source.isEmpty()) read();
}

void ImportApiDialog::say(const QString& words, bool error) {
    m_state->setColor(error ? ColorRole::Err : ColorRole::Muted);
    m_state->setText(words);
}

void ImportApiDialog::read() {
    m_text.clear();
    if (m_reply) m_reply->abort();
    const QString source = m_source->text().trimmed();
    if (source.isEmpty()) {
        say({}, false);
        return check();
    }
    const QUrl url(source);
    if (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https")) return fetch(url);
    QFile file(source);
    if (file.size() > largestDocument)
        say(tr("The document is larger than 4 MiB, which is all that Azure takes."), true);
    else if (!file.open(QIODevice::ReadOnly))
        say(tr("%1 cannot be read: %2").arg(source, file.errorString()), true);
    else
        return take(file.readAll(), source);
    check();
}

void ImportApiDialog::fetch(const QUrl& url) {
    say(tr("Reading %1…").arg(url.toDisplayString()), false);
    QNetworkRequest request(url);
    request.setTransferTimeout(fetchMs);
    request.setMaximumRedirectsAllowed(5);
    QNetworkReply* reply = m_network.get(request);
    m_reply = reply;
    connect(reply, &QNetworkReply::downloadProgress, this, [reply](qint64 received, qint64) {
        if (received > largestDocument) reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, url] {
        reply->deleteLater();
        if (reply != m_reply) return;
        m_reply.clear();
        if (reply->error() != QNetworkReply::NoError) {
            say(tr("%1 cannot be read: %2").arg(url.toDisplayString(), reply->errorString()), true);
            return check();
        }
        take(reply->readAll(), url.toString());
    });
    check();
}

void ImportApiDialog::take(const QByteArray& text, const QString& from) {
    m_yaml = !text.trimmed().startsWith('{');
    auto document = m_yaml ? json::Document::parseYaml(text.toStdString(), from.toStdString())
                           : json::Document::parse(text.toStdString(), from.toStdString());
    if (!document) {
        say(QString::fromStdString(document.error().fullMessage()), true);
        return check();
    }
    Diagnostics problems;
    m_content = resources::readSpecification(*document, true, problems);
    if (problems.hasErrors() || m_content.operations.empty()) {
        say(problems.all().empty() ? tr("It describes no operations.") : QString::fromStdString(problems.all().front().message), true);
        return check();
    }
    m_text = text.toStdString();
    const QString title = toText(m_content.title);
    say(tr("%1: %n operations. Backend: %2", nullptr, static_cast<int>(m_content.operations.size()))
            .arg(title.isEmpty() ? tr("Without a title") : title,
                 m_content.serverUrl.empty() ? tr("none given, set one in its policy") : toText(m_content.serverUrl)),
        false);
    const QString name = toText(resources::normalizedOperationName(m_content.title));
    if (m_name->text().isEmpty()) m_name->setText(name, true);
    if (m_urlPath->text().isEmpty()) m_urlPath->setText(name, true);
    check();
}

void ImportApiDialog::check() {
    const QString name = m_name->text();
    QString problem = name.isEmpty() ? QString() : WorkspaceEdits::nameProblem(name);
    if (problem.isEmpty() && !name.isEmpty() &&
        QFileInfo::exists(m_context.edits.folder() + QLatin1Char('/') + toText(resources::resourceType("api").folder) + QLatin1Char('/') +
                          name))
        problem = tr("The workspace has that API already.");
    m_name->setProblem(problem);
    m_import->setEnabled(!m_text.empty() && !name.isEmpty() && problem.isEmpty() && !m_context.edits.folder().isEmpty());
}

void ImportApiDialog::import() {
    QString folder = m_context.edits.folder() + QLatin1Char('/');
    const auto& type = resources::resourceType("api");
    QString collection = toText(type.folder);
    for (const auto other : type.otherFolders)
        if (QDir(folder).exists(toText(other))) collection = toText(other);
    folder += collection + QLatin1Char('/') + m_name->text();
    QJsonObject properties{{QStringLiteral("displayName"), m_content.title.empty() ? m_name->text() : toText(m_content.title)},
                           {QStringLiteral("path"), m_urlPath->text()},
                           {QStringLiteral("protocols"), QJsonArray{QStringLiteral("https")}},
                           {QStringLiteral("subscriptionRequired"), true},
                           {QStringLiteral("type"), QStringLiteral("http")},
                           {QStringLiteral("apiRevision"), QStringLiteral("1")},
                           {QStringLiteral("isCurrent"), true}};
    if (!m_content.description.empty()) properties.insert(QStringLiteral("description"), toText(m_content.description).left(1000));
    if (!m_content.serverUrl.empty()) properties.insert(QStringLiteral("serviceUrl"), toText(m_content.serverUrl));
    std::string policy = "<policies>\n";
    for (const char* section : {"inbound", "backend", "outbound", "on-error"})
        policy += "    <" + std::string(section) + ">\n        <base />\n    </" + section + ">\n";
    m_policy = folder + QStringLiteral("/policy.xml");
    const std::vector<WorkspaceEdits::NewFile> files{
        {folder + QStringLiteral("/apiInformation.json"),
         QJsonDocument(QJsonObject{{QStringLiteral("properties"), properties}}).toJson(QJsonDocument::Indented).toStdString()},
        {folder + (m_yaml ? QStringLiteral("/specification.yaml") : QStringLiteral("/specification.json")), m_text},
        {m_policy, policy + "</policies>\n"}};
    if (const auto made = m_context.edits.create(files, tr("Import %1").arg(m_name->text())); !made)
        return say(QString::fromStdString(made.error().fullMessage()), true);
    accept();
}

}  // namespace mgc::ui
