#include "ui/models/metrics_history.h"

#include <QDateTime>
#include <algorithm>
#include <cmath>

#include "ui/models/down_sample.h"

namespace mgc::ui {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr int maxKeys = 12;
constexpr int maxCostModels = 6;  // as many as the chart has colours
constexpr std::size_t maxTransitions = 500;
// Old entries are cut off in blocks, so that the vectors are not shifted with every snapshot.
constexpr int trimBlock = 1200;

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }
double number(std::uint64_t value) { return static_cast<double>(value); }

double step(double from, double to) {
    if (std::isnan(to)) return 0;
    if (std::isnan(from)) return to;
    return to >= from ? to - from : to;
}

}  // namespace

qint64 millisecondsOf(const std::string& isoTime) {
    // The engine writes seven digits of a second as .NET does; Qt reads three.
    QString words = text(isoTime);
    const qsizetype dot = words.indexOf(u'.');
    if (dot > 0) {
        qsizetype end = dot + 1;
        while (end < words.size() && words[end].isDigit()) ++end;
        if (end - dot > 4) words.remove(dot + 4, end - dot - 4);
    }
    const QDateTime time = QDateTime::fromString(words, Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

MetricsHistory::MetricsHistory(QObject* parent) : QObject(parent) {}

void MetricsHistory::clear() {
    m_times.clear();
    m_columns.clear();
    m_annotations.clear();
    m_breakers.clear();
    m_latest = {};
    m_lastAnnotation = 0;
    m_letters = 0;
    emit cleared();
    emit changed();
}

void MetricsHistory::put(const QString& name, double value) {
    auto it = m_columns.find(name);
    if (it == m_columns.end()) {
        if (m_columns.size() >= static_cast<std::size_t>(maxColumns)) return;
        it = m_columns.emplace(name, Column()).first;
        it->second.reserve(m_times.size() + 256);
    }
    it->second.resize(m_times.size(), missing);
    it->second.back() = value;
}

void MetricsHistory::add(const management::MetricsSnapshot& s) {
    qint64 time = millisecondsOf(s.time);
    if (time == 0) time = QDateTime::currentMSecsSinceEpoch();
    if (!m_times.empty() && time <= m_times.back()) return;  // repeated after a reconnect
    trim();
    m_times.push_back(time);
    m_latest = s;

    put(QStringLiteral("total/requests"), number(s.requests));
    put(QStringLiteral("total/throttled"), number(s.throttled));
    for (const auto& [status, count] : s.requestsByStatus) put(QStringLiteral("status/") + text(status), number(count));
    for (const auto& [reason, count] : s.throttlesByReason) put(QStringLiteral("throttle/") + text(reason), number(count));
    put(QStringLiteral("tokens/prompt"), number(s.tokens.prompt));
    put(QStringLiteral("tokens/completion"), number(s.tokens.completion));
    put(QStringLiteral("tokens/cached"), number(s.tokens.cached));
    put(QStringLiteral("minute/prompt"), number(s.tokensPerMinute.prompt));
    put(QStringLiteral("minute/completion"), number(s.tokensPerMinute.completion));
    put(QStringLiteral("minute/cached"), number(s.tokensPerMinute.cached));
    put(QStringLiteral("minute/all"), number(s.tokensPerMinute.prompt + s.tokensPerMinute.completion));
    put(QStringLiteral("cache/hits"), number(s.cacheHits));
    put(QStringLiteral("cache/misses"), number(s.cacheMisses));
    put(QStringLiteral("active/requests"), number(s.activeRequests));
    put(QStringLiteral("active/streams"), number(s.activeStreams));
    const auto quantiles = [this](const QString& name, const management::Distribution& distribution) {
        // Without a sample in the last 10 s there is nothing to draw, and a line at 0 would be a lie.
        const auto& q = distribution.recent;
        put(name + QStringLiteral("/p50"), q.count > 0 ? q.p50 : missing);
        put(name + QStringLiteral("/p95"), q.count > 0 ? q.p95 : missing);
        put(name + QStringLiteral("/p99"), q.count > 0 ? q.p99 : missing);
    };
    quantiles(QStringLiteral("latency"), s.latency);
    quantiles(QStringLiteral("ttft"), s.timeToFirstToken);
    quantiles(QStringLiteral("policy"), s.policyTime);

    int models = 0;
    for (const auto& model : s.costs.models)
        if (++models <= maxCostModels && model.cost > 0) put(QStringLiteral("cost/") + text(model.name), model.cost);

    double limit = 0;
    int keys = 0;
    for (const auto& key : s.keys) {
        if (key.policy.find("token") == std::string::npos) continue;
        limit += static_cast<double>(key.limit);
        if (++keys <= maxKeys) put(QStringLiteral("remaining/") + text(key.key), static_cast<double>(key.remaining));
    }
    if (limit <= 0) limit = m_configuredLimit;
    put(QStringLiteral("limit/tokens"), limit > 0 ? limit : missing);

    for (const auto& backend : s.backends) {
        const QString id = text(backend.id);
        put(QStringLiteral("backend/") + id, number(backend.requests));
        put(QStringLiteral("share/") + id, backend.share * 100);
        auto& transitions = m_breakers[id];
        const bool open = backend.state == "open";
        const bool wasOpen = !transitions.empty() && transitions.back().open;
        if (transitions.empty() || wasOpen != open || transitions.back().held != backend.held)
            transitions.push_back({time, open, backend.held, open && !backend.held && !wasOpen});
        if (transitions.size() > maxTransitions) transitions.erase(transitions.begin(), transitions.begin() + maxTransitions / 2);
    }
    // Columns that this snapshot did not name stay as long as the times.
    for (auto& [name, values] : m_columns) values.resize(m_times.size(), missing);

    for (const auto& annotation : s.annotations) {
        if (annotation.sequence <= m_lastAnnotation) continue;
        m_lastAnnotation = annotation.sequence;
        const qint64 at = millisecondsOf(annotation.time);
        annotate(at > 0 ? at : time, text(annotation.kind), text(annotation.text));
    }
    emit changed();
}

void MetricsHistory::annotate(qint64 timeMs, const QString& kind, const QString& words) {
    ChartAnnotation mark;
    mark.sequence = m_lastAnnotation;
    mark.timeMs = timeMs;
    mark.letter = QChar(u'A' + m_letters++ % 26);
    mark.kind = kind;
    mark.text = words;
    m_annotations.push_back(mark);
    if (m_annotations.size() > maxAnnotations) m_annotations.erase(m_annotations.begin(), m_annotations.begin() + maxAnnotations / 4);
}

void MetricsHistory::copyAnnotations(const MetricsHistory& other) {
    m_annotations = other.m_annotations;
    m_lastAnnotation = other.m_lastAnnotation;
    m_letters = other.m_letters;
}

void MetricsHistory::trim() {
    if (m_times.size() < static_cast<std::size_t>(capacity)) return;
    m_times.erase(m_times.begin(), m_times.begin() + trimBlock);
    for (auto it = m_columns.begin(); it != m_columns.end();) {
        it->second.erase(it->second.begin(), it->second.begin() + trimBlock);
        const bool dead = std::all_of(it->second.begin(), it->second.end(), [](double v) { return std::isnan(v); });
        it = dead ? m_columns.erase(it) : std::next(it);
    }
}

const MetricsHistory::Column* MetricsHistory::column(const QString& name) const {
    const auto it = m_columns.find(name);
    return it == m_columns.end() ? nullptr : &it->second;
}

qsizetype MetricsHistory::indexAt(qint64 timeMs) const {
    return std::upper_bound(m_times.begin(), m_times.end(), timeMs) - m_times.begin() - 1;
}

QStringList MetricsHistory::names(const QString& prefix) const {
    QStringList found;
    for (auto it = m_columns.lower_bound(prefix); it != m_columns.end() && it->first.startsWith(prefix); ++it)
        found << it->first.mid(prefix.size());
    return found;
}

QVector<QPointF> MetricsHistory::points(const QString& name, qint64 fromMs, qint64 toMs, int maxPoints) const {
    const Column* values = column(name);
    if (!values) return {};
    // One sample before the window, so that the line enters at its edge.
    const qsizetype first = std::max<qsizetype>(0, indexAt(fromMs));
    const qsizetype last = indexAt(toMs);
    QVector<QPointF> raw;
    raw.reserve(std::max<qsizetype>(0, last - first + 1));
    for (qsizetype i = first; i <= last; ++i) {
        const double value = (*values)[static_cast<std::size_t>(i)];
        if (!std::isnan(value)) raw.push_back({static_cast<double>(m_times[static_cast<std::size_t>(i)]), value});
    }
    return downSampled(raw, static_cast<double>(fromMs), static_cast<double>(toMs), maxPoints);
}

QVector<QPointF> MetricsHistory::sampled(const QString& name, qint64 fromMs, qint64 toMs, qint64 stepMs) const {
    QVector<QPointF> found;
    if (m_times.empty() || stepMs <= 0) return found;
    const Column* values = column(name);
    const qint64 first = std::max(fromMs, firstMs()) / stepMs;
    const qint64 last = std::min(toMs, latestMs()) / stepMs;
    if (last < first || last - first > 2000) return found;
    found.reserve(last - first + 2);
    qsizetype at = std::max<qsizetype>(0, indexAt(first * stepMs));
    const auto size = static_cast<qsizetype>(m_times.size());
    const auto take = [&](qint64 time) {
        while (at + 1 < size && m_times[static_cast<std::size_t>(at) + 1] <= time) ++at;
        const double value = values ? (*values)[static_cast<std::size_t>(at)] : 0;
        found.push_back({static_cast<double>(time), std::isnan(value) ? 0 : value});
    };
    for (qint64 step = first; step <= last; ++step) take(step * stepMs);
    // The newest value closes the gap between the last multiple and now.
    if (const qint64 end = std::min(toMs, latestMs()); end > last * stepMs) take(end);
    return found;
}

QVector<QPointF> MetricsHistory::rates(const QString& name, qint64 fromMs, qint64 toMs, qint64 bucketMs) const {
    QVector<QPointF> buckets;
    const Column* values = column(name);
    if (!values || m_times.empty() || bucketMs <= 0) return buckets;
    const qint64 firstBucket = fromMs / bucketMs;
    const qint64 lastBucket = std::min(toMs, latestMs()) / bucketMs;
    if (lastBucket < firstBucket || lastBucket - firstBucket > 10000) return buckets;
    buckets.reserve(lastBucket - firstBucket + 1);
    for (qint64 bucket = firstBucket; bucket <= lastBucket; ++bucket) buckets.push_back({static_cast<double>(bucket * bucketMs), 0});
    const qsizetype last = indexAt(toMs);
    for (qsizetype i = std::max<qsizetype>(1, indexAt(firstBucket * bucketMs)); i <= last; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const qint64 bucket = m_times[at] / bucketMs - firstBucket;
        if (bucket < 0 || bucket >= buckets.size()) continue;
        buckets[bucket].ry() += step((*values)[at - 1], (*values)[at]);
    }
    for (qsizetype i = 0; i < buckets.size(); ++i) {
        qint64 length = bucketMs;
        if (i == buckets.size() - 1)
            length = std::clamp<qint64>(latestMs() - (lastBucket * bucketMs), std::min<qint64>(1000, bucketMs), bucketMs);
        buckets[i].ry() /= static_cast<double>(length) / 1000.0;
    }
    return buckets;
}

double MetricsHistory::valueAt(const QString& name, qint64 timeMs) const {
    const Column* values = column(name);
    const qsizetype at = indexAt(timeMs);
    return values && at >= 0 ? (*values)[static_cast<std::size_t>(at)] : missing;
}

double MetricsHistory::increase(const QString& name, qint64 fromMs, qint64 toMs) const {
    const Column* values = column(name);
    if (!values) return 0;
    double sum = 0;
    for (qsizetype i = std::max<qsizetype>(1, indexAt(fromMs) + 1); i <= indexAt(toMs); ++i)
        sum += step((*values)[static_cast<std::size_t>(i) - 1], (*values)[static_cast<std::size_t>(i)]);
    return sum;
}

QPointF MetricsHistory::peak(const QString& name, qint64 fromMs, qint64 toMs) const {
    QPointF best(0, missing);
    const Column* values = column(name);
    if (!values) return best;
    for (qsizetype i = indexAt(fromMs) + 1; i <= indexAt(toMs); ++i) {
        const double value = (*values)[static_cast<std::size_t>(i)];
        if (!std::isnan(value) && !(value <= best.y())) best = {static_cast<double>(m_times[static_cast<std::size_t>(i)]), value};
    }
    return best;
}

QVector<ChartAnnotation> MetricsHistory::annotations(qint64 fromMs, qint64 toMs) const {
    QVector<ChartAnnotation> found;
    for (const ChartAnnotation& mark : m_annotations)
        if (mark.timeMs >= fromMs && mark.timeMs <= toMs) found.push_back(mark);
    return found;
}

QStringList MetricsHistory::backends() const {
    QStringList ids;
    for (const auto& [id, transitions] : m_breakers) ids << id;
    return ids;
}

QVector<BreakerTransition> MetricsHistory::breaker(const QString& backend) const {
    const auto it = m_breakers.find(backend);
    if (it == m_breakers.end()) return {};
    return {it->second.begin(), it->second.end()};
}

}  // namespace mgc::ui
