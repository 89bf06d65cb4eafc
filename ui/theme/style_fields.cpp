#include <QComboBox>
#include <QPainter>
#include <QStyle>
#include <QWidget>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"

namespace mgc::ui::style {

namespace {

bool has(const QStyleOption& option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

}  // namespace

void field(const QRect& rect, const QStyleOption& option, QPainter& painter, const QWidget* widget) {
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool focus = has(option, QStyle::State_HasFocus);
    const bool error = widget && widget->property("edge").toString() == QLatin1String("error");
    const QColor fill = themeColor(enabled ? ColorRole::Field : ColorRole::Sunken);
    const int radius = px(4);
    paint::box(painter, rect, fill, themeColor(ColorRole::Line2), radius);
    if (error || focus) {
        paint::focusRing(painter, rect, radius, error ? ColorRole::Err : ColorRole::Accent);
        return;
    }
    // The dark bottom edge identifies the control without boxing the page in dark rectangles.
    painter.save();
    painter.setClipRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 2));
    paint::box(painter, rect, fill, themeColor(enabled ? ColorRole::Ctl : ColorRole::Line2), radius);
    painter.restore();
}

void comboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget) {
    QStyleOption plain(option);
    if (!option.state.testFlag(QStyle::State_KeyboardFocusChange) && !option.editable) plain.state &= ~QStyle::State_HasFocus;
    field(option.rect, plain, painter, widget);
    const QRect arrow(option.rect.right() - px(26), option.rect.y(), px(24), option.rect.height());
    icons::paint(painter, arrow, QStringLiteral("chevron_down"), px(16),
                 has(option, QStyle::State_Enabled) ? ColorRole::Muted : ColorRole::Faint);
}

void comboLabel(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget) {
    if (option.editable) return;
    const bool enabled = has(option, QStyle::State_Enabled);
    QRect rect = option.rect.adjusted(px(9), 0, -px(28), 0);
    const QString prefix = widget ? widget->property("prefix").toString() : QString();
    if (!prefix.isEmpty()) {
        paint::text(painter, rect, prefix, TextRole::Body, ColorRole::Muted);
        rect.setLeft(rect.x() + QFontMetrics(Theme::instance().font(TextRole::Body)).horizontalAdvance(prefix) + px(6));
    }
    if (!option.currentIcon.isNull()) {
        option.currentIcon.paint(&painter, QRect(rect.x(), rect.y(), px(16), rect.height()));
        rect.setLeft(rect.x() + px(22));
    }
    paint::text(painter, rect, option.currentText, TextRole::Body, enabled ? ColorRole::Text : ColorRole::Faint);
}

void spinBox(const QStyleOptionSpinBox& option, QPainter& painter, const QWidget* widget) {
    field(option.rect, option, painter, widget);
    const int height = option.rect.height() / 2;
    const QRect up(option.rect.right() - px(22), option.rect.y() + px(3), px(18), height - px(3));
    const QRect down(up.x(), option.rect.y() + height, up.width(), height - px(3));
    const auto draw = [&](const QRect& rect, const char* name, QAbstractSpinBox::StepEnabledFlag step, QStyle::SubControl part) {
        const bool can = option.stepEnabled.testFlag(step) && has(option, QStyle::State_Enabled);
        if (can && option.activeSubControls.testFlag(part)) paint::box(painter, rect, themeColor(ColorRole::Hover), QColor(), px(2));
        icons::paint(painter, rect, QLatin1String(name), px(12), can ? ColorRole::Muted : ColorRole::Line2);
    };
    draw(up, "chevron_up", QAbstractSpinBox::StepUpEnabled, QStyle::SC_SpinBoxUp);
    draw(down, "chevron_down", QAbstractSpinBox::StepDownEnabled, QStyle::SC_SpinBoxDown);
}

void slider(const QStyleOptionSlider& option, QPainter& painter) {
    const bool horizontal = option.orientation == Qt::Horizontal;
    const QRect groove = option.rect;
    const int span = (horizontal ? groove.width() : groove.height()) - px(14);
    const int at = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition, span, option.upsideDown) + px(7);
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor filled = themeColor(enabled ? ColorRole::Accent : ColorRole::Ctl);
    const qreal middle = horizontal ? groove.center().y() + 0.5 : groove.center().x() + 0.5;
    const qreal half = px(4) / 2.0;
    QRectF track = horizontal ? QRectF(groove.x(), middle - half, groove.width(), 2 * half)
                              : QRectF(middle - half, groove.y(), 2 * half, groove.height());
    paint::box(painter, track, themeColor(ColorRole::Line2), QColor(), half);
    if (horizontal)
        track.setWidth(at);
    else
        track.setTop(groove.y() + at);
    paint::box(painter, track, filled, QColor(), half);
    const QPointF center = horizontal ? QPointF(groove.x() + at, middle) : QPointF(middle, groove.y() + at);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(filled, 2));
    painter.setBrush(themeColor(ColorRole::Card));
    painter.drawEllipse(center, px(6), px(6));
    if (has(option, QStyle::State_HasFocus)) {
        painter.setBrush(filled);
        painter.drawEllipse(center, px(3), px(3));
    }
    painter.restore();
}

}  // namespace mgc::ui::style
