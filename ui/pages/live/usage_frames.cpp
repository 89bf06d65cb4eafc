#include <QCoreApplication>
#include <array>

#include "ui/models/cost_text.h"
#include "ui/pages/live/frame_parts.h"

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::LiveFrames)
};

constexpr std::array modelRoles{ColorRole::Chart1, ColorRole::Chart4, ColorRole::Chart3,
                                ColorRole::Chart5, ColorRole::Chart2, ColorRole::Chart6};
constexpr double secondsPerHour = 3600;

}  // namespace

ChartFrame costFrame(const LiveView& view) {
    ChartFrame frame = emptyFrame(view, ChartKind::StackedBars);
    frame.decimals = 4;
    frame.note = costNote(view.history.latest().costs);
    std::size_t shown = 0;
    for (const QString& model : view.history.names(QStringLiteral("cost/"))) {
        if (shown == modelRoles.size()) break;
        ChartSeries series{model.isEmpty() ? Words::tr("no model") : model, modelRoles[shown], LineStyle::Solid, {}, false};
        addRates(view, QStringLiteral("cost/") + model, series.points, secondsPerHour);
        if (!anyAbove(series.points)) continue;
        frame.series << series;
        ++shown;
    }
    return frame;
}

ChartFrame cacheFrame(const LiveView& view) {
    ChartFrame frame = emptyFrame(view, ChartKind::StackedBars);
    frame.fixedTop = 100;
    ChartSeries hits{Words::tr("hits"), ColorRole::Chart3, LineStyle::Solid, {}, false};
    addRates(view, QStringLiteral("cache/hits"), hits.points);
    QVector<QPointF> misses;
    addRates(view, QStringLiteral("cache/misses"), misses);
    if (!anyAbove(hits.points) && !anyAbove(misses)) return frame;
    for (qsizetype i = 0; i < std::min(hits.points.size(), misses.size()); ++i) {
        const double reads = hits.points[i].y() + misses[i].y();
        hits.points[i].setY(reads > 0 ? hits.points[i].y() / reads * 100 : 0);
    }
    const auto& latest = view.history.latest();
    frame.note = Words::tr("%1 of %2 reads since start").arg(latest.cacheHits).arg(latest.cacheHits + latest.cacheMisses);
    frame.series << hits;
    return frame;
}

ChartFrame activeFrame(const LiveView& view) {
    ChartFrame frame = emptyFrame(view, ChartKind::Lines);
    const auto line = [&](const char* column, const QString& name, ColorRole role, LineStyle style) {
        ChartSeries series{name, role, style, view.history.points(QLatin1String(column), view.fromMs(), view.toMs), true};
        if (anyAbove(series.points)) frame.series << series;
    };
    line("active/requests", Words::tr("requests"), ColorRole::Chart1, LineStyle::Solid);
    line("active/streams", Words::tr("streams"), ColorRole::Chart4, LineStyle::Dash);
    return frame;
}

}  // namespace mgc::ui
