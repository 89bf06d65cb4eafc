#include "ui/pages/live/live_frames.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "ui/pages/live/frame_parts.h"
#include "ui/widgets/charts/breaker_history.h"

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::LiveFrames)
};

constexpr std::array backendRoles{ColorRole::Chart1, ColorRole::Chart2, ColorRole::Chart4, ColorRole::Chart5};
constexpr std::array keyRoles{ColorRole::Chart1, ColorRole::Chart2, ColorRole::Chart3, ColorRole::Chart4};
constexpr std::array keyStyles{LineStyle::Solid, LineStyle::Dash, LineStyle::Dot, LineStyle::Dash};

ChartSeries quantile(const LiveView& view, const QString& column, const QString& name, ColorRole role, LineStyle style) {
    ChartSeries series{name, role, style, {}, false};
    series.points = view.history.points(column, view.fromMs(), view.toMs);
    return series;
}

ChartFrame quantiles(const LiveView& view, const QString& what, bool withP99) {
    ChartFrame frame = emptyFrame(view, ChartKind::Lines);
    frame.series << quantile(view, what + QStringLiteral("/p50"), QStringLiteral("p50"), ColorRole::Chart1, LineStyle::Solid);
    frame.series << quantile(view, what + QStringLiteral("/p95"), QStringLiteral("p95"), ColorRole::Chart2, LineStyle::Dash);
    if (withP99) frame.series << quantile(view, what + QStringLiteral("/p99"), QStringLiteral("p99"), ColorRole::Chart4, LineStyle::Dot);
    return frame;
}

}  // namespace

QString throttleReasonText(const QString& reason) {
    if (reason == QLatin1String("tokenLimit")) return Words::tr("token limit");
    if (reason == QLatin1String("tokenQuota")) return Words::tr("token quota");
    if (reason == QLatin1String("rateLimit")) return Words::tr("rate limit");
    if (reason == QLatin1String("quota")) return Words::tr("quota");
    if (reason == QLatin1String("concurrency")) return Words::tr("concurrency");
    if (reason == QLatin1String("backend429")) return Words::tr("backend 429");
    return reason;
}

ChartFrame requestsFrame(const LiveView& view) {
    ChartFrame frame = emptyFrame(view, ChartKind::StackedBars);
    frame.decimals = 1;
    if (view.history.isEmpty()) return frame;
    ChartSeries good{QStringLiteral("200"), ColorRole::Chart3, LineStyle::Solid, {}, false};
    ChartSeries throttled{QStringLiteral("429"), ColorRole::Chart2, LineStyle::Solid, {}, false};
    ChartSeries refused{Words::tr("4xx"), ColorRole::Chart4, LineStyle::Solid, {}, false};
    ChartSeries failed{Words::tr("5xx"), ColorRole::Chart6, LineStyle::Solid, {}, false};
    addRates(view, QStringLiteral("status/200"), good.points);
    addRates(view, QStringLiteral("status/429"), throttled.points);
    for (const QString& status : view.history.names(QStringLiteral("status/"))) {
        if (status == QLatin1String("200") || status == QLatin1String("429")) continue;
        const QString column = QStringLiteral("status/") + status;
        if (status.startsWith(u'2') || status.startsWith(u'3')) {
            good.name = Words::tr("2xx");
            addRates(view, column, good.points);
        } else if (status.startsWith(u'4')) {
            addRates(view, column, refused.points);
        } else {
            addRates(view, column, failed.points);
        }
    }
    frame.series << good << throttled;
    if (anyAbove(refused.points)) frame.series << refused;
    if (failed.points.isEmpty())
        for (const QPointF& bucket : good.points) failed.points.push_back({bucket.x(), 0});
    frame.series << failed;
    return frame;
}

ChartFrame latencyFrame(const LiveView& view) { return quantiles(view, QStringLiteral("latency"), true); }
ChartFrame firstTokenFrame(const LiveView& view) { return quantiles(view, QStringLiteral("ttft"), false); }

ChartFrame tokensFrame(const LiveView& view) {
    ChartFrame frame = emptyFrame(view, ChartKind::StackedAreas);
    const auto area = [&](const char* column, const QString& name, ColorRole role) {
        frame.series << ChartSeries{name, role, LineStyle::Solid,
                                    view.history.sampled(QLatin1String(column), view.fromMs(), view.toMs, view.window.sampleMs), false};
    };
    area("minute/prompt", Words::tr("prompt"), ColorRole::Chart1);
    area("minute/completion", Words::tr("completion"), ColorRole::Chart4);
    ChartSeries limit{Words::tr("limit"), ColorRole::Err, LineStyle::Limit,
                      view.history.points(QStringLiteral("limit/tokens"), view.fromMs(), view.toMs), true};
    // Only the corners of a limit say something; a line of equal points costs as much as one that moves.
    QVector<QPointF> corners;
    for (qsizetype i = 0; i < limit.points.size(); ++i) {
        const bool corner = i == 0 || i + 1 == limit.points.size() || limit.points[i].y() != limit.points[i - 1].y();
        if (corner) corners.push_back(limit.points[i]);
    }
    if (!corners.isEmpty()) {
        // No gap test for a limit: it holds until it changes.
        limit.points = corners;
        frame.limits << limit;
        frame.gapMs = 0;
    }
    const bool nothing = frame.limits.isEmpty() &&
                         std::none_of(frame.series.begin(), frame.series.end(), [](const ChartSeries& s) { return anyAbove(s.points); });
    if (nothing) frame.series.clear();
    return frame;
}

ChartFrame throttledFrame(const LiveView& view) {
    ChartFrame frame = emptyFrame(view, ChartKind::StackedBars);
    frame.decimals = 1;
    if (view.history.names(QStringLiteral("status/")).isEmpty()) return frame;
    static const std::array<std::pair<const char*, ColorRole>, 6> reasons{{{"tokenLimit", ColorRole::Chart2},
                                                                           {"rateLimit", ColorRole::Chart4},
                                                                           {"backend429", ColorRole::Chart6},
                                                                           {"tokenQuota", ColorRole::Chart5},
                                                                           {"quota", ColorRole::Chart1},
                                                                           {"concurrency", ColorRole::Chart3}}};
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        const QString reason = QLatin1String(reasons[i].first);
        auto points = view.history.rates(QStringLiteral("throttle/") + reason, view.fromMs(), view.toMs, view.window.bucketMs);
        // The three that people look for are always named; the others only when they happened.
        if (i >= 3 && !anyAbove(points)) continue;
        if (points.isEmpty())
            for (const QPointF& bucket :
                 view.history.rates(QStringLiteral("total/requests"), view.fromMs(), view.toMs, view.window.bucketMs))
                points.push_back({bucket.x(), 0});
        frame.series << ChartSeries{throttleReasonText(reason), reasons[i].second, LineStyle::Solid, points, false};
    }
    return frame;
}

ChartFrame remainingFrame(const LiveView& view) {
    ChartFrame frame = emptyFrame(view, ChartKind::Lines);
    frame.gapMs = 0;
    // In the order of the engine's list (busiest first), as far as there are colours.
    QStringList keys;
    for (const auto& key : view.history.latest().keys) {
        const QString name = QString::fromStdString(key.key);
        if (view.history.has(QStringLiteral("remaining/") + name) && !keys.contains(name)) keys << name;
    }
    for (const QString& name : view.history.names(QStringLiteral("remaining/")))
        if (!keys.contains(name)) keys << name;
    std::size_t shown = 0;
    for (const QString& name : keys) {
        if (shown == keyRoles.size()) break;
        ChartSeries series{name.isEmpty() ? Words::tr("all callers") : name, keyRoles[shown], keyStyles[shown], {}, false};
        series.points = view.history.points(QStringLiteral("remaining/") + name, view.fromMs(), view.toMs, 300);
        if (series.points.isEmpty()) continue;
        frame.series << series;
        ++shown;
    }
    return frame;
}

ChartFrame backendShareFrame(const LiveView& view) {
    ChartFrame frame = emptyFrame(view, ChartKind::StackedAreas);
    frame.fixedTop = 100;
    // Share of the calls of the ten seconds before each point, of up to a minute while there are few; without calls the last one holds.
    const qint64 step = view.window.sampleMs;
    const qint64 shortLag = std::max<qint64>(1, 10000 / step);
    const qint64 longLag = std::max<qint64>(shortLag, 60000 / step);
    constexpr double enoughCalls = 30;
    const QStringList backends = view.history.names(QStringLiteral("backend/")).mid(0, static_cast<qsizetype>(backendRoles.size()));
    QVector<QVector<QPointF>> totals;
    for (const QString& id : backends)
        totals << view.history.sampled(QStringLiteral("backend/") + id, view.fromMs() - longLag * step, view.toMs, step);
    if (totals.isEmpty() || totals[0].size() < 2) return frame;
    for (qsizetype b = 0; b < backends.size(); ++b)
        frame.series << ChartSeries{backends[b], backendRoles[static_cast<std::size_t>(b)], LineStyle::Solid, {}, false};
    QVector<double> last(backends.size(), 0);
    bool known = false;
    for (qsizetype i = 1; i < totals[0].size(); ++i) {
        double sum = 0;
        QVector<double> calls;
        for (qint64 lag = shortLag; lag <= longLag; lag += shortLag) {
            sum = 0;
            calls.clear();
            for (const auto& total : totals) {
                const double before = total[std::max<qsizetype>(0, i - lag)].y();
                calls << std::max(0.0, total[i].y() - before);
                sum += calls.back();
            }
            if (sum >= enoughCalls) break;
        }
        if (sum > 0) {
            for (qsizetype b = 0; b < last.size(); ++b) last[b] = calls[b] / sum * 100;
            known = true;
        }
        const double at = totals[0][i].x();
        if (!known || at < static_cast<double>(view.fromMs() - step)) continue;
        for (qsizetype b = 0; b < last.size(); ++b) frame.series[b].points.push_back({at, last[b]});
    }
    // A backend that had no call in the window keeps its colour but takes no room in the legend.
    frame.series.removeIf([](const ChartSeries& one) { return !anyAbove(one.points); });
    return frame;
}

ChartFrame policyTimeFrame(const LiveView& view, double reloadMs) {
    ChartFrame frame = quantiles(view, QStringLiteral("policy"), false);
    frame.decimals = 1;
    for (auto mark = frame.annotations.crbegin(); mark != frame.annotations.crend(); ++mark) {
        if (mark->kind != QLatin1String("policySaved") || reloadMs <= 0) continue;
        frame.note = Words::tr("reload %1 ms at %2").arg(reloadMs, 0, 'f', reloadMs < 10 ? 1 : 0).arg(mark->letter);
        break;
    }
    return frame;
}

BreakerFrame breakerFrame(const LiveView& view) { return breakerFrame(view.history, view.fromMs(), view.toMs); }

}  // namespace mgc::ui
