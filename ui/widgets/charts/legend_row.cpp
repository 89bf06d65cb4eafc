#include "ui/widgets/charts/legend_row.h"

#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/chart_canvas.h"

namespace mgc::ui {

LegendRow::LegendRow(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); });
}

QSize LegendRow::sizeHint() const { return {px(100), px(22)}; }

void LegendRow::setEntries(const QVector<LegendEntry>& entries, const QString& note) {
    m_entries = entries;
    m_note = note;
    QStringList words;
    for (const LegendEntry& entry : entries) words << entry.name + u' ' + entry.value;
    setToolTip(words.join(u'\n'));
    update();
}

void LegendRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFont nameFont = Theme::instance().font(TextRole::Hint);
    const QFont valueFont = Theme::instance().font(TextRole::Tab);
    const QFontMetrics names(nameFont);
    const QFontMetrics values(valueFont);
    const int middle = height() / 2;
    int x = px(12);
    const auto swatchColor = [](const LegendEntry& entry) { return Theme::instance().color(entry.role, entry.fillPercent); };
    for (const LegendEntry& entry : m_entries) {
        const int swatch = entry.swatch == LegendEntry::Swatch::Line ? px(17) : px(11);
        const int indent = entry.swatch == LegendEntry::Swatch::Line ? 0 : px(3);
        const int need = indent + swatch + px(6) + names.horizontalAdvance(entry.name) + px(6) + values.horizontalAdvance(entry.value);
        if (x + need > width() - px(8) && x > px(12)) {
            painter.setFont(nameFont);
            painter.setPen(themeColor(ColorRole::Muted));
            painter.drawText(QRect(x, 0, px(30), height()), Qt::AlignVCenter, QStringLiteral("…"));
            return;
        }
        x += indent;
        painter.setRenderHint(QPainter::Antialiasing, false);
        const QRect square(x, middle - px(10) / 2, px(10), px(10));
        switch (entry.swatch) {
            case LegendEntry::Swatch::Line: {
                QPen pen = chartPen(entry.role, entry.style);
                pen.setWidthF(2);
                if (entry.style != LineStyle::Solid)
                    pen.setDashPattern(entry.style == LineStyle::Dot ? QList<qreal>{1, 1} : QList<qreal>{2.6, 1.4});
                painter.setPen(pen);
                painter.drawLine(QPointF(x, middle), QPointF(x + swatch, middle));
                break;
            }
            case LegendEntry::Swatch::Square:
                painter.fillRect(square, swatchColor(entry));
                if (entry.fillPercent < 30) paint::box(painter, square, swatchColor(entry), themeColor(entry.role), px(2));
                break;
            case LegendEntry::Swatch::Hatched:
                painter.setRenderHint(QPainter::Antialiasing);
                painter.setClipRect(square);
                painter.setPen(QPen(themeColor(entry.role), 1.6));
                for (int at = square.left() - square.height(); at < square.right(); at += px(5))
                    painter.drawLine(QPointF(at, square.bottom()), QPointF(at + square.height(), square.top()));
                painter.setClipping(false);
                paint::box(painter, square, Qt::transparent, themeColor(entry.role), px(2));
                break;
            case LegendEntry::Swatch::None:
                break;
        }
        x += swatch + px(6);
        painter.setFont(nameFont);
        painter.setPen(themeColor(ColorRole::Muted));
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, entry.name);
        x += names.horizontalAdvance(entry.name) + px(6);
        painter.setFont(valueFont);
        painter.setPen(themeColor(ColorRole::Text));
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, entry.value);
        x += values.horizontalAdvance(entry.value) + px(14);
    }
    if (m_note.isEmpty()) return;
    paint::text(painter, QRect(x + px(2), 0, width() - x - px(10), height()), m_note, TextRole::Hint, ColorRole::Muted);
}

}  // namespace mgc::ui
