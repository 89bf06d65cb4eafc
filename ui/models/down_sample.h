#pragma once
#include <QPointF>
#include <QVector>

namespace mgc::ui {

/// At most `maxPoints` points that keep the shape: the span from..to is cut into maxPoints/2 equal parts and each gives its lowest and
/// highest point in their order. Input is sorted by x; the first and the last point are kept. Fewer points come back as they are.
[[nodiscard]] QVector<QPointF> downSampled(const QVector<QPointF>& points, double from, double to, int maxPoints);

}  // namespace mgc::ui
