#include "ui/widgets/charts/panel_content.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/cursor_hub.h"
#include "ui/widgets/charts/nice_axis.h"

namespace mgc::ui {

ColorRole annotationRole(const QString& kind) {
    if (kind == QLatin1String("policySaved")) return ColorRole::Accent;
    if (kind == QLatin1String("breakerTripped") || kind == QLatin1String("breakerHeld") || kind == QLatin1String("reloadFailed"))
        return ColorRole::Err;
    if (kind == QLatin1String("faultOn")) return ColorRole::Warn;
    if (kind == QLatin1String("breakerReleased") || kind == QLatin1String("faultOff")) return ColorRole::Ok;
    return ColorRole::Muted;
}

void drawFlag(QPainter& painter, QPointF center, QChar letter, ColorRole role) {
    const double width = px(15);
    const double height = px(14);
    const QRectF box(std::round(center.x() - width / 2), std::round(center.y() - height / 2), width, height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColor(role));
    painter.drawRoundedRect(box, px(3), px(3));
    QFont font = Theme::instance().font(TextRole::Group);
    font.setPixelSize(px(10));
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    painter.setPen(themeColor(ColorRole::OnAccent));
    painter.drawText(box, Qt::AlignCenter, letter);
}

PanelContent::PanelContent(CursorHub& hub, QWidget* parent) : QWidget(parent), m_hub(hub) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&m_hub, &CursorHub::moved, this, &PanelContent::cursorMoved);
}

void PanelContent::cursorMoved() {
    if (!isVisible()) return;
    // Only the strips that the line and its dots leave and enter are painted again.
    const int reach = px(60);
    const auto dirty = [&](double x) {
        if (x >= 0) update(QRect(static_cast<int>(x) - reach, 0, 2 * reach, height()));
    };
    dirty(m_lastCursorX);
    m_lastCursorX = m_hub.isShown() ? xOf(m_hub.timeMs()) : -1;
    dirty(m_lastCursorX);
    emit legendChanged();
}

double PanelContent::xOf(double timeMs) const {
    const QRectF plot = plotRect();
    const double span = toMs() - fromMs();
    return span > 0 ? plot.left() + (timeMs - fromMs()) / span * plot.width() : plot.left();
}

double PanelContent::timeAt(double x) const {
    const QRectF plot = plotRect();
    return plot.width() > 0 ? fromMs() + (x - plot.left()) / plot.width() * (toMs() - fromMs()) : fromMs();
}

double PanelContent::legendTime() const {
    if (m_hub.isShown() && m_hub.timeMs() >= fromMs() && m_hub.timeMs() <= toMs()) return m_hub.timeMs();
    return toMs();
}

void PanelContent::drawTimeLabels(QPainter& painter, double taken) const {
    const QRectF plot = plotRect();
    painter.setFont(Theme::instance().font(TextRole::Caption));
    painter.setPen(themeColor(ColorRole::Muted));
    const QFontMetrics metrics(painter.font());
    const double label = m_hub.isShown() && m_hub.owner() == this ? xOf(m_hub.timeMs()) : -1000;
    for (const TimeTick& tick : timeTicks(fromMs(), toMs(), plot.width(), px(74))) {
        const double half = metrics.horizontalAdvance(tick.text) / 2.0;
        const double x = xOf(tick.ms);
        if (x - half < plot.left() - 1 || x + half > plot.right() + px(4) || std::abs(x - label) < px(58) || std::abs(x - taken) < px(50))
            continue;
        painter.drawText(QRectF(x - half - 2, plot.bottom() + px(4), 2 * half + 4, px(16)), Qt::AlignCenter, tick.text);
    }
}

void PanelContent::drawFlags(QPainter& painter, const QVector<ChartAnnotation>& annotations) const {
    const QRectF plot = plotRect();
    double last = -1000;
    for (const ChartAnnotation& mark : annotations) {
        const double x = std::round(xOf(static_cast<double>(mark.timeMs)));
        if (x < plot.left() || x > plot.right()) continue;
        const ColorRole role = annotationRole(mark.kind);
        painter.setRenderHint(QPainter::Antialiasing, false);
        QPen pen(themeColor(role), 1);
        pen.setDashPattern({2, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, plot.top() - px(3)), QPointF(x, plot.bottom()));
        if (x - last < px(17)) continue;  // its line stays, the strip above the grid still spells it
        last = x;
        drawFlag(painter, {x, plot.top() - px(11)}, mark.letter, role);
    }
}

void PanelContent::drawCursor(QPainter& painter) const {
    const QRectF plot = plotRect();
    if (m_brushing) {
        QColor span = themeColor(ColorRole::Accent);
        span.setAlphaF(0.14F);
        const double left = std::clamp(xOf(std::min(m_brushFrom, m_brushTo)), plot.left(), plot.right());
        const double right = std::clamp(xOf(std::max(m_brushFrom, m_brushTo)), plot.left(), plot.right());
        painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), span);
    }
    if (!m_hub.isShown()) return;
    const double x = std::round(xOf(m_hub.timeMs()));
    if (x < plot.left() || x > plot.right()) return;
    paint::verticalLine(painter, x, plot.top(), plot.bottom(), themeColor(ColorRole::Text));
    if (m_hub.owner() != this) return;
    const QString words = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(m_hub.timeMs())).toString(QStringLiteral("HH:mm:ss"));
    const QFont font = Theme::instance().font(TextRole::Group);
    const double width = QFontMetrics(font).horizontalAdvance(words) + px(12);
    const double left = std::clamp(x - width / 2, 0.0, this->width() - width);
    const QRectF box(std::round(left), plot.bottom() + px(3), std::round(width), px(18));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColor(ColorRole::Text));
    painter.drawRoundedRect(box, px(3), px(3));
    painter.setFont(font);
    painter.setPen(themeColor(ColorRole::Bg));
    painter.drawText(box, Qt::AlignCenter, words);
}

void PanelContent::mouseMoveEvent(QMouseEvent* event) {
    const QRectF plot = plotRect();
    const double x = event->position().x();
    if (x >= plot.left() && x <= plot.right()) {
        m_hub.show(timeAt(x), this);
    } else {
        m_hub.hide(this);
    }
    if (m_brushing) {
        m_brushTo = timeAt(x);
        update();
    }
}

void PanelContent::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !plotRect().contains(event->position())) return;
    m_brushFrom = m_brushTo = timeAt(event->position().x());
    m_brushing = true;
}

void PanelContent::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_brushing || event->button() != Qt::LeftButton) return;
    m_brushing = false;
    update();
    if (std::abs(xOf(m_brushFrom) - xOf(m_brushTo)) < px(4)) return;
    emit rangeSelected(std::max(fromMs(), std::min(m_brushFrom, m_brushTo)), std::min(toMs(), std::max(m_brushFrom, m_brushTo)));
}

void PanelContent::keyPressEvent(QKeyEvent* event) {
    // The cursor without a mouse: arrows move it by a hundredth of the window, Shift by a tenth; Esc takes it away.
    const int direction = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (direction != 0 && plotRect().width() > 0) {
        const double step = (toMs() - fromMs()) / (event->modifiers() & Qt::ShiftModifier ? 10 : 100);
        const double from = m_hub.isShown() ? m_hub.timeMs() : toMs();
        m_hub.show(std::clamp(from + direction * step, fromMs(), toMs()), this);
    } else if (event->key() == Qt::Key_Escape && m_hub.isShown() && m_hub.owner() == this) {
        m_hub.hide(this);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void PanelContent::leaveEvent(QEvent* event) {
    m_hub.hide(this);
    emit hovered(false);
    QWidget::leaveEvent(event);
}

void PanelContent::enterEvent(QEnterEvent* event) {
    emit hovered(true);
    QWidget::enterEvent(event);
}

void PanelContent::focusOutEvent(QFocusEvent* event) {
    if (!underMouse()) m_hub.hide(this);
    QWidget::focusOutEvent(event);
}

}  // namespace mgc::ui
