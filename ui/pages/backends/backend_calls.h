#pragma once
#include <QObject>
#include <QString>
#include <QVector>
#include <deque>

#include "management/messages.h"

namespace mgc::resources {
struct Backend;
}

namespace mgc::ui {

class ManagementClient;
class TrafficModel;

/// One call that the gateway sent to a backend, as its traffic record has it.
struct BackendCall {
    quint64 request = 0;  ///< id of the traffic row
    qint64 timeMs = 0;    ///< when it was sent, ms since 1970
    QString backend;
    int status = 0;  ///< 0: no answer
    QString error;   ///< why there was no answer
};

/// The calls of the last requests by backend, for the marks and failures of the Backends page. A request that was answered without a
/// retry made one call, which its row tells; of one that was retried or failed the record is read. Bounded: the last 4,000 calls, at most
/// 200 records waiting to be read, two asked for at once; a request whose record is not to be had counts by its row.
class BackendCalls : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t capacity = 4000;
    static constexpr std::size_t maxWaiting = 200;

    BackendCalls(TrafficModel& traffic, ManagementClient& client, QObject* parent = nullptr);

    /// Calls to `backend` within a span of time, in no certain order.
    [[nodiscard]] QVector<BackendCall> between(const QString& backend, qint64 fromMs, qint64 toMs) const;
    [[nodiscard]] const std::deque<BackendCall>& all() const { return m_calls; }
    /// Failed calls to it, newest first, at most `count`.
    [[nodiscard]] QVector<BackendCall> lastFailures(const resources::Backend& backend, int count) const;
    /// No answer, or an answer that the backend's breaker rule counts; without a rule 429 and 5xx, as the gateway's own figures.
    [[nodiscard]] static bool isFailure(const BackendCall& call, const resources::Backend* backend);
    /// "503" or "no answer".
    [[nodiscard]] static QString outcomeText(const BackendCall& call);

signals:
    void changed();

private:
    void take(int first, int last);
    void addRow(const management::TrafficRow& row);
    void add(BackendCall call);
    void readNext();

    TrafficModel& m_traffic;
    ManagementClient& m_client;
    std::deque<BackendCall> m_calls;
    std::deque<management::TrafficRow> m_waiting;
    quint64 m_lastRequest = 0;
    int m_underWay = 0;
    quint64 m_generation = 0;  ///< of the traffic list; answers for one that was cleared are dropped
};

}  // namespace mgc::ui
