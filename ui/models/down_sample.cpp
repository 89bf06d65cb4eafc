#include "ui/models/down_sample.h"

#include <algorithm>
#include <cmath>

namespace mgc::ui {

QVector<QPointF> downSampled(const QVector<QPointF>& points, double from, double to, int maxPoints) {
    if (points.size() <= maxPoints || maxPoints < 4 || to <= from) return points;
    const int parts = (maxPoints - 2) / 2;
    // Parts are aligned to multiples of their width, so that a scrolling window groups the same points together: no flicker.
    const double width = (to - from) / (parts - 1);
    QVector<QPointF> kept;
    kept.reserve(maxPoints);
    kept.push_back(points.front());
    qsizetype at = 1;
    const qsizetype end = points.size() - 1;
    while (at < end) {
        const double part = std::floor(points[at].x() / width);
        qsizetype low = at;
        qsizetype high = at;
        for (++at; at < end && std::floor(points[at].x() / width) == part; ++at) {
            if (points[at].y() < points[low].y()) low = at;
            if (points[at].y() > points[high].y()) high = at;
        }
        kept.push_back(points[std::min(low, high)]);
        if (low != high) kept.push_back(points[std::max(low, high)]);
    }
    kept.push_back(points.back());
    return kept;
}

}  // namespace mgc::ui
