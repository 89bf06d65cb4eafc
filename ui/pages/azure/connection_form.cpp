#include "ui/pages/azure/connection_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/pages/azure/azure_step.h"
#include "ui/pages/azure/text_table.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

std::string of(const QLineEdit* field) { return field->text().trimmed().toStdString(); }

QWidget* labelled(const QString& title, QWidget* control, QWidget* parent, const QString& hint = {}) {
    auto* box = new QWidget(parent);
    auto* column = plainLayout<QVBoxLayout>(box);
    setSpacing(column, 4);
    auto* label = new Label(title, TextRole::Tab, ColorRole::Text, box);
    label->setBuddy(control);
    column->addWidget(label);
    column->addWidget(control);
    if (control->accessibleName().isEmpty()) control->setAccessibleName(title);
    if (!hint.isEmpty()) {
        auto* words = new Label(hint, TextRole::Hint, ColorRole::Muted, box);
        words->setWordWrap(true);
        column->addWidget(words);
    }
    parent->layout()->addWidget(box);
    return box;
}

}  // namespace

ConnectionForm::ConnectionForm(QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(this);
    auto* column = plainLayout<QVBoxLayout>(content);
    setMargins(column, 16, 4, 16, 16);
    setSpacing(column, 10);
    setWidget(content);
    m_name = line(content, tr("Connection name"), tr("Agents call models as NAME/DEPLOYMENT."));
    m_category = new QComboBox(content);
    m_category->addItem(tr("API Management"), QStringLiteral("ApiManagement"));
    m_category->addItem(tr("Model gateway (anything else)"), QStringLiteral("ModelGateway"));
    labelled(tr("Category"), m_category, content);
    m_target = line(content, tr("Target"), tr("The API's address; /deployments or /chat/completions are appended to it."),
                    QStringLiteral("https://NAME.azure-api.net/inference/openai"));
    m_auth = new QComboBox(content);
    labelled(tr("Authentication"), m_auth, content);
    m_key = new QLineEdit(content);
    m_key->setEchoMode(QLineEdit::Password);
    m_keyField = labelled(tr("Key"), m_key, content, tr("Kept in memory only. Local validation takes the local subscription's key."));
    m_oauth = new QWidget(content);
    plainLayout<QVBoxLayout>(m_oauth)->setSpacing(px(10));
    column->addWidget(m_oauth);
    m_clientId = line(m_oauth, tr("Client id"));
    m_clientSecret = line(m_oauth, tr("Client secret"));
    m_clientSecret->setEchoMode(QLineEdit::Password);
    m_tokenUrl = line(m_oauth, tr("Token address"));
    m_scopes = line(m_oauth, tr("Scopes, separated by spaces"));
    m_audience = new QLineEdit(QStringLiteral("https://cognitiveservices.azure.com"), content);
    m_audienceField = labelled(tr("Audience"), m_audience, content);
    m_inPath = new QCheckBox(tr("Deployment in the path (deploymentInPath)"), content);
    m_inPath->setChecked(true);
    column->addWidget(m_inPath);
    m_inferenceVersion = line(content, tr("inferenceAPIVersion"), tr("Added as api-version to inference calls; empty adds none."),
                              QStringLiteral("2024-12-01-preview"));
    m_discovery = new SegmentedSwitch(tr("Where models come from"), content);
    m_discovery->addOption(QStringLiteral("static"), tr("Static list"));
    m_discovery->addOption(QStringLiteral("dynamic"), tr("Discovery"));
    m_discovery->addOption(QStringLiteral("default"), tr("Defaults"));
    m_discovery->setCurrent(QStringLiteral("static"));
    labelled(tr("Models"), m_discovery, content);
    m_models = new TextTable(tr("Static models"), {tr("Deployment"), tr("Model"), tr("Version"), tr("Format")}, content);
    m_models->setRows(
        {{QStringLiteral("gpt-4.1-mini"), QStringLiteral("gpt-4.1-mini"), QStringLiteral("2025-04-14"), QStringLiteral("OpenAI")}});
    m_static = m_models;
    column->addWidget(m_models);
    m_dynamic = new QWidget(content);
    plainLayout<QVBoxLayout>(m_dynamic)->setSpacing(px(10));
    column->addWidget(m_dynamic);
    m_list = line(m_dynamic, tr("listModelsEndpoint"), {}, QStringLiteral("/deployments"));
    m_get = line(m_dynamic, tr("getModelEndpoint"), {}, QStringLiteral("/deployments/{deploymentName}"));
    m_provider = new QComboBox(m_dynamic);
    m_provider->addItems({QStringLiteral("AzureOpenAI"), QStringLiteral("OpenAI")});
    labelled(tr("deploymentProvider"), m_provider, m_dynamic);
    m_deploymentVersion = line(content, tr("deploymentAPIVersion"), tr("Added as api-version to discovery calls; empty adds none."));
    m_header = line(content, tr("Key header (authConfig name)"), {}, QStringLiteral("api-key"));
    m_format = line(content, tr("Key format (authConfig format)"), {}, QStringLiteral("{api_key}"));
    m_headers = new TextTable(tr("Custom headers"), {tr("Header"), tr("Value")}, content);
    labelled(tr("Custom headers"), m_headers, content);
    m_shared = new QCheckBox(tr("Shared with all projects (isSharedToAll)"), content);
    column->addWidget(m_shared);
    column->addStretch();
    for (QComboBox* box : {m_category, m_auth, m_provider}) connect(box, &QComboBox::currentIndexChanged, this, &ConnectionForm::edited);
    connect(m_category, &QComboBox::currentIndexChanged, this, [this] {
        const bool apim = m_category->currentIndex() == 0;
        const QSignalBlocker quiet(m_auth);
        m_auth->clear();
        m_auth->addItem(tr("API key"), QStringLiteral("ApiKey"));
        if (apim) m_auth->addItem(tr("Project managed identity (Entra)"), QStringLiteral("ProjectManagedIdentity"));
        if (apim) m_auth->addItem(QStringLiteral("AAD"), QStringLiteral("AAD"));
        if (!apim) m_auth->addItem(tr("OAuth2 client credentials"), QStringLiteral("OAuth2"));
        m_inPath->setChecked(apim);
        arrange();
    });
    emit m_category->currentIndexChanged(0);
    for (QCheckBox* box : {m_inPath, m_shared}) connect(box, &QCheckBox::toggled, this, &ConnectionForm::edited);
    for (TextTable* table : {m_models, m_headers}) connect(table, &TextTable::edited, this, &ConnectionForm::edited);
    connect(m_discovery, &SegmentedSwitch::currentChanged, this, &ConnectionForm::edited);
    connect(this, &ConnectionForm::edited, this, &ConnectionForm::arrange);
    arrange();
}

QLineEdit* ConnectionForm::line(QWidget* group, const QString& title, const QString& hint, const QString& placeholder) {
    auto* field = new QLineEdit(group);
    field->setPlaceholderText(placeholder);
    labelled(title, field, group, hint);
    connect(field, &QLineEdit::textChanged, this, &ConnectionForm::edited);
    return field;
}

void ConnectionForm::arrange() {
    const QString auth = m_auth->currentData().toString();
    m_keyField->setVisible(auth == QLatin1String("ApiKey"));
    m_oauth->setVisible(auth == QLatin1String("OAuth2"));
    m_audienceField->setVisible(auth == QLatin1String("ProjectManagedIdentity"));
    m_static->setVisible(m_discovery->current() == QLatin1String("static"));
    m_dynamic->setVisible(m_discovery->current() == QLatin1String("dynamic"));
}

void ConnectionForm::setTarget(const QString& target) { m_target->setText(target); }
QString ConnectionForm::target() const { return m_target->text().trimmed(); }
void ConnectionForm::setKey(const QString& key) { m_key->setText(key); }
azure::ConnectionSecrets ConnectionForm::secrets() const { return {of(m_key), of(m_clientSecret)}; }

azure::Json ConnectionForm::metadata() const {
    using azure::Json;
    Json metadata{{"deploymentInPath", m_inPath->isChecked() ? "true" : "false"}};
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) metadata[name] = value;
    };
    add("inferenceAPIVersion", of(m_inferenceVersion));
    add("deploymentAPIVersion", of(m_deploymentVersion));
    if (m_discovery->current() == QLatin1String("static")) {
        Json models = Json::array();
        for (const QStringList& row : m_models->rows()) {
            Json model{{"name", row[1].isEmpty() ? row[0].toStdString() : row[1].toStdString()}, {"version", row[2].toStdString()}};
            if (!row[3].isEmpty()) model["format"] = row[3].toStdString();
            models.push_back({{"name", row[0].toStdString()}, {"properties", {{"model", std::move(model)}}}});
        }
        metadata["models"] = models.dump();
    } else if (m_discovery->current() == QLatin1String("dynamic")) {
        metadata["modelDiscovery"] = Json{{"listModelsEndpoint", of(m_list)},
                                          {"getModelEndpoint", of(m_get)},
                                          {"deploymentProvider", m_provider->currentText().toStdString()}}
                                         .dump();
    }
    if (!of(m_header).empty() || !of(m_format).empty())
        metadata["authConfig"] = Json{{"type", "api_key"},
                                      {"name", of(m_header).empty() ? "api-key" : of(m_header)},
                                      {"format", of(m_format).empty() ? "{api_key}" : of(m_format)}}
                                     .dump();
    Json headers = Json::object();
    for (const QStringList& row : m_headers->rows()) headers[row[0].toStdString()] = row[1].toStdString();
    if (!headers.empty()) metadata["customHeaders"] = headers.dump();
    return metadata;
}

azure::Json ConnectionForm::resource() const {
    using azure::Json;
    const std::string auth = m_auth->currentData().toString().toStdString();
    Json properties{{"category", m_category->currentData().toString().toStdString()},
                    {"authType", auth},
                    {"target", of(m_target)},
                    {"isSharedToAll", m_shared->isChecked()},
                    {"metadata", metadata()}};
    if (auth == "OAuth2") {
        Json scopes = Json::array();
        for (const QString& scope : m_scopes->text().split(QLatin1Char(' '), Qt::SkipEmptyParts)) scopes.push_back(scope.toStdString());
        properties["tokenUrl"] = of(m_tokenUrl);
        properties["scopes"] = std::move(scopes);
        properties["credentials"] = {{"clientId", of(m_clientId)}};
    }
    if (auth == "ProjectManagedIdentity") properties["audience"] = of(m_audience);
    return {{"name", of(m_name)}, {"properties", std::move(properties)}};
}

void ConnectionForm::setConnection(const foundry::Connection& connection) {
    const auto set = [](QLineEdit* field, const std::string& value) { field->setText(text(value)); };
    set(m_name, connection.name);
    m_category->setCurrentIndex(connection.category == foundry::Category::ApiManagement ? 0 : 1);
    m_auth->setCurrentIndex(qMax(0, m_auth->findData(text(std::string(foundry::toText(connection.authType))))));
    set(m_target, connection.target);
    set(m_key, connection.credentials.key);
    set(m_clientId, connection.credentials.clientId);
    set(m_clientSecret, connection.credentials.clientSecret);
    set(m_tokenUrl, connection.tokenUrl);
    QStringList scopes;
    for (const std::string& scope : connection.scopes) scopes << text(scope);
    m_scopes->setText(scopes.join(QLatin1Char(' ')));
    if (!connection.audience.empty()) set(m_audience, connection.audience);
    m_inPath->setChecked(connection.deploymentInPath);
    m_shared->setChecked(connection.sharedToAll);
    set(m_inferenceVersion, connection.inferenceApiVersion);
    set(m_deploymentVersion, connection.deploymentApiVersion);
    QVector<QStringList> models, headers;
    for (const foundry::StaticModel& model : connection.models)
        models << QStringList{text(model.name), text(model.modelName), text(model.version), text(model.format)};
    for (const auto& [name, value] : connection.customHeaders) headers << QStringList{text(name), text(value)};
    m_models->setRows(models);
    m_headers->setRows(headers);
    m_discovery->setCurrent(!models.isEmpty()      ? QStringLiteral("static")
                            : connection.discovery ? QStringLiteral("dynamic")
                                                   : QStringLiteral("default"));
    if (connection.discovery) {
        set(m_list, connection.discovery->listEndpoint);
        set(m_get, connection.discovery->getEndpoint);
        m_provider->setCurrentText(text(connection.discovery->provider));
    }
    set(m_header, connection.auth ? connection.auth->header : "");
    set(m_format, connection.auth ? connection.auth->format : "");
    emit edited();
}

}  // namespace mgc::ui
