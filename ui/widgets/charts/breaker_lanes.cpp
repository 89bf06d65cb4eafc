#include "ui/widgets/charts/breaker_lanes.h"

#include <QDateTime>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr qsizetype maxLanes = 8;

void hatch(QPainter& painter, const QRectF& area) {
    painter.save();
    painter.setClipRect(area);
    painter.fillRect(area, themeColor(ColorRole::ErrTint));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeColor(ColorRole::Err), 1.2));
    for (double x = area.left() - area.height(); x < area.right(); x += px(5))
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()));
    painter.restore();
}

}  // namespace

BreakerLanes::BreakerLanes(CursorHub& hub, QWidget* parent) : PanelContent(hub, parent) {
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize BreakerLanes::sizeHint() const { return {px(360), px(188)}; }
QSize BreakerLanes::minimumSizeHint() const { return {px(220), px(140)}; }

QRectF BreakerLanes::plotRect() const {
    const QFontMetrics metrics(Theme::instance().font(TextRole::Hint));
    int names = px(44);
    for (const BreakerLane& lane : m_frame.lanes) names = std::max(names, metrics.horizontalAdvance(lane.name) + px(22));
    names = std::min(names, width() / 3);
    return QRectF(names, px(21), width() - names - px(6), height() - px(43));
}

void BreakerLanes::setFrame(BreakerFrame frame) {
    m_frame = std::move(frame);
    if (!isVisible()) return;
    update();
    emit legendChanged();
}

QVector<LegendEntry> BreakerLanes::legend() const {
    LegendEntry closed;
    closed.swatch = LegendEntry::Swatch::Square;
    closed.role = ColorRole::Ok;
    closed.fillPercent = 12;
    closed.name = tr("closed");
    LegendEntry open;
    open.swatch = LegendEntry::Swatch::Hatched;
    open.role = ColorRole::Err;
    open.name = tr("open");
    return {closed, open};
}

ChartTable BreakerLanes::table() const {
    ChartTable table;
    table.columns = {tr("Backend"), tr("State"), tr("Opened"), tr("Closed again")};
    const auto clock = [](double ms) { return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(ms)); };
    for (const BreakerLane& lane : m_frame.lanes) {
        if (lane.open.isEmpty()) {
            table.rows << QVector<QString>{lane.name, lane.words, {}, {}};
            table.rawRows << QVector<QString>{lane.name, lane.words, {}, {}};
        }
        for (const BreakerLane::Span& span : lane.open) {
            if (span.planned) continue;
            const bool over = span.toMs < m_frame.toMs;
            table.rows << QVector<QString>{lane.name, lane.words, clock(span.fromMs).toString(QStringLiteral("HH:mm:ss")),
                                           over ? clock(span.toMs).toString(QStringLiteral("HH:mm:ss")) : tr("still open")};
            table.rawRows << QVector<QString>{lane.name, lane.words, clock(span.fromMs).toUTC().toString(Qt::ISODateWithMs),
                                              over ? clock(span.toMs).toUTC().toString(Qt::ISODateWithMs) : QString()};
        }
    }
    return table;
}

QString BreakerLanes::summary() const {
    if (!hasData()) return tr("Circuit breakers: no backend has been called yet");
    QStringList parts;
    for (const BreakerLane& lane : m_frame.lanes)
        parts << (lane.trips.isEmpty() ? tr("%1 %2").arg(lane.name, lane.words) : tr("%1 %2, %3").arg(lane.name, lane.words, lane.trips));
    return tr("Circuit breakers: %1").arg(parts.join(QStringLiteral("; ")));
}

void BreakerLanes::drawLane(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const {
    const QFont font = Theme::instance().font(TextRole::Hint);
    paint::text(painter, QRect(px(12), static_cast<int>(bar.top()) - px(4), static_cast<int>(bar.left()) - px(16), px(24)), lane.name,
                TextRole::Hint, ColorRole::Text);
    painter.fillRect(bar, themeColor(ColorRole::OkTint));
    double lastOpen = bar.left();
    for (const BreakerLane::Span& span : lane.open) {
        const double left = std::clamp(std::round(xOf(span.fromMs)), bar.left(), bar.right());
        const double right = std::clamp(std::round(xOf(span.toMs)), left + 1, bar.right());
        const QRectF area(left, bar.top(), right - left, bar.height());
        if (span.planned) {
            QPen pen(themeColor(ColorRole::Err), 1);
            pen.setDashPattern({3, 2});
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(area.adjusted(0, 0, -1, -1));
        } else {
            hatch(painter, area);
            painter.fillRect(QRectF(left, bar.top(), 2, bar.height()), themeColor(ColorRole::Err));
        }
        lastOpen = right;
    }
    // Each word stands where there is room for it: the state at the left, the trips right of the last one.
    const QFontMetrics metrics(Theme::instance().font(TextRole::Caption));
    const double firstOpen = lane.open.isEmpty() ? bar.right() : xOf(lane.open.front().fromMs);
    const ColorRole role = lane.isOpen ? ColorRole::Err : ColorRole::Ok;
    if (metrics.horizontalAdvance(lane.words) + px(12) < firstOpen - bar.left())
        paint::text(painter, bar.adjusted(px(8), 0, 0, 0).toRect(), lane.words, TextRole::Caption, role);
    if (lane.trips.isEmpty()) return;
    const double room = bar.right() - lastOpen - px(12);
    const double need = metrics.horizontalAdvance(lane.trips) + px(4);
    if (need < room) {
        const double left = std::max(lastOpen + px(8), std::min(bar.right() - need - px(28), lastOpen + room / 3));
        paint::text(painter, QRectF(left, bar.top(), need + px(6), bar.height()).toRect(), lane.trips, TextRole::Group, ColorRole::Err);
    } else if (metrics.horizontalAdvance(lane.words) + need + px(24) < firstOpen - bar.left()) {
        paint::text(painter, QRectF(firstOpen - need - px(6), bar.top(), need, bar.height()).toRect(), lane.trips, TextRole::Group,
                    ColorRole::Err);
    }
}

void BreakerLanes::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF plot = plotRect();
    const qsizetype shown = std::min(m_frame.lanes.size(), maxLanes);
    // Lanes take 36 each while they fit, as in the picture, and move together where there are more.
    const double pitch = std::min<double>(px(36), plot.height() / std::max<double>(1, static_cast<double>(shown)));
    for (qsizetype i = 0; i < shown; ++i) {
        const double center = plot.top() + px(14) + pitch * static_cast<double>(i);
        drawLane(painter, m_frame.lanes[i], QRectF(plot.left(), std::round(center - px(8)), plot.width(), px(16)));
    }
    if (m_frame.lanes.size() > maxLanes)
        paint::text(painter, QRect(px(12), static_cast<int>(plot.bottom()), static_cast<int>(plot.left()) - px(12), px(20)),
                    tr("and %n more", nullptr, static_cast<int>(m_frame.lanes.size() - maxLanes)), TextRole::Caption, ColorRole::Muted);
    drawTimeLabels(painter);
    drawFlags(painter, m_frame.annotations);
    drawCursor(painter);
    if (hasFocus()) paint::focusRing(painter, QRectF(rect()).adjusted(2, 0, -2, -2), px(4));
}

}  // namespace mgc::ui
