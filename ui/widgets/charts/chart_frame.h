#pragma once
#include <QPointF>
#include <QString>
#include <QVector>

#include "ui/models/metrics_history.h"
#include "ui/theme/theme_tokens.h"

namespace mgc::ui {

enum class LineStyle { Solid, Dash, Dot, Limit };
enum class ChartKind { Lines, StackedAreas, StackedBars };

/// One line, area or colour of bars.
struct ChartSeries {
    QString name;
    ColorRole role = ColorRole::Chart1;
    LineStyle style = LineStyle::Solid;
    /// x = ms since 1970, ascending. Areas: all series of a frame share their x. Bars: x = start of the bucket.
    QVector<QPointF> points;
    bool steps = false;  ///< a value holds until the next point (limits)
};

/// Everything a chart panel shows at one moment.
struct ChartFrame {
    ChartKind kind = ChartKind::Lines;
    double fromMs = 0, toMs = 0;
    QVector<ChartSeries> series;  ///< at most 12; stacked ones from the bottom up
    QVector<ChartSeries> limits;  ///< drawn over the rest, dashed in `err`, part of the legend
    double bucketMs = 0;          ///< bars
    double gapMs = 5000;          ///< lines are broken where points are further apart
    double fixedTop = 0;          ///< 0: the axis finds its top
    int decimals = 0;             ///< of values in legend, table and CSV
    QString note;                 ///< muted words after the legend
    QVector<ChartAnnotation> annotations;

    [[nodiscard]] bool hasData() const {
        for (const ChartSeries& one : series)
            if (!one.points.isEmpty()) return true;
        return false;
    }
};

/// Value of a series at a time: the last point at or before it (bars: the bucket around it); NaN where there is none, also where that
/// point is more than `maxAgeMs` old.
[[nodiscard]] double valueAt(const ChartSeries& series, double timeMs, double maxAgeMs);

/// Largest y, for stacked kinds of the stack, limits included; 0 for nothing.
[[nodiscard]] double largestValue(const ChartFrame& frame);

/// Points cut where neighbours are further apart than `gapMs`; at most 16 pieces (the oldest are merged).
[[nodiscard]] QVector<QVector<QPointF>> splitAtGaps(const QVector<QPointF>& points, double gapMs);

}  // namespace mgc::ui
