#pragma once
#include <QElapsedTimer>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QVector>
#include <functional>

#include "base/result.h"
#include "management/messages.h"
#include "ui/client/event_stream.h"

namespace mgc::ui {

/// The console's only door to an engine: the management API over loopback (design/cli.md). Keeps the status fresh, the metrics and
/// traffic streams alive, and hands out what comes in as values. All signals and callbacks run on the thread that made the client.
/// Callbacks are dropped when their context object is gone or the client is pointed elsewhere.
class ManagementClient : public QObject {
    Q_OBJECT
public:
    enum class Connection {
        Detached,    ///< connectTo() was not called, or detach() was
        Connecting,  ///< first attempt under way, nothing known yet
        Connected,   ///< the metrics stream flows
        Lost         ///< it flowed or failed to; attempts go on, values shown are stale
    };
    Q_ENUM(Connection)

    struct Timing {
        int statusPollMs = 5000;  ///< a new program revision in the metrics stream refreshes at once
        int metricsIntervalMs = 250;
        int silenceMs = 4000;  ///< metrics stream silent for this long = lost
        int firstPauseMs = 250, longestPauseMs = 5000;
        int trafficBatchMs = 100;  ///< requestsFinished comes at most this often
        int callTimeoutMs = 10000;
    };
    template <class T>
    using Answer = std::function<void(Result<T>)>;

    explicit ManagementClient(QObject* parent = nullptr);
    explicit ManagementClient(Timing timing, QObject* parent = nullptr);
    ~ManagementClient() override;

    /// Starts talking to the engine at `url` ("http://127.0.0.1:41234"). Forgets what was known of another engine.
    void connectTo(const QUrl& url, const QString& token);
    void detach();

    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] Connection connection() const { return m_connection; }
    [[nodiscard]] bool isConnected() const { return m_connection == Connection::Connected; }
    /// The reason of the last break, in plain words; empty while connected.
    [[nodiscard]] QString lastError() const { return m_lastError; }
    /// The last known status and snapshot (default values before the first; see hasStatus()).
    [[nodiscard]] const management::Status& status() const { return m_status; }
    [[nodiscard]] bool hasStatus() const { return m_hasStatus; }
    [[nodiscard]] const management::MetricsSnapshot& snapshot() const { return m_snapshot; }
    /// Metrics updates that really arrived in the last second.
    [[nodiscard]] double updatesPerSecond() const { return m_updatesPerSecond; }

    void refreshStatus();
    /// Rows after `after` (an id), oldest first. The stream delivers new rows by itself; this pages through older ones.
    void fetchRequests(quint64 after, int limit, QObject* context, Answer<QVector<management::TrafficRow>> then);
    void fetchDetail(quint64 id, QObject* context, Answer<management::RequestDetail> then);
    /// Azure's trace JSON, as sent.
    void fetchTrace(quint64 id, QObject* context, Answer<QJsonObject> then);
    /// The same by the GUID that the gateway answers as Apim-Trace-Id.
    void fetchTraceOf(const QString& requestId, QObject* context, Answer<QJsonObject> then);
    /// Sends a recorded request again with the current program; answers the new row's id.
    void replay(quint64 id, QObject* context, Answer<quint64> then);
    void reload(QObject* context, Answer<QJsonObject> then);
    void fetchState(QObject* context, Answer<QJsonObject> then);
    /// Clears counters, quotas, breakers and caches.
    void resetState(QObject* context, Answer<QJsonObject> then);
    /// Moves the controllable clock, `duration` as ISO 8601 ("PT1H").
    void advanceClock(const QString& duration, QObject* context, Answer<QJsonObject> then);
    /// Asks a backend for its models with its own credentials; takes up to 30 s. Deleting `context` cancels it: no answer comes then.
    void testBackend(const QString& backend, QObject* context, Answer<management::ConnectionTest> then);
    /// Holds the breaker of a backend open until it is released, or releases it.
    void holdBreaker(const QString& backend, bool open, QObject* context, Answer<QJsonObject> then);
    void fetchSimulator(QObject* context, Answer<QJsonObject> then);
    void putSimulator(const QJsonObject& simulator, QObject* context, Answer<QJsonObject> then);
    void fetchEffective(const QString& api, const QString& operation, QObject* context, Answer<QJsonObject> then);

signals:
    void connectionChanged(mgc::ui::ManagementClient::Connection connection);
    void statusChanged(const mgc::management::Status& status);
    void snapshotReceived(const mgc::management::MetricsSnapshot& snapshot);
    /// New rows in the order of their ids, at most one batch per trafficBatchMs.
    void requestsFinished(const QVector<mgc::management::TrafficRow>& rows);
    /// The engine behind the address was restarted: counters and ids begin again. Comes before the new engine's first values.
    void engineRestarted();
    /// A break, in plain words; repeated failures with the same words are reported once.
    void failed(const QString& message);

private:
    using Raw = std::function<void(Result<QByteArray>)>;

    [[nodiscard]] QNetworkRequest request(const QString& path, int timeoutMs) const;
    void call(const QByteArray& verb, const QString& path, const QByteArray& body, QObject* context, Raw then, int timeoutMs = 0);
    void callForObject(const QByteArray& verb, const QString& path, const QByteArray& body, QObject* context, Answer<QJsonObject> then);
    void setConnection(Connection connection, const QString& why = {});
    void takeSnapshot(const QByteArray& data);
    void takeRow(const QByteArray& data);
    void fillTrafficGap();
    void addRows(const std::vector<management::TrafficRow>& rows);
    void flushRows();
    void noteUpdate();

    Timing m_timing;
    QNetworkAccessManager m_network;
    QUrl m_url;
    QByteArray m_token;
    EventStream m_metrics;
    EventStream m_traffic;
    QTimer m_poll;
    QTimer m_batch;
    Connection m_connection = Connection::Detached;
    QString m_lastError;
    management::Status m_status;
    management::MetricsSnapshot m_snapshot;
    bool m_hasStatus = false;
    bool m_hasSnapshot = false;
    bool m_statusUnderWay = false;
    QVector<management::TrafficRow> m_pending;  ///< bounded by the gateway's ring: 10,000 rows, older ones fall out
    quint64 m_lastRowId = 0;
    quint64 m_generation = 0;  ///< of connectTo(); answers to an older one are dropped
    QElapsedTimer m_updateClock;
    int m_updatesCounted = 0;
    double m_updatesPerSecond = 0;
};

}  // namespace mgc::ui
