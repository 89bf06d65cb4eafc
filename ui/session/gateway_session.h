#pragma once
#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <memory>

#include "ui/client/burst_runner.h"
#include "ui/client/management_client.h"
#include "ui/models/metrics_history.h"
#include "ui/models/traffic_model.h"
#include "ui/session/engine_host.h"

namespace mgc::ui {

class SettingsStore;

/// The gateway that the console shows: its life (start, stop, restart, next free port), the management client on it, and what all
/// pages share of its data (metrics history, traffic ring, burst). Pages read from here and never start clients of their own.
class GatewaySession : public QObject {
    Q_OBJECT
public:
    enum class State {
        Stopped,
        Starting,
        Running,
        Stopping,
        Failed,  ///< failure() says why
        Lost     ///< it ran and its management API does not answer any more; attempts go on
    };
    Q_ENUM(State)

    GatewaySession(std::unique_ptr<EngineHost> host, SettingsStore& settings, QObject* parent = nullptr);
    ~GatewaySession() override;

    void setWorkspace(const QString& folder);
    [[nodiscard]] QString workspace() const { return m_workspace; }
    /// "Starter", the last part of the folder, or what the status says.
    [[nodiscard]] QString workspaceName() const;

    void start();
    void stop();
    void restart();
    /// Sets the folder and restarts if the engine runs.
    void openWorkspace(const QString& folder);
    [[nodiscard]] bool ownsEngine() const { return m_host->ownsEngine(); }
    [[nodiscard]] QString where() const { return m_host->where(); }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }
    /// "Running", "Starting", ...
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] const EngineFailure& failure() const { return m_failure; }
    /// Something the user should know though it works: "8080 in use, using 8081".
    [[nodiscard]] QString notice() const { return m_notice; }

    [[nodiscard]] QUrl gatewayUrl() const { return m_address.gateway; }
    /// "127.0.0.1:8080"
    [[nodiscard]] QString authority() const { return m_address.gateway.authority(); }
    /// The key that prompts are sent with: the first active subscription's, else empty.
    [[nodiscard]] QString key() const;
    [[nodiscard]] QString keyName() const;
    /// "c3f2••••••••••••9ab1"
    [[nodiscard]] static QString masked(const QString& key);
    /// Models that can be chosen: deployments of the simulator, else those the workspace's requests name.
    [[nodiscard]] QStringList deployments() const;
    /// The API that chat prompts go to; null before the first status or where no API has a chat operation.
    [[nodiscard]] const management::ApiSummary* chatApi() const;
    /// Path below the gateway for `deployment`: "/inference/openai/deployments/gpt-4o/chat/completions".
    [[nodiscard]] QString chatPath(const QString& deployment) const;
    /// A prompt request that is complete but for its text.
    [[nodiscard]] PromptRequest request(const QString& deployment) const;
    /// The token limit per minute that applies to chat prompts; 0 where none is set.
    [[nodiscard]] qint64 tokenLimit() const;

    [[nodiscard]] ManagementClient& client() { return m_client; }
    [[nodiscard]] const ManagementClient& client() const { return m_client; }
    [[nodiscard]] BurstRunner& burst() { return m_burst; }
    [[nodiscard]] MetricsHistory& history() { return m_history; }
    [[nodiscard]] TrafficModel& traffic() { return m_traffic; }
    [[nodiscard]] const management::Status& status() const { return m_client.status(); }
    [[nodiscard]] const management::MetricsSnapshot& snapshot() const { return m_client.snapshot(); }
    [[nodiscard]] const QStringList& log() const { return m_log; }

    /// Fires the burst of the settings (50 at once) at `deployment`; false where one runs or the gateway does not.
    bool startBurst(const QString& deployment, const QString& text);
    /// Throttled requests of the last 60 s.
    [[nodiscard]] int throttledLastMinute() const;
    /// Finished requests per second over the last 5 s.
    [[nodiscard]] double requestsPerSecond() const;

signals:
    void stateChanged();
    void statusChanged();
    void snapshotReceived();
    void noticeChanged(const QString& notice);
    void workspaceChanged();
    void logAdded(const QString& line);

private:
    void setState(State state);
    void begin(int port);
    void addLog(const QString& line);
    [[nodiscard]] int freePort(const QString& host, int from) const;

    std::unique_ptr<EngineHost> m_host;
    SettingsStore& m_settings;
    ManagementClient m_client;
    BurstRunner m_burst;
    MetricsHistory m_history;
    TrafficModel m_traffic;
    QString m_workspace;
    State m_state = State::Stopped;
    EngineAddress m_address;
    EngineFailure m_failure;
    QString m_notice;
    QStringList m_log;  ///< at most 2,000 lines
    int m_port = 0;
    int m_attempts = 0;
    bool m_restart = false;
};

}  // namespace mgc::ui
