#include "ui/widgets/charts/sparkline.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/models/down_sample.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/chart_accessible.h"

namespace mgc::ui {

Sparkline::Sparkline(ColorRole role, QWidget* parent) : QWidget(parent), m_role(role) {
    installChartAccessibility();
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize Sparkline::sizeHint() const { return {px(230), px(56)}; }
QSize Sparkline::minimumSizeHint() const { return {px(80), px(32)}; }

void Sparkline::setRole(ColorRole role) {
    if (role == m_role) return;
    m_role = role;
    update();
}

void Sparkline::setPoints(const QVector<QPointF>& points) {
    m_points = points;
    update();
}

void Sparkline::setRange(double from, double to) {
    m_from = from;
    m_to = to;
    update();
}

void Sparkline::setLimit(double limit) {
    m_limit = limit;
    update();
}

void Sparkline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF area(px(2), px(5), width() - px(7), height() - px(7));
    paint::horizontalLine(painter, area.left() - px(2), area.right() + px(5), area.bottom() + 1, themeColor(ColorRole::Line2));
    QVector<QPointF> valid;
    valid.reserve(m_points.size());
    for (const QPointF& point : m_points)
        if (!std::isnan(point.y())) valid.push_back(point);
    double top = std::isnan(m_limit) ? 0 : m_limit;
    for (const QPointF& point : valid) top = std::max(top, point.y());
    if (top <= 0) top = 1;
    const double from = std::isnan(m_from) ? (valid.isEmpty() ? 0 : valid.front().x()) : m_from;
    const double to = std::isnan(m_to) ? (valid.isEmpty() ? 1 : valid.back().x()) : m_to;
    // A line that fills its height hides the limit and looks like a wall; a sixth of air keeps its shape readable.
    const double scale = std::isnan(m_limit) ? top * 1.2 : top;
    const auto place = [&](const QPointF& point) {
        const double span = to > from ? (point.x() - from) / (to - from) : 1;
        return QPointF(area.left() + std::clamp(span, 0.0, 1.0) * area.width(),
                       area.bottom() - std::clamp(point.y() / scale, 0.0, 1.0) * area.height());
    };
    if (!std::isnan(m_limit)) {
        QPen pen(themeColor(m_role), 1);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        const double y = std::round(place({to, m_limit}).y()) + 0.5;
        painter.drawLine(QPointF(area.left() - px(2), y), QPointF(area.right() + px(3), y));
    }
    if (valid.isEmpty()) return;
    const auto points = downSampled(valid, from, to, std::max(16, width()));
    QPolygonF line;
    for (const QPointF& point : points) line << place(point);
    if (line.size() == 1) line.prepend(QPointF(area.left(), line.first().y()));
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF fill = line;
    fill << QPointF(line.last().x(), area.bottom() + 1) << QPointF(line.first().x(), area.bottom() + 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::instance().color(m_role, 12));
    painter.drawPolygon(fill);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(themeColor(m_role), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColor(m_role));
    painter.drawEllipse(line.last(), px(3), px(3));
}

}  // namespace mgc::ui
