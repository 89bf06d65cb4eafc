#include "ui/shell_stage.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QTest>

#include "catalog.h"
#include "ui/live_scenario.h"
#include "ui/session/samples.h"
#include "ui/settings/translations.h"
#include "ui/theme/console_style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::test {

namespace {

const QString answer = QStringLiteral(
    "Hola. Bonjour. Hallo.\nYou reached the aoai-eastus simulator through pool aoai-pool; aoai-westus is standing by with a weight of 30. "
    "This answer took 56 tokens; 1,968 of the 2,000 tokens for this minute are now used.");

std::string isoNow() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString(); }

}  // namespace

ShellStage::ShellStage() {
    qputenv("XDG_CONFIG_HOME", m_home.filePath(QStringLiteral("config")).toUtf8());
    qputenv("XDG_STATE_HOME", m_home.filePath(QStringLiteral("state")).toUtf8());
    qputenv("XDG_DATA_HOME", m_home.filePath(QStringLiteral("data")).toUtf8());
    m_settings = std::make_unique<ui::SettingsStore>(m_home.filePath(QStringLiteral("console.json")));
    const auto folder = ui::copySample(QStringLiteral("starter"));
    auto& status = server.status;
    status.version = "0.1.0";
    status.workspace = folder ? folder->toStdString() : m_home.path().toStdString();
    status.workspaceName = "starter";
    status.tier = "developer";
    status.gatewayUrl = server.url().toString().toStdString();
    status.uptimeSeconds = 276;
    status.revision = 7;
    status.liveSince = isoNow();
    status.limits = {{"llm-token-limit", "/apis/inference-api", "@(context.Subscription.Id)", 2000, "tokens per minute", 60}};
    status.subscriptions = {{"foundry-subscription", "Foundry", "/apis", "active", "c3f2aa55bb66cc77dd88ee9900f19ab1"}};
    status.apis = {{"inference-api",
                    "Inference API",
                    "inference/openai",
                    "1",
                    "api-key",
                    "api-key",
                    {"POST /deployments/{deployment-id}/chat/completions", "POST /deployments/{deployment-id}/embeddings"}}};
    status.simulatedDeployments = {"gpt-4o-mini", "gpt-4.1-mini", "text-embedding-3-small"};
    status.simulatedRegions = {"eastus", "westus"};
    server.on("POST", QStringLiteral("/inference/openai/*"), [this](const FakeManagementServer::Request&) { return answerChat(); });
    ui::EngineAddress address;
    address.gateway = server.url();
    address.management = server.url();
    address.token = server.token();
    static const policy::Catalog catalog{policies::catalog()};
    m_window = std::make_unique<ui::MainWindow>(std::make_unique<ui::AttachedEngine>(address), *m_settings, catalog);
}

ShellStage::~ShellStage() {
    m_window.reset();
    m_settings.reset();
}

FakeManagementServer::Reply ShellStage::answerChat() {
    management::TrafficRow row;
    row.id = m_nextRow++;
    row.requestId = "00000000-0000-4000-8000-" + std::to_string(100000000000 + row.id);
    row.time = isoNow();
    row.method = "POST";
    row.url = "/inference/openai/deployments/gpt-4o-mini/chat/completions";
    row.apiId = "inference-api";
    row.operationName = "chat/completions";
    row.model = "gpt-4o-mini";
    row.status = chatStatus;
    row.reason = chatStatus == 200 ? "OK" : "Too Many Requests";
    row.timeToFirstTokenMs = 131;
    row.totalMs = 920;
    row.policyMs = 1.8;
    row.promptTokens = 14;
    row.completionTokens = 42;
    row.backendId = chatStatus == 200 ? "aoai-eastus" : "";
    row.stream = true;
    management::RequestDetail detail = trafficDetail(row);
    detail.row = row;
    server.details.insert(row.id, detail);
    QMetaObject::invokeMethod(
        &server, [this, row] { server.addRow(row); }, Qt::QueuedConnection);
    FakeManagementServer::Reply reply;
    reply.headers = {{"x-request-id", QByteArray::fromStdString(row.requestId)}};
    if (chatStatus != 200) {
        reply.status = chatStatus;
        reply.body = R"({"statusCode":429,"message":"Token limit is exceeded. Try again in 23 seconds."})";
        reply.headers.append(qMakePair(QByteArray("Retry-After"), QByteArray("23")));
        return reply;
    }
    reply.headers.append(qMakePair(QByteArray("x-ms-region"), QByteArray("aoai-eastus")));
    reply.type = "text/event-stream";
    reply.chunks = chatStreamChunks(answer);
    reply.chunkPauseMs = chatPauseMs;
    return reply;
}

void ShellStage::open(QSize size) {
    m_window->resize(size);
    m_window->show();
    m_window->begin({});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->context().gateway.client().isConnected() && m_window->context().gateway.client().hasStatus(), 5000);
}

void ShellStage::fill() {
    const LiveScenario scenario(QDateTime::currentMSecsSinceEpoch(), 300, 1);
    for (const auto& snapshot : scenario.snapshots) server.pushSnapshot(snapshot);
    const quint64 last = scenario.snapshots.last().sequence;
    QTRY_VERIFY_WITH_TIMEOUT(m_window->context().gateway.snapshot().sequence == last, 10000);
    for (const auto& row : trafficRows(60, QDateTime::currentMSecsSinceEpoch())) {
        server.details.insert(row.id, trafficDetail(row));
        server.addRow(row);
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_window->context().gateway.traffic().rowCount() >= 60, 5000);
}

void ShellStage::shoot(const QString& name) {
    const QString folder = qEnvironmentVariable("MGC_SHOTS");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    QTest::qWait(60);  // layouts that wait for the event loop
    m_window->grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

void ShellStage::dress(ui::Theme::Choice choice, int zoom) {
    static bool styled = false;
    if (!styled) {
        ui::installTranslations(*qApp);
        QApplication::setStyle(new ui::ConsoleStyle);
        QObject::connect(&ui::Theme::instance(), &ui::Theme::changed, qApp, [] { ui::applyTheme(); });
        styled = true;
    }
    ui::Theme::instance().setChoice(choice);
    ui::Theme::instance().setZoom(zoom);
    ui::applyTheme();
}

}  // namespace mgc::test
