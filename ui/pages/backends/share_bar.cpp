#include "ui/pages/backends/share_bar.h"

#include <QPainter>
#include <algorithm>

#include "ui/theme/paint.h"

namespace mgc::ui {

ShareBar::ShareBar(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

QSize ShareBar::sizeHint() const { return {px(180), px(40)}; }

void ShareBar::setShares(int configured, int observed) {
    if (configured == m_configured && observed == m_observed) return;
    m_configured = configured;
    m_observed = observed;
    setAccessibleName(observed < 0 ? tr("Share: %1 percent configured, no call in the last minute").arg(configured)
                                   : tr("Share: %1 percent configured, %2 percent in the last minute").arg(configured).arg(observed));
    update();
}

void ShareBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect words(0, 0, width(), px(20));
    const bool roomy = width() >= px(160);
    paint::text(painter, words, roomy ? tr("configured %1 %").arg(m_configured) : tr("%1 %").arg(m_configured), TextRole::Hint,
                ColorRole::Muted);
    paint::text(painter, words, m_observed < 0 ? tr("no calls") : tr("%1 % now").arg(m_observed), TextRole::Hint,
                m_observed < 0 ? ColorRole::Faint : ColorRole::Text, Qt::AlignRight | Qt::AlignVCenter);
    const QRectF bar(0, px(26), width(), px(6));
    paint::box(painter, bar, themeColor(ColorRole::Line2), QColor(), px(3));
    if (m_observed > 0) {
        QRectF filled = bar;
        filled.setWidth(bar.width() * std::min(100, m_observed) / 100.0);
        paint::box(painter, filled, themeColor(ColorRole::Info), QColor(), px(3));
    }
    const int tick = static_cast<int>((width() - 2) * std::clamp(m_configured, 0, 100) / 100.0);
    painter.fillRect(QRect(tick, px(22), 2, px(14)), themeColor(ColorRole::Text));
}

}  // namespace mgc::ui
