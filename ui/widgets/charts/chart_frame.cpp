#include "ui/widgets/charts/chart_frame.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace mgc::ui {

double valueAt(const ChartSeries& series, double timeMs, double maxAgeMs) {
    const auto next =
        std::upper_bound(series.points.begin(), series.points.end(), timeMs, [](double t, const QPointF& p) { return t < p.x(); });
    if (next == series.points.begin()) return std::numeric_limits<double>::quiet_NaN();
    const QPointF& point = *(next - 1);
    if (maxAgeMs > 0 && timeMs - point.x() > maxAgeMs) return std::numeric_limits<double>::quiet_NaN();
    return point.y();
}

double largestValue(const ChartFrame& frame) {
    double top = 0;
    if (frame.kind == ChartKind::Lines) {
        for (const ChartSeries& one : frame.series)
            for (const QPointF& point : one.points) top = std::max(top, point.y());
    } else {
        std::map<double, double> sums;
        for (const ChartSeries& one : frame.series)
            for (const QPointF& point : one.points) top = std::max(top, sums[point.x()] += point.y());
    }
    for (const ChartSeries& limit : frame.limits)
        for (const QPointF& point : limit.points) top = std::max(top, point.y());
    return top;
}

QVector<QVector<QPointF>> splitAtGaps(const QVector<QPointF>& points, double gapMs) {
    constexpr qsizetype maxPieces = 16;
    QVector<QVector<QPointF>> pieces;
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (i == 0 || (gapMs > 0 && points[i].x() - points[i - 1].x() > gapMs)) pieces.push_back({});
        pieces.back().push_back(points[i]);
    }
    while (pieces.size() > maxPieces) {
        pieces[1] = pieces[0] + pieces[1];
        pieces.removeFirst();
    }
    return pieces;
}

}  // namespace mgc::ui
