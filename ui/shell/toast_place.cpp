#include "ui/shell/toast_place.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <algorithm>
#include <limits>

#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
           qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QAbstractSlider*>(widget);
}

/// The part of a widget that its parents do not cut off.
QRect seenPart(const QWidget* widget, const QWidget& window) {
    QRect rect(widget->mapTo(&window, QPoint(0, 0)), widget->size());
    for (const QWidget* parent = widget->parentWidget(); parent && parent != &window; parent = parent->parentWidget())
        rect &= QRect(parent->mapTo(&window, QPoint(0, 0)), parent->size());
    return rect;
}

qint64 coveredBy(const QRect& block, const QVector<QRect>& controls) {
    qint64 covered = 0;
    for (const QRect& control : controls) {
        const QRect both = block & control;
        if (!both.isEmpty()) covered += static_cast<qint64>(both.width()) * both.height();
    }
    return covered;
}

}  // namespace

QVector<QRect> controlsOf(const QWidget& window, const QVector<QWidget*>& except) {
    QVector<QRect> controls;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!isControl(widget) || !widget->isVisible() || !widget->isEnabled() || widget->window() != &window) continue;
        if (std::any_of(except.begin(), except.end(), [&](const QWidget* each) { return each == widget || each->isAncestorOf(widget); }))
            continue;
        if (const QRect seen = seenPart(widget, window); !seen.isEmpty()) controls.push_back(seen);
    }
    return controls;
}

QPoint freePlace(const QRect& area, QSize size, const QVector<QRect>& controls) {
    const QPoint corner(std::max(area.left(), area.right() + 1 - size.width()), std::max(area.top(), area.bottom() + 1 - size.height()));
    QPoint best = corner;
    qint64 bestCovered = std::numeric_limits<qint64>::max();
    int bestWay = 0;
    // A raster of at most some thousand places; nearer ones win among equals.
    const int step = std::max(px(12), std::max(area.width(), area.height()) / 64);
    for (int y = corner.y(); y >= area.top(); y -= step)
        for (int x = corner.x(); x >= area.left(); x -= step) {
            const int way = (corner.x() - x) + (corner.y() - y);
            if (bestCovered == 0 && way >= bestWay) break;
            const qint64 covered = coveredBy({QPoint(x, y), size}, controls);
            if (covered > bestCovered || (covered == bestCovered && way >= bestWay)) continue;
            best = {x, y};
            bestCovered = covered;
            bestWay = way;
        }
    return best;
}

}  // namespace mgc::ui
