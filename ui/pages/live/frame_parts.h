#pragma once
#include "ui/pages/live/live_frames.h"

namespace mgc::ui {

/// A frame over the view's span of time, with its annotations and no series.
[[nodiscard]] ChartFrame emptyFrame(const LiveView& view, ChartKind kind);
/// Adds the rates of one more column, times `factor`, to bars with the same buckets.
void addRates(const LiveView& view, const QString& column, QVector<QPointF>& into, double factor = 1);
[[nodiscard]] bool anyAbove(const QVector<QPointF>& points);

}  // namespace mgc::ui
