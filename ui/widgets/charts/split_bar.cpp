#include "ui/widgets/charts/split_bar.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

SplitBar::SplitBar(QWidget* parent) : QWidget(parent) { connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update)); }

QSize SplitBar::sizeHint() const { return {px(440), px(34)}; }
QSize SplitBar::minimumSizeHint() const { return {px(200), px(34)}; }

void SplitBar::setParts(const QVector<Part>& parts, qint64 total, const QString& trailing) {
    m_parts = parts;
    m_total = total;
    m_trailing = trailing;
    QStringList words;
    for (const Part& part : parts) words << QStringLiteral("%1 %2").arg(part.count).arg(part.name);
    words << trailing;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

void SplitBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF bar(0, 0, width(), px(12));
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(bar, px(3), px(3));
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(bar, themeColor(ColorRole::Line));
    double x = 0;
    for (const Part& part : m_parts) {
        if (part.count <= 0 || m_total <= 0) continue;
        // A part is never invisible: one pixel at least, and one pixel of ground between parts.
        const double wide = std::max(2.0, std::round(static_cast<double>(part.count) / static_cast<double>(m_total) * bar.width()));
        painter.fillRect(QRectF(x, 0, wide - 1, bar.height()), themeColor(part.role));
        x += wide;
    }
    painter.restore();
    const QFont font = Theme::instance().font(TextRole::Hint);
    const QFont strong = Theme::instance().font(TextRole::DockTitle);
    int left = 0;
    const int top = px(18);
    const int high = px(16);
    for (const Part& part : m_parts) {
        painter.fillRect(QRect(left, top + (high - px(8)) / 2, px(8), px(8)), themeColor(part.role));
        left += px(15);
        left += paint::runs(painter, QRect(left, top, width() - left, high),
                            {{QLocale().toString(part.count) + QStringLiteral("  "), strong, themeColor(ColorRole::Text)},
                             {part.name, font, themeColor(ColorRole::Muted)}});
        left += px(14);
    }
    paint::text(painter, QRect(left, top, width() - left, high), m_trailing, TextRole::Hint, ColorRole::Muted,
                Qt::AlignRight | Qt::AlignVCenter);
}

}  // namespace mgc::ui
