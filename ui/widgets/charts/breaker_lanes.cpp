#include "ui/widgets/charts/breaker_lanes.h"

#include <QDateTime>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <map>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr qsizetype maxLanes = 8;
constexpr qsizetype maxCallLanes = 30;  // members of a pool
constexpr int barHeight = 16;

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
    for (const BreakerLane& lane : m_frame.lanes)
        names = std::max({names, metrics.horizontalAdvance(lane.name) + px(22), metrics.horizontalAdvance(lane.hint) + px(22)});
    names = std::min(names, width() / 3);
    return QRectF(names, px(21), width() - names - px(6), height() - px(43));
}

qsizetype BreakerLanes::laneLimit() const { return m_frame.hasCalls ? maxCallLanes : maxLanes; }

double BreakerLanes::fullPitch() const { return m_frame.hasCalls ? px(48) : px(36); }

int BreakerLanes::fullHeight() const {
    const auto shown = std::clamp<qsizetype>(m_frame.lanes.size(), 1, laneLimit());
    return static_cast<int>(fullPitch() * static_cast<double>(shown)) + px(47);
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
            const bool over = span.toMs < nowMs();
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
    for (const BreakerLane& lane : m_frame.lanes) {
        QString part =
            lane.trips.isEmpty() ? tr("%1 %2").arg(lane.name, lane.words) : tr("%1 %2, %3").arg(lane.name, lane.words, lane.trips);
        if (m_frame.hasCalls) {
            const auto failed = std::count_if(lane.marks.begin(), lane.marks.end(), [](const auto& mark) { return mark.failed; });
            part += tr(", %n call(s)", nullptr, static_cast<int>(lane.marks.size())) + tr(", %1 failed").arg(failed);
        }
        parts << part;
    }
    return tr("Circuit breakers: %1").arg(parts.join(QStringLiteral("; ")));
}

void BreakerLanes::drawLane(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const {
    const QRect name(px(12), static_cast<int>(bar.top()) - px(4), static_cast<int>(bar.left()) - px(16), px(24));
    paint::text(painter, name, lane.name, TextRole::Hint, ColorRole::Text);
    if (m_frame.hasCalls) paint::text(painter, name.translated(0, px(17)), lane.hint, TextRole::Caption, ColorRole::Muted);
    painter.fillRect(bar, themeColor(ColorRole::OkTint));
    drawSpans(painter, lane, bar);
    drawWords(painter, lane, bar);
    if (m_frame.hasCalls) drawMarks(painter, lane, bar);
}

void BreakerLanes::drawSpans(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const {
    const QFontMetrics metrics(Theme::instance().font(TextRole::Group));
    const double end = plotRect().right();
    for (const BreakerLane::Span& span : lane.open) {
        const double left = std::clamp(std::round(xOf(span.fromMs)), bar.left(), end);
        const double right = std::clamp(std::round(xOf(span.toMs)), left, end);
        const QRectF area(left, bar.top(), std::max(1.0, right - left), bar.height());
        if (span.planned) {
            QPen pen(themeColor(ColorRole::Err), 1);
            pen.setDashPattern({3, 2});
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(area.adjusted(0, 0, -1, -1));
            const QString word = tr("closes");
            if (right < end && metrics.horizontalAdvance(word) + px(8) < end - right)
                paint::text(painter, QRectF(right + px(6), bar.top(), end - right - px(6), bar.height()).toRect(), word, TextRole::Caption,
                            ColorRole::Muted);
            continue;
        }
        hatch(painter, area);
        painter.fillRect(QRectF(left, bar.top(), 2, bar.height()), themeColor(ColorRole::Err));
        if (!m_frame.hasCalls) continue;
        const QString word = (span.held ? tr("held %1 s") : tr("open %1 s")).arg(std::round((span.toMs - span.fromMs) / 1000), 0, 'f', 0);
        const double width = metrics.horizontalAdvance(word) + px(8);
        if (width + px(8) > area.width()) continue;
        const QRectF ground(std::round(area.center().x() - width / 2), area.top() + 1, width, area.height() - 2);
        painter.fillRect(ground, themeColor(ColorRole::ErrTint));
        paint::text(painter, ground.toRect(), word, TextRole::Group, ColorRole::Err, Qt::AlignCenter);
    }
}

void BreakerLanes::drawWords(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const {
    // Each word stands where there is room for it: the state at the left, the trips right of the last one.
    const QFontMetrics metrics(Theme::instance().font(TextRole::Caption));
    const double firstOpen = lane.open.isEmpty() ? bar.right() : xOf(lane.open.front().fromMs);
    if (m_frame.hasCalls) {
        // The spans carry their own words; the left edge tells how it was then.
        if (metrics.horizontalAdvance(tr("closed")) + px(12) < firstOpen - bar.left())
            paint::text(painter, bar.adjusted(px(8), 0, 0, 0).toRect(), tr("closed"), TextRole::Caption, ColorRole::Ok);
        return;
    }
    const ColorRole role = lane.isOpen ? ColorRole::Err : ColorRole::Ok;
    if (metrics.horizontalAdvance(lane.words) + px(12) < firstOpen - bar.left())
        paint::text(painter, bar.adjusted(px(8), 0, 0, 0).toRect(), lane.words, TextRole::Caption, role);
    if (lane.trips.isEmpty()) return;
    const double lastOpen = lane.open.isEmpty() ? bar.left() : std::clamp(std::round(xOf(lane.open.back().toMs)), bar.left(), bar.right());
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

void BreakerLanes::drawMarks(QPainter& painter, const BreakerLane& lane, const QRectF& bar) const {
    // By column of pixels: thousands of calls in an hour cost no more than the width.
    const int pitch = std::max(3, px(3));
    std::map<int, bool> columns;
    for (const BreakerLane::Mark& mark : lane.marks) {
        const double x = xOf(mark.timeMs);
        if (x < bar.left() || x > bar.right() + 1) continue;
        bool& failed = columns[static_cast<int>(x - bar.left()) / pitch];
        failed = failed || mark.failed;
    }
    const double top = bar.bottom() + px(5);
    const double size = px(7);
    double lastCross = -1000;
    for (const auto& [column, failed] : columns) {
        const double x = bar.left() + column * pitch + pitch / 2.0;
        if (!failed) {
            painter.fillRect(QRectF(std::round(x), top, std::max(1, px(1)), size), themeColor(ColorRole::Chart1));
            continue;
        }
        // Crosses need their width to be read as such.
        if (x - lastCross < size + 1) continue;
        lastCross = x;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(themeColor(ColorRole::Err), px(3) / 2.0));
        painter.drawLine(QPointF(x - size / 2, top), QPointF(x + size / 2, top + size));
        painter.drawLine(QPointF(x - size / 2, top + size), QPointF(x + size / 2, top));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

void BreakerLanes::drawNow(QPainter& painter) const {
    const QRectF plot = plotRect();
    const double x = std::round(xOf(m_frame.nowMs));
    paint::verticalLine(painter, x, plot.top() - px(8), plot.bottom(), themeColor(ColorRole::Text));
    const QString word = tr("now");
    const double width = QFontMetrics(Theme::instance().font(TextRole::Group)).horizontalAdvance(word) + px(12);
    const QRectF box(std::round(x - width / 2), plot.bottom() + px(3), std::round(width), px(18));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColor(ColorRole::Text));
    painter.drawRoundedRect(box, px(3), px(3));
    paint::text(painter, box.toRect(), word, TextRole::Group, ColorRole::Bg, Qt::AlignCenter);
}

void BreakerLanes::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF plot = plotRect();
    const qsizetype shown = std::min(m_frame.lanes.size(), laneLimit());
    // Lanes take their full room while they fit, as in the picture, and move together where there are more.
    const double pitch = std::min(fullPitch(), plot.height() / std::max<double>(1, static_cast<double>(shown)));
    const double now = std::clamp(std::round(xOf(nowMs())), plot.left(), plot.right());
    for (qsizetype i = 0; i < shown; ++i) {
        const double center = plot.top() + px(14) + pitch * static_cast<double>(i);
        drawLane(painter, m_frame.lanes[i], QRectF(plot.left(), std::round(center - px(8)), now - plot.left(), px(barHeight)));
    }
    if (m_frame.lanes.size() > laneLimit())
        paint::text(painter, QRect(px(12), static_cast<int>(plot.bottom()), static_cast<int>(plot.left()) - px(12), px(20)),
                    tr("and %n more", nullptr, static_cast<int>(m_frame.lanes.size() - laneLimit())), TextRole::Caption, ColorRole::Muted);
    drawTimeLabels(painter, m_frame.nowMs > 0 ? xOf(m_frame.nowMs) : -1000);
    drawFlags(painter, m_frame.annotations);
    if (m_frame.nowMs > 0) drawNow(painter);
    drawCursor(painter);
    if (hasFocus()) paint::focusRing(painter, QRectF(rect()).adjusted(2, 0, -2, -2), px(4));
}

}  // namespace mgc::ui
