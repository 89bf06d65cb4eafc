#include "ui/pages/live/burst_preview.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/models/down_sample.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/chart_canvas.h"
#include "ui/widgets/charts/nice_axis.h"

namespace mgc::ui {

BurstPreview::BurstPreview(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Chart: expected tokens this minute"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize BurstPreview::sizeHint() const { return {px(380), px(240)}; }

void BurstPreview::setEstimate(const BurstEstimate& estimate, double limit) {
    m_estimate = estimate;
    m_limit = limit;
    setAccessibleDescription(
        estimate.limitAfter > 0
            ? tr("Reaches the limit of %1 tokens after %2 s").arg(limit, 0, 'f', 0).arg(estimate.limitSeconds, 0, 'f', 0)
            : tr("Stays below the limit"));
    update();
}

void BurstPreview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Card), themeColor(ColorRole::Line2), px(6));
    const QString title =
        m_estimate.busiest.isEmpty() ? tr("Tokens this minute, all callers") : tr("Tokens this minute, %1").arg(m_estimate.busiest);
    paint::text(painter, QRect(px(13), px(8), width() - px(26), px(20)), title, TextRole::Hint, ColorRole::Muted);
    const QRectF plot(px(46), px(38), width() - px(82), height() - px(92));
    const double seconds = std::max(5.0, m_estimate.seconds);
    double largest = m_limit;
    for (const QPointF& point : m_estimate.admitted) largest = std::max(largest, point.y());
    // The refused part may be far above; it is cut at twice the limit, where its direction is plain.
    for (const QPointF& point : m_estimate.asked) largest = std::max(largest, m_limit > 0 ? std::min(point.y(), m_limit * 1.9) : point.y());
    const NiceAxis axis = niceAxis(largest);
    const auto place = [&](const QPointF& point) {
        return QPointF(plot.left() + std::clamp(point.x() / seconds, 0.0, 1.0) * plot.width(),
                       plot.bottom() - std::min(point.y() / axis.top, 1.0) * plot.height());
    };
    const QFont caption = Theme::instance().font(TextRole::Caption);
    painter.setFont(caption);
    for (const double tick : axis.ticks()) {
        const double y = std::round(place({0, tick}).y());
        paint::horizontalLine(painter, plot.left(), plot.right(), y, themeColor(tick == 0 ? ColorRole::Line2 : ColorRole::Grid));
        painter.setPen(themeColor(ColorRole::Muted));
        painter.drawText(QRectF(0, y - px(8), plot.left() - px(6), px(16)), Qt::AlignRight | Qt::AlignVCenter, axisText(tick, axis.top));
    }
    for (int i = 0; i <= 4; ++i) {
        const double at = seconds * i / 4;
        const QString words = i == 0 ? tr("0 s") : QString::number(at, 'f', seconds < 20 ? 1 : 0);
        painter.drawText(QRectF(place({at, 0}).x() - px(24), plot.bottom() + px(3), px(48), px(16)), Qt::AlignCenter, words);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const auto line = [&](const QVector<QPointF>& points) {
        QPolygonF shape;
        for (const QPointF& point : downSampled(points, 0, seconds, 400)) shape << place(point);
        return shape;
    };
    const QPolygonF admitted = line(m_estimate.admitted);
    if (!admitted.isEmpty()) {
        QPolygonF area = admitted;
        area << QPointF(admitted.last().x(), plot.bottom()) << QPointF(admitted.first().x(), plot.bottom());
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::instance().color(ColorRole::Chart1, 10));
        painter.drawPolygon(area);
    }
    painter.setBrush(Qt::NoBrush);
    if (m_limit > 0) {
        painter.setPen(chartPen(ColorRole::Err, LineStyle::Limit));
        painter.drawLine(place({0, m_limit}), place({seconds, m_limit}));
        paint::text(painter, QRectF(plot.left() + px(6), place({0, m_limit}).y() - px(18), px(160), px(16)).toRect(),
                    tr("limit %1").arg(valueText(m_limit, 0)), TextRole::Group, ColorRole::Err);
    }
    painter.save();
    painter.setClipRect(plot.adjusted(0, -px(4), 0, px(2)));
    if (m_estimate.limitAfter > 0) {
        painter.setPen(chartPen(ColorRole::Chart2, LineStyle::Dot));
        painter.drawPolyline(line(m_estimate.asked));
    }
    painter.setPen(QPen(themeColor(ColorRole::Chart1), 2));
    painter.drawPolyline(admitted);
    painter.restore();
    // Legend below the axis, as in the panels.
    int x = px(13);
    const int y = height() - px(18);
    const auto entry = [&](ColorRole role, LineStyle style, const QString& words) {
        QPen pen = chartPen(role, style);
        pen.setWidthF(2);
        painter.setPen(pen);
        painter.drawLine(QPointF(x, y), QPointF(x + px(16), y));
        painter.setPen(themeColor(ColorRole::Muted));
        painter.setFont(Theme::instance().font(TextRole::Hint));
        painter.drawText(QRect(x + px(22), y - px(8), px(120), px(16)), Qt::AlignVCenter, words);
        x += px(22) + QFontMetrics(painter.font()).horizontalAdvance(words) + px(20);
    };
    entry(ColorRole::Chart1, LineStyle::Solid, tr("admitted"));
    if (m_estimate.limitAfter > 0) entry(ColorRole::Chart2, LineStyle::Dot, tr("asked for"));
}

}  // namespace mgc::ui
