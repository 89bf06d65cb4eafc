#pragma once
#include <QObject>
#include <QPointF>
#include <QString>
#include <QStringList>
#include <QVector>
#include <limits>
#include <map>
#include <vector>

#include "management/messages.h"

namespace mgc::ui {

/// An annotation as charts show it: a letter that stays the same while it scrolls by.
struct ChartAnnotation {
    quint64 sequence = 0;
    qint64 timeMs = 0;
    QChar letter;  ///< A..Z, then A again
    QString kind;  ///< as in management::Annotation
    QString text;
};

struct BreakerTransition {
    qint64 timeMs = 0;
    bool open = false;
    bool held = false;  ///< by hand
    bool trip = false;  ///< opened by its rule, then
};

/// The last hour of metrics snapshots as columns of numbers, ready to be drawn. Bounded: 14,400 snapshots (an hour at 4 per second),
/// 96 columns, 200 annotations, 500 transitions per backend; older or further ones fall out.
///
/// Column names: "status/200", "throttle/tokenLimit", "tokens/prompt|completion|cached", "total/requests|throttled",
/// "backend/ID", "cost/MODEL" (of the six dearest), "cache/hits|misses" are counters (totals since start: read them with rates()); "latency|ttft|policy/p50|p95|p99",
/// "minute/prompt|completion|cached|all" (tokens of the last 60 s), "limit/tokens" (sum over the keys seen), "remaining/KEY",
/// "share/ID" (percent), "active/requests|streams" are gauges (read them with points()).
class MetricsHistory : public QObject {
    Q_OBJECT
public:
    static constexpr int capacity = 14400;
    static constexpr int maxColumns = 96;
    static constexpr int maxAnnotations = 200;

    explicit MetricsHistory(QObject* parent = nullptr);

    void add(const management::MetricsSnapshot& snapshot);
    void clear();
    /// Token limit per minute to draw while no counter key has been seen yet; 0: none.
    void setConfiguredTokenLimit(double limit) { m_configuredLimit = limit; }

    [[nodiscard]] int size() const { return static_cast<int>(m_times.size()); }
    [[nodiscard]] bool isEmpty() const { return m_times.empty(); }
    [[nodiscard]] qint64 latestMs() const { return m_times.empty() ? 0 : m_times.back(); }
    [[nodiscard]] qint64 firstMs() const { return m_times.empty() ? 0 : m_times.front(); }
    [[nodiscard]] const management::MetricsSnapshot& latest() const { return m_latest; }
    /// Names of columns that begin with `prefix`, without it, sorted.
    [[nodiscard]] QStringList names(const QString& prefix) const;
    [[nodiscard]] bool has(const QString& name) const { return m_columns.count(name) > 0; }

    /// A gauge between two times (x = ms since 1970, y = value), min/max down-sampled to at most `maxPoints`. Gaps are left out.
    [[nodiscard]] QVector<QPointF> points(const QString& name, qint64 fromMs, qint64 toMs, int maxPoints = 600) const;
    /// A column at every multiple of `stepMs` between two times, the last value known at each; unknown ones count as 0. Several columns
    /// sampled alike share their x, so they can be stacked. At most 2,000 points.
    [[nodiscard]] QVector<QPointF> sampled(const QString& name, qint64 fromMs, qint64 toMs, qint64 stepMs) const;
    /// A counter as increase per second in buckets of `bucketMs`, aligned to multiples of it (x = start of the bucket). The bucket
    /// that is still filling is divided by the time it has had. A counter that falls (engine restart) counts from zero again.
    [[nodiscard]] QVector<QPointF> rates(const QString& name, qint64 fromMs, qint64 toMs, qint64 bucketMs) const;
    /// Value of a gauge at `timeMs` (the last snapshot at or before it); NaN where there is none.
    [[nodiscard]] double valueAt(const QString& name, qint64 timeMs) const;
    /// Increase of a counter between two times.
    [[nodiscard]] double increase(const QString& name, qint64 fromMs, qint64 toMs) const;
    /// Largest value of a gauge and when; {NaN, 0} where there is none.
    [[nodiscard]] QPointF peak(const QString& name, qint64 fromMs, qint64 toMs) const;

    [[nodiscard]] QVector<ChartAnnotation> annotations(qint64 fromMs, qint64 toMs) const;
    /// Backends in the order of their names.
    [[nodiscard]] QStringList backends() const;
    /// State changes of a backend's breaker, oldest first; starts with its state when first seen.
    [[nodiscard]] QVector<BreakerTransition> breaker(const QString& backend) const;
    /// Adds a mark of the console's own (burst started) beside the engine's.
    void annotate(qint64 timeMs, const QString& kind, const QString& text);
    /// Shows the marks of another history instead of its own, letters included.
    void copyAnnotations(const MetricsHistory& other);

signals:
    void changed();
    void cleared();

private:
    using Column = std::vector<double>;  ///< one value per entry of m_times; NaN: not reported

    void put(const QString& name, double value);
    void trim();
    [[nodiscard]] const Column* column(const QString& name) const;
    /// Index of the last snapshot at or before `timeMs`, -1 if none.
    [[nodiscard]] qsizetype indexAt(qint64 timeMs) const;

    std::vector<qint64> m_times;
    std::map<QString, Column> m_columns;
    std::vector<ChartAnnotation> m_annotations;
    std::map<QString, std::vector<BreakerTransition>> m_breakers;
    management::MetricsSnapshot m_latest;
    double m_configuredLimit = 0;
    quint64 m_lastAnnotation = 0;
    int m_letters = 0;
};

/// ISO 8601 UTC text to ms since 1970; 0 where it is no time.
[[nodiscard]] qint64 millisecondsOf(const std::string& isoTime);

}  // namespace mgc::ui
