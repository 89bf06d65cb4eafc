#include "ui/models/row_metrics.h"

#include <QDateTime>
#include <algorithm>

namespace mgc::ui {

namespace {

constexpr qint64 recentMs = 10000;
constexpr qint64 minuteMs = 60000;
constexpr qint64 hourMs = 3600000;

std::string isoTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString(); }

management::Quantiles quantilesOf(std::vector<double>& values) {
    management::Quantiles quantiles;
    quantiles.count = values.size();
    if (values.empty()) return quantiles;
    std::sort(values.begin(), values.end());
    const auto at = [&](std::size_t percent) { return values[(values.size() - 1) * percent / 100]; };
    quantiles.p50 = at(50);
    quantiles.p95 = at(95);
    quantiles.p99 = at(99);
    return quantiles;
}

/// The reason names of the metrics stream, from a row's flags: "token limit" is tokenLimit.
std::string reasonOf(const management::TrafficRow& row) {
    static const std::pair<const char*, const char*> known[] = {{"token limit", "tokenLimit"},  {"token quota", "tokenQuota"},
                                                                {"rate limit", "rateLimit"},    {"quota", "quota"},
                                                                {"concurrency limit", "concurrency"}, {"backend 429", "backend429"}};
    for (const auto& [flag, reason] : known)
        if (std::find(row.flags.begin(), row.flags.end(), flag) != row.flags.end()) return reason;
    return row.backendId.empty() ? "tokenLimit" : "backend429";
}

}  // namespace

void RowMetrics::setFilter(const QString& api, const QString& key) {
    m_api = api;
    m_key = key;
}

bool RowMetrics::accepts(const management::TrafficRow& row) const {
    return (m_api.isEmpty() || m_api == QString::fromStdString(row.apiId)) &&
           (m_key.isEmpty() || m_key == QString::fromStdString(row.subscriptionId));
}

RowMetrics::Sample RowMetrics::sampleOf(const management::TrafficRow& row) {
    return {millisecondsOf(row.time) + static_cast<qint64>(row.totalMs),
            row.totalMs,
            row.timeToFirstTokenMs,
            row.policyMs,
            static_cast<std::uint64_t>(std::max<std::int64_t>(0, row.promptTokens)),
            static_cast<std::uint64_t>(std::max<std::int64_t>(0, row.completionTokens)),
            static_cast<std::uint64_t>(std::max<std::int64_t>(0, row.cachedTokens)),
            row.status,
            row.backendId,
            row.status == 429 ? reasonOf(row) : std::string(),
            row.model,
            row.cost.value_or(0),
            !row.cost && (row.promptTokens > 0 || row.completionTokens > 0)};
}

void RowMetrics::count(const Sample& sample) {
    ++m_totals.requests;
    ++m_totals.requestsByStatus[std::to_string(sample.status)];
    m_totals.tokens.prompt += sample.prompt;
    m_totals.tokens.completion += sample.completion;
    m_totals.tokens.cached += sample.cached;
    if (!sample.reason.empty()) {
        ++m_totals.throttled;
        ++m_totals.throttlesByReason[sample.reason];
    }
    if (!sample.backend.empty()) ++m_backends[sample.backend];
    if (sample.cost > 0 || sample.unpriced) countCost(sample);
    m_minute.push_back(sample);
}

void RowMetrics::countCost(const Sample& sample) {
    auto& share = m_costs[sample.model];
    share.name = sample.model;
    ++share.calls;
    share.cost += sample.cost;
    ++m_totals.costs.calls;
    m_totals.costs.total += sample.cost;
    if (!sample.unpriced) return;
    ++share.unpriced;
    ++m_totals.costs.unpriced;
}

management::MetricsSnapshot RowMetrics::snapshotAt(qint64 timeMs) {
    while (!m_minute.empty() && m_minute.front().endMs < timeMs - minuteMs) m_minute.pop_front();
    management::MetricsSnapshot made = m_totals;
    made.time = isoTime(timeMs);
    std::vector<double> total, first, policy;
    std::uint64_t calls = 0;
    std::map<std::string, std::uint64_t> shares;
    for (const Sample& sample : m_minute) {
        made.tokensPerMinute.prompt += sample.prompt;
        made.tokensPerMinute.completion += sample.completion;
        made.tokensPerMinute.cached += sample.cached;
        if (!sample.backend.empty()) {
            ++calls;
            ++shares[sample.backend];
        }
        if (sample.endMs < timeMs - recentMs) continue;
        total.push_back(sample.totalMs);
        policy.push_back(sample.policyMs);
        if (sample.firstTokenMs > 0) first.push_back(sample.firstTokenMs);
    }
    made.latency.recent = quantilesOf(total);
    made.timeToFirstToken.recent = quantilesOf(first);
    made.policyTime.recent = quantilesOf(policy);
    for (const auto& [model, share] : m_costs) made.costs.models.push_back(share);
    std::sort(made.costs.models.begin(), made.costs.models.end(), [](const auto& a, const auto& b) { return a.cost > b.cost; });
    for (const auto& [id, requests] : m_backends) {
        management::BackendState state;
        state.id = id;
        state.requests = requests;
        state.share = calls > 0 ? static_cast<double>(shares[id]) / static_cast<double>(calls) : 0;
        made.backends.push_back(state);
    }
    return made;
}

void RowMetrics::rebuild(const TrafficModel& rows, const MetricsHistory& whole, qint64 untilMs) {
    m_history.clear();
    m_totals = {};
    m_backends.clear();
    m_costs.clear();
    m_minute.clear();
    std::vector<Sample> samples;
    for (int i = 0; i < rows.rowCount(); ++i) {
        m_lastId = std::max<quint64>(m_lastId, rows.rowAt(i).id);
        if (accepts(rows.rowAt(i))) samples.push_back(sampleOf(rows.rowAt(i)));
    }
    std::sort(samples.begin(), samples.end(), [](const Sample& a, const Sample& b) { return a.endMs < b.endMs; });
    qint64 at = std::max(untilMs - hourMs, whole.isEmpty() ? untilMs : whole.firstMs()) / 1000 * 1000;
    std::size_t next = 0;
    for (; at <= untilMs; at += 1000) {
        while (next < samples.size() && samples[next].endMs <= at) count(samples[next++]);
        m_history.add(snapshotAt(at));
    }
    while (next < samples.size()) count(samples[next++]);
    m_history.copyAnnotations(whole);
}

void RowMetrics::add(const QVector<management::TrafficRow>& rows) {
    for (const auto& row : rows) {
        if (row.id <= m_lastId) continue;
        m_lastId = row.id;
        if (accepts(row)) count(sampleOf(row));
    }
}

void RowMetrics::tick(const management::MetricsSnapshot& real, const MetricsHistory& whole) {
    m_totals.costs.currency = real.costs.currency;
    management::MetricsSnapshot made = snapshotAt(millisecondsOf(real.time));
    for (const auto& key : real.keys)
        if (m_key.isEmpty() || QString::fromStdString(key.key).contains(m_key)) made.keys.push_back(key);
    for (const auto& backend : real.backends) {
        const auto mine = std::find_if(made.backends.begin(), made.backends.end(), [&](const auto& b) { return b.id == backend.id; });
        if (mine == made.backends.end()) {
            management::BackendState state = backend;
            state.requests = 0;
            state.share = 0;
            made.backends.push_back(state);
        } else {
            mine->state = backend.state;
            mine->closesInSeconds = backend.closesInSeconds;
            mine->held = backend.held;
        }
    }
    m_history.add(made);
    m_history.copyAnnotations(whole);
}

}  // namespace mgc::ui
