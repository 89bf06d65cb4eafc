#include "ui/pages/backends/countdown_ring.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

CountdownRing::CountdownRing(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

QSize CountdownRing::sizeHint() const { return {px(64), px(64)}; }

void CountdownRing::setSeconds(double left, double whole) {
    m_left = std::max(0.0, left);
    m_whole = std::max(m_left, whole);
    setAccessibleName(tr("%1 s left").arg(std::ceil(m_left), 0, 'f', 0));
    update();
}

void CountdownRing::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = px(5);
    const QRectF circle = QRectF(rect()).adjusted(width, width, -width, -width);
    painter.setPen(QPen(themeColor(ColorRole::Line2), width));
    painter.drawEllipse(circle);
    if (m_whole > 0) {
        painter.setPen(QPen(themeColor(ColorRole::Err), width, Qt::SolidLine, Qt::FlatCap));
        constexpr int top = 90 * 16, round = 360 * 16;
        painter.drawArc(circle, top, -static_cast<int>(std::lround(round * m_left / m_whole)));
    }
    paint::text(painter, rect(), tr("%1 s").arg(std::ceil(m_left), 0, 'f', 0), TextRole::SectionTitle, ColorRole::Text, Qt::AlignCenter);
}

}  // namespace mgc::ui
