#include "ui/pages/azure/connection_step.h"

#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QTimer>

#include "azure/connection/connection_actions.h"
#include "azure/connection/connection_body.h"
#include "foundry/settings.h"
#include "resources/files.h"
#include "ui/pages/azure/connection_form.h"
#include "ui/pages/azure/note_list.h"
#include "ui/pages/page.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr int settleMs = 150;

Note noteOf(const foundry::Finding& finding) {
    const bool bad = finding.severity == Severity::Error, doubt = finding.severity == Severity::Warning;
    QString detail = text(finding.fix);
    if (finding.request)
        detail += (detail.isEmpty() ? QString() : QStringLiteral("\n")) + text(finding.request->method + ' ' + finding.request->url);
    return {bad     ? paint::Tone::Err
            : doubt ? paint::Tone::Warn
                    : paint::Tone::Info,
            bad     ? QStringLiteral("error_circle")
            : doubt ? QStringLiteral("warning")
                    : QStringLiteral("info"),
            text(finding.message), detail, text(finding.code)};
}

Note noteOf(const foundry::ProbedRequest& request) {
    const bool fine = request.request.status >= 200 && request.request.status < 300;
    return {fine                            ? paint::Tone::Ok
            : request.request.status == 429 ? paint::Tone::Warn
                                            : paint::Tone::Err,
            fine ? QStringLiteral("checkmark_circle") : QStringLiteral("error_circle"), text(request.step),
            text(request.request.method + ' ' + request.request.url),
            request.request.status == 0 ? ConnectionStep::tr("no answer")
                                        : ConnectionStep::tr("%1, %2 ms").arg(request.request.status).arg(request.milliseconds)};
}

}  // namespace

ConnectionStep::ConnectionStep(AzureState& state, QWidget* parent)
    : AzureStep(state, QStringLiteral("connection"), tr("Connection"), parent) {
    m_open = new Button(tr("Open file…"), QStringLiteral("folder_open"), ButtonKind::Normal, this);
    m_export = new Button(tr("Export"), QStringLiteral("arrow_export_ltr"), ButtonKind::Normal, this);
    auto* menu = new QMenu(m_export);
    for (const auto& [title, as] : {std::pair{tr("Bicep…"), "bicep"}, std::pair{tr("ARM template…"), "arm"}})
        connect(menu->addAction(title), &QAction::triggered, this, [this, as = as] { exportAs(QString::fromLatin1(as)); });
    m_export->setMenu(menu);
    m_local = new Button(tr("Validate locally"), QStringLiteral("play"), ButtonKind::Primary, this);
    m_create = new Button(tr("Create…"), QStringLiteral("cloud_arrow_up"), ButtonKind::Normal, this);
    m_create->setAccessibleName(tr("Create the connection"));
    m_live = new Button(tr("Validate in Foundry"), QStringLiteral("cloud"), ButtonKind::Normal, this);
    for (Button* button : {m_open, m_export, m_live, m_create, m_local}) addAction(button);
    auto* form = new Card(tr("Settings"), this);
    form->setHeaderLine(true);
    m_form = new ConnectionForm(form);
    m_form->setAccessibleName(tr("Settings of the connection"));
    form->body()->addWidget(m_form, 1);
    addColumn(460)->addWidget(form, 1);
    auto* right = addColumn(0);
    auto* findings = new Card(tr("Findings"), this);
    findings->setHeaderLine(true);
    m_verdict = new Label({}, TextRole::Body, ColorRole::Muted, findings);
    m_verdict->setElide(Qt::ElideMiddle);
    findings->header()->addWidget(m_verdict, 1);
    m_findings = new NoteList(tr("Findings about the connection"), findings);
    m_findings->setEmptyText(
        tr("The settings have no fault that can be seen without calling the gateway. Validate locally calls it as Foundry would."));
    findings->body()->addWidget(m_findings, 1);
    right->addWidget(findings, 1);
    auto* requests = new Card(tr("Requests, as Foundry makes them"), this);
    requests->setHeaderLine(true);
    m_requests = new NoteList(tr("Requests of the validation"), requests);
    m_requests->setEmptyText(
        tr("None yet: token, discovery, one prompt for each model, then what agents also send (streaming, tools, response format)."));
    requests->body()->addWidget(m_requests, 1);
    right->addWidget(requests, 1);
    m_soon = new QTimer(this);
    m_soon->setSingleShot(true);
    m_soon->setInterval(settleMs);
    connect(m_soon, &QTimer::timeout, this, &ConnectionStep::checkSettings);
    connect(m_form, &ConnectionForm::edited, m_soon, qOverload<>(&QTimer::start));
    connect(m_open, &QPushButton::clicked, this, &ConnectionStep::open);
    connect(m_local, &QPushButton::clicked, this, &ConnectionStep::validateLocally);
    connect(m_create, &QPushButton::clicked, this, &ConnectionStep::create);
    connect(m_live, &QPushButton::clicked, this, &ConnectionStep::validateInFoundry);
    connect(&state.context.gateway, &GatewaySession::stateChanged, this, &ConnectionStep::refresh);
}

void ConnectionStep::shown() {
    if (!m_prefilled) {
        m_prefilled = true;
        foundry::Connection connection;
        connection.name = "ai-gateway";
        connection.sharedToAll = state().foundryProject.isEmpty();
        const management::ApiSummary* const api = state().context.gateway.chatApi();
        std::string path = api ? api->path : "inference/openai";
        if (!path.starts_with('/')) path.insert(0, "/");
        const std::string gateway = state().service ? state().service->gatewayUrl() : std::string();
        connection.target = (gateway.empty() ? state().context.gateway.gatewayUrl().toString().toStdString() : gateway) + path;
        connection.inferenceApiVersion = "2024-12-01-preview";
        for (const QString& deployment : state().context.gateway.deployments().mid(0, 2))
            connection.models.push_back({deployment.toStdString(), deployment.toStdString(), "", "OpenAI"});
        m_form->setConnection(connection);
    }
    checkSettings();
}

void ConnectionStep::refresh() {
    const QString account = state().foundryAccount.section(QLatin1Char('/'), -1);
    setHeading(tr("Foundry connection"), account.isEmpty() ? tr("no Foundry account chosen: it can be written and validated locally")
                                         : state().foundryProject.isEmpty() ? account
                                                                            : account + QStringLiteral(" / ") + state().foundryProject);
    m_local->setEnabled(idle() && m_ok && state().context.gateway.isRunning());
    m_local->setToolTip(state().context.gateway.isRunning() ? QString() : tr("The local gateway does not run"));
    m_create->setEnabled(idle() && m_ok && !state().foundryAccount.isEmpty());
    m_live->setEnabled(idle() && !state().foundryAccount.isEmpty());
    m_export->setEnabled(m_ok);
    m_open->setEnabled(idle());
}

Result<azure::ConnectionCheck> ConnectionStep::read() const {
    return azure::readConnectionText(m_form->resource().dump(), tr("the form").toStdString(), {}, m_form->secrets());
}

void ConnectionStep::checkSettings() {
    const auto check = read();
    QVector<Note> notes;
    m_ok = check && check->findings.ok();
    if (check)
        for (const foundry::Finding& finding : check->findings.all()) notes << noteOf(finding);
    else
        notes << Note{paint::Tone::Err, QStringLiteral("error_circle"), text(check.error().message), {}, {}};
    m_findings->setNotes(notes);
    m_verdict->setText(m_ok ? tr("settings only") : tr("the settings have faults"));
    if (const QString now = text(m_form->resource().dump()); now != m_probed) m_requests->setNotes({});
    refresh();
}

void ConnectionStep::show(const azure::ConnectionCheck& check, const QString& where) {
    QVector<Note> findings, requests;
    for (const foundry::Finding& finding : check.findings.all()) findings << noteOf(finding);
    for (const foundry::ProbedRequest& request : check.requests) requests << noteOf(request);
    if (findings.isEmpty())
        findings << Note{
            paint::Tone::Ok, QStringLiteral("checkmark_circle"), tr("The gateway answers everything that Foundry asks"), {}, {}};
    m_findings->setNotes(findings);
    m_requests->setNotes(requests);
    m_probed = text(m_form->resource().dump());
    m_verdict->setText(check.findings.ok() ? tr("%1: valid, %n request(s)", nullptr, static_cast<int>(requests.size())).arg(where)
                                           : tr("%1: has faults").arg(where));
    emit progressed(
        check.findings.ok() ? tr("%1, valid").arg(text(std::string(foundry::toText(check.connection.category)))) : tr("has faults"),
        check.findings.ok());
}

void ConnectionStep::validateLocally() {
    auto check = read();
    if (!check) return;
    const GatewaySession& gateway = state().context.gateway;
    // The local gateway has keys of its own.
    if (check->connection.authType == foundry::AuthType::ApiKey) check->connection.credentials.key = gateway.key().toStdString();
    const std::string target = azure::atGateway(check->connection.target, gateway.gatewayUrl().toString().toStdString());
    state().run<azure::ConnectionCheck>(
        tr("Validating locally"),
        [work = &state().work, check = *check, target](azure::Session&,
                                                       const azure::ProgressHandler& progress) mutable -> Result<azure::ConnectionCheck> {
            MGC_TRY_ASSIGN(const auto network, work->network());
            std::size_t made = 0;
            azure::probeConnection(check, {}, target, *network, [&](const std::string& method, const std::string& url) {
                progress({++made, 0, method + ' ' + url});
            });
            return check;
        },
        [this](const azure::ConnectionCheck& done) { show(done, tr("local gateway")); });
}

void ConnectionStep::validateInFoundry() {
    const std::string account = state().foundryAccount.toStdString(), project = state().foundryProject.toStdString();
    const std::string name = m_form->resource()["name"].get<std::string>();
    state().run<azure::ConnectionCheck>(
        tr("Validating in Foundry"),
        [account, project, name, secrets = m_form->secrets()](azure::Session& session,
                                                              const azure::ProgressHandler& progress) -> Result<azure::ConnectionCheck> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            std::size_t made = 0;
            return azure::validateConnection(*arm, account, project, name, {}, {}, secrets,
                                             [&](const std::string& method, const std::string& url) {
                                                 progress({++made, 0, method + ' ' + url});
                                             });
        },
        [this](const azure::ConnectionCheck& done) { show(done, tr("in Foundry")); });
}

void ConnectionStep::create() {
    auto check = read();
    if (!check) return;
    foundry::checkCredentials(check->connection, check->findings);
    if (!check->findings.ok()) return show(*check, tr("not created"));
    const std::string account = state().foundryAccount.toStdString(), project = state().foundryProject.toStdString();
    const QString path = text(azure::connectionPath(account, project, check->connection.name));
    if (QMessageBox::question(this, tr("Create the connection"), tr("Create or replace it?\nPUT %1").arg(path)) != QMessageBox::Yes) return;
    state().run<std::string>(
        tr("Creating the connection"),
        [account, project, connection = check->connection](azure::Session& session, const azure::ProgressHandler&) -> Result<std::string> {
            MGC_TRY_ASSIGN(azure::ArmClient* const arm, session.arm());
            return azure::createConnection(*arm, account, project, connection);
        },
        [this](const std::string& id) {
            state().tell(paint::Tone::Ok, tr("The connection is there"), text(id));
            emit progressed(tr("created"), true);
        });
}

void ConnectionStep::open() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Connection as ARM JSON or parameters file"), state().folder, tr("JSON (*.json)"));
    if (file.isEmpty()) return;
    auto content = resources::readFile(file.toStdString());
    if (!content) return state().tell(paint::Tone::Err, tr("The file cannot be read"), text(content.error().message));
    const auto check = azure::readConnectionText(std::move(*content), file.toStdString(), {}, {});
    if (!check) return state().tell(paint::Tone::Err, tr("This is no connection"), text(check.error().message));
    m_form->setConnection(check->connection);
    show(*check, tr("file"));
}

void ConnectionStep::exportAs(const QString& as) {
    const auto check = read();
    if (!check) return;
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the template"), state().folder);
    if (folder.isEmpty()) return;
    for (const auto& file : azure::connectionTemplate(check->connection, state().foundryProject.toStdString(), as.toStdString())) {
        const std::string path = resources::joinedPath(folder.toStdString(), file.path);
        if (const auto written = resources::writeFile(path, file.text); !written)
            return state().tell(paint::Tone::Err, tr("Not exported"), text(written.error().message));
        state().tell(paint::Tone::Ok, tr("Exported"), text(path));
    }
}

}  // namespace mgc::ui
