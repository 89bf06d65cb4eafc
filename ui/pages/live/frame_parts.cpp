#include "ui/pages/live/frame_parts.h"

#include <algorithm>

namespace mgc::ui {

ChartFrame emptyFrame(const LiveView& view, ChartKind kind) {
    ChartFrame frame;
    frame.kind = kind;
    frame.fromMs = static_cast<double>(view.fromMs());
    frame.toMs = static_cast<double>(view.toMs);
    frame.bucketMs = static_cast<double>(view.window.bucketMs);
    frame.annotations = view.history.annotations(view.fromMs(), view.toMs);
    frame.gapMs = std::max(5000.0, static_cast<double>(view.window.sampleMs) * 3);
    return frame;
}

void addRates(const LiveView& view, const QString& column, QVector<QPointF>& into, double factor) {
    auto rates = view.history.rates(column, view.fromMs(), view.toMs, view.window.bucketMs);
    for (QPointF& rate : rates) rate.ry() *= factor;
    if (into.isEmpty()) {
        into = rates;
        return;
    }
    for (qsizetype i = 0; i < std::min(into.size(), rates.size()); ++i) into[i].ry() += rates[i].y();
}

bool anyAbove(const QVector<QPointF>& points) {
    return std::any_of(points.begin(), points.end(), [](const QPointF& p) { return p.y() > 0; });
}

}  // namespace mgc::ui
