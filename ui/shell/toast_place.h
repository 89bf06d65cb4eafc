#pragma once
#include <QRect>
#include <QVector>

class QWidget;

namespace mgc::ui {

/// What messages must not cover: the controls of `window` that are shown and enabled (buttons, fields, boxes, sliders) in coordinates of
/// the window; those inside of `except` are left out.
[[nodiscard]] QVector<QRect> controlsOf(const QWidget& window, const QVector<QWidget*>& except);

/// Where a block of `size` covers the fewest of `controls` inside of `area`: the lower right corner where it is free, else the nearest
/// free place; of places that are never free the one with the smallest covered ground.
[[nodiscard]] QPoint freePlace(const QRect& area, QSize size, const QVector<QRect>& controls);

}  // namespace mgc::ui
