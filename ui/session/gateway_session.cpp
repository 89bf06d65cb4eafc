#include "ui/session/gateway_session.h"

#include <QFileInfo>
#include <QTcpServer>
#include <algorithm>

#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"

namespace mgc::ui {

namespace {

constexpr int maxLogLines = 2000;
constexpr int maxPortAttempts = 100;
constexpr qint64 minuteMs = 60000;

bool isChat(const std::string& operation) { return operation.find("chat/completions") != std::string::npos; }

}  // namespace

GatewaySession::GatewaySession(std::unique_ptr<EngineHost> host, SettingsStore& settings, QObject* parent)
    : QObject(parent), m_host(std::move(host)), m_settings(settings) {
    connect(m_host.get(), &EngineHost::started, this, [this](const EngineAddress& address) {
        m_address = address;
        m_failure = {};
        m_client.connectTo(address.management, address.token);
        addLog(tr("The gateway is up at %1, management at %2.").arg(address.gateway.toString(), address.management.toString()));
        setState(State::Running);
    });
    connect(m_host.get(), &EngineHost::failed, this, [this](const EngineFailure& failure) {
        if (failure.addressInUse && m_state == State::Starting && m_attempts < maxPortAttempts) {
            begin(m_port + 1);
            return;
        }
        m_failure = failure;
        m_client.detach();
        addLog(failure.message);
        setState(State::Failed);
    });
    connect(m_host.get(), &EngineHost::stopped, this, [this] {
        m_client.detach();
        if (m_state != State::Failed) setState(State::Stopped);
        addLog(tr("The gateway has stopped."));
        if (m_restart) {
            m_restart = false;
            start();
        }
    });
    connect(m_host.get(), &EngineHost::logLine, this, &GatewaySession::addLog);
    connect(&m_client, &ManagementClient::connectionChanged, this, [this](ManagementClient::Connection connection) {
        if (connection == ManagementClient::Connection::Lost && m_state == State::Running)
            setState(State::Lost);
        else if (connection == ManagementClient::Connection::Connected && m_state == State::Lost)
            setState(State::Running);
    });
    connect(&m_client, &ManagementClient::failed, this, [this](const QString& message) { addLog(message); });
    connect(&m_client, &ManagementClient::statusChanged, this, [this](const management::Status& status) {
        if (m_address.gateway.isEmpty()) m_address.gateway = QUrl(QString::fromStdString(status.gatewayUrl));
        if (m_workspace.isEmpty() && !status.workspace.empty()) {
            m_workspace = QString::fromStdString(status.workspace);
            emit workspaceChanged();
        }
        m_history.setConfiguredTokenLimit(static_cast<double>(tokenLimit()));
        emit statusChanged();
    });
    connect(&m_client, &ManagementClient::snapshotReceived, this, [this](const management::MetricsSnapshot& snapshot) {
        m_history.add(snapshot);
        emit snapshotReceived();
    });
    connect(&m_client, &ManagementClient::requestsFinished, &m_traffic, &TrafficModel::append);
    connect(&m_client, &ManagementClient::engineRestarted, this, [this] {
        m_history.clear();
        m_traffic.clear();
    });
    connect(&m_burst, &BurstRunner::started, this, [this](const BurstProgress& progress) {
        m_history.annotate(QDateTime::currentMSecsSinceEpoch(), QStringLiteral("burstStarted"), tr("%1 started").arg(progress.name));
    });
    connect(&m_burst, &BurstRunner::finished, this, [this](const BurstProgress& progress) {
        m_history.annotate(QDateTime::currentMSecsSinceEpoch(), QStringLiteral("burstEnded"), tr("%1 ended").arg(progress.name));
    });
}

GatewaySession::~GatewaySession() {
    m_host->disconnect(this);
    m_client.disconnect(this);
}

void GatewaySession::setWorkspace(const QString& folder) {
    if (folder == m_workspace) return;
    m_workspace = folder;
    emit workspaceChanged();
}

QString GatewaySession::workspaceName() const {
    const QString said = QString::fromStdString(status().workspaceName);
    if (m_client.hasStatus() && !said.isEmpty()) return said;
    return m_workspace.isEmpty() ? QString() : QFileInfo(m_workspace).fileName();
}

void GatewaySession::start() {
    if (m_state == State::Starting || m_state == State::Running || m_state == State::Lost) return;
    m_failure = {};
    m_attempts = 0;
    if (!m_notice.isEmpty()) {
        m_notice.clear();
        emit noticeChanged(m_notice);
    }
    setState(State::Starting);
    begin(m_settings.get(settings::gatewayPort));
}

void GatewaySession::begin(int port) {
    ++m_attempts;
    EngineOptions options;
    options.workspace = m_workspace;
    options.host = m_settings.get(settings::gatewayHost);
    options.workers = m_settings.get(settings::gatewayWorkers);
    options.collector = m_settings.get(settings::gatewayCollector).trimmed();
    const int wanted = m_settings.get(settings::gatewayPort);
    options.port = m_host->ownsEngine() && port != 0 ? freePort(options.host, port) : port;
    m_port = options.port;
    if (m_host->ownsEngine() && options.port != wanted) {
        m_notice = tr("%1 in use, using %2").arg(wanted).arg(options.port);
        emit noticeChanged(m_notice);
    }
    m_host->start(options);
}

int GatewaySession::freePort(const QString& host, int from) const {
    QHostAddress address;
    if (!address.setAddress(host)) return from;
    for (int port = from; port < std::min(from + maxPortAttempts, 65536); ++port) {
        QTcpServer probe;
        if (probe.listen(address, static_cast<quint16>(port))) return port;
        if (probe.serverError() != QAbstractSocket::AddressInUseError) return from;  // the engine's own error says more
    }
    return from;
}

void GatewaySession::stop() {
    if (m_state == State::Stopped || m_state == State::Stopping) return;
    m_burst.stop();
    setState(State::Stopping);
    m_client.detach();
    m_host->stop();
}

void GatewaySession::restart() {
    if (m_state == State::Stopped || m_state == State::Failed) {
        start();
        return;
    }
    m_restart = true;
    stop();
}

void GatewaySession::openWorkspace(const QString& folder) {
    setWorkspace(folder);
    m_history.clear();
    m_traffic.clear();
    restart();
}

void GatewaySession::setState(State state) {
    if (state == m_state) return;
    m_state = state;
    emit stateChanged();
}

QString GatewaySession::stateText() const {
    switch (m_state) {
        case State::Stopped:
            return tr("Stopped");
        case State::Starting:
            return tr("Starting");
        case State::Running:
            return tr("Running");
        case State::Stopping:
            return tr("Stopping");
        case State::Failed:
            return tr("Not running");
        case State::Lost:
            return tr("Not answering");
    }
    return {};
}

QString GatewaySession::key() const {
    for (const auto& subscription : status().subscriptions)
        if (!subscription.primaryKey.empty() && (subscription.state.empty() || subscription.state == "active"))
            return QString::fromStdString(subscription.primaryKey);
    return m_address.subscriptionKeys.isEmpty() ? QString() : m_address.subscriptionKeys.first();
}

QString GatewaySession::keyName() const {
    for (const auto& subscription : status().subscriptions)
        if (!subscription.primaryKey.empty() && (subscription.state.empty() || subscription.state == "active"))
            return QString::fromStdString(subscription.id);
    return m_address.subscriptionKeys.isEmpty() ? QString() : m_address.subscriptionKeys.firstKey();
}

QString GatewaySession::masked(const QString& key) {
    if (key.size() < 12) return QString(key.size(), QChar(0x2022));
    return key.left(4) + QString(12, QChar(0x2022)) + key.right(4);
}

QStringList GatewaySession::deployments() const {
    QStringList names;
    for (const auto& name : status().simulatedDeployments) {
        const QString text = QString::fromStdString(name);
        // Embedding models answer no chat; the names of all public ones say so.
        if (!text.contains(QLatin1String("embedding"))) names << text;
    }
    if (names.isEmpty()) names << QStringLiteral("gpt-4o-mini");
    return names;
}

const management::ApiSummary* GatewaySession::chatApi() const {
    const management::ApiSummary* found = nullptr;
    for (const auto& api : status().apis)
        for (const auto& operation : api.operations) {
            if (!isChat(operation)) continue;
            // The dialect with the deployment in the path shows more of what APIM can route on, so it goes first.
            if (operation.find("{deployment") != std::string::npos) return &api;
            if (!found) found = &api;
        }
    return found;
}

PromptRequest GatewaySession::request(const QString& deployment) const {
    PromptRequest request;
    request.gateway = m_address.gateway;
    request.deployment = deployment;
    request.key = key();
    request.timeoutMs = m_settings.get(settings::promptTimeout) * 1000;
    if (const auto* api = chatApi()) {
        request.apiPath = QString::fromStdString(api->path);
        if (!api->keyHeader.empty()) request.keyHeader = QString::fromStdString(api->keyHeader);
        request.deploymentInPath = std::any_of(api->operations.begin(), api->operations.end(), [](const std::string& operation) {
            return isChat(operation) && operation.find("{deployment") != std::string::npos;
        });
    }
    return request;
}

QString GatewaySession::chatPath(const QString& deployment) const { return request(deployment).url().path(); }

qint64 GatewaySession::tokenLimit() const {
    for (const auto& limit : status().limits)
        if (limit.unit == "tokens per minute") return limit.limit;
    return 0;
}

bool GatewaySession::startBurst(const QString& deployment, const QString& text) {
    if (!isRunning() || m_burst.isRunning()) return false;
    BurstPlan plan;
    plan.request = request(deployment);
    plan.request.text = text;
    plan.request.stream = true;
    plan.total = m_settings.get(settings::burstTotal);
    plan.concurrency = m_settings.get(settings::burstConcurrency);
    return m_burst.start(plan);
}

int GatewaySession::throttledLastMinute() const {
    const qint64 now = m_history.latestMs();
    return now == 0 ? 0 : static_cast<int>(m_history.increase(QStringLiteral("total/throttled"), now - minuteMs, now));
}

double GatewaySession::requestsPerSecond() const {
    const qint64 now = m_history.latestMs();
    return now == 0 ? 0 : m_history.increase(QStringLiteral("total/requests"), now - 5000, now) / 5.0;
}

void GatewaySession::addLog(const QString& line) {
    const QString stamped = QDateTime::currentDateTime().toString(QStringLiteral("HH:mm:ss.zzz")) + QLatin1String("  ") + line;
    m_log << stamped;
    if (m_log.size() > maxLogLines) m_log.removeFirst();
    emit logAdded(stamped);
}

}  // namespace mgc::ui
