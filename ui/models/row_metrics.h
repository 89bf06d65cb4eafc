#pragma once
#include <QSet>
#include <QString>
#include <QVector>
#include <deque>
#include <map>

#include "ui/models/metrics_history.h"
#include "ui/models/traffic_model.h"

namespace mgc::ui {

/// Metrics of some callers only. The engine's metrics stream is not split by API or subscription, so these are counted from the rows of
/// the traffic ring: exact for the requests it holds (10,000), and the list's own numbers by construction.
class RowMetrics {
public:
    /// Empty texts let everything through.
    void setFilter(const QString& api, const QString& key);
    [[nodiscard]] bool isActive() const { return !m_api.isEmpty() || !m_key.isEmpty(); }

    /// Counts the rows of the ring into a history with one entry per second, up to `untilMs`.
    void rebuild(const TrafficModel& rows, const MetricsHistory& whole, qint64 untilMs);
    /// Rows that have just finished.
    void add(const QVector<management::TrafficRow>& rows);
    /// Takes an entry now; counter keys, breaker states and marks come from the engine's own snapshot.
    void tick(const management::MetricsSnapshot& real, const MetricsHistory& whole);

    [[nodiscard]] const MetricsHistory& history() const { return m_history; }
    [[nodiscard]] bool accepts(const management::TrafficRow& row) const;

private:
    struct Sample {
        qint64 endMs;
        double totalMs, firstTokenMs, policyMs;
        std::uint64_t prompt, completion, cached;
        int status;
        std::string backend, reason, model;
        double cost;  ///< 0 without a price
        bool unpriced;
    };
    void countCost(const Sample& sample);
    [[nodiscard]] static Sample sampleOf(const management::TrafficRow& row);
    void count(const Sample& sample);
    [[nodiscard]] management::MetricsSnapshot snapshotAt(qint64 timeMs);

    QString m_api, m_key;
    MetricsHistory m_history;
    management::MetricsSnapshot m_totals;
    std::map<std::string, std::uint64_t> m_backends;
    std::map<std::string, management::CostShare> m_costs;  ///< by model
    std::deque<Sample> m_minute;  ///< samples of the last 60 s
    quint64 m_lastId = 0;
};

}  // namespace mgc::ui
