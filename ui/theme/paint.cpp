#include "ui/theme/paint.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include "ui/theme/icons.h"

namespace mgc::ui::paint {

namespace {

class Saved {
public:
    explicit Saved(QPainter& painter) : m_painter(painter) { painter.save(); }
    ~Saved() { m_painter.restore(); }
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

private:
    QPainter& m_painter;
};

/// Width of one device pixel in logical pixels.
qreal hairline(const QPainter& painter) { return 1.0 / (painter.device() ? painter.device()->devicePixelRatioF() : 1.0); }

TextRole chipFont(const ChipSpec& chip) { return chip.code ? TextRole::CodeCaption : TextRole::Caption; }

constexpr int chipPadding = 6;

}  // namespace

void box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& edge, qreal radius) {
    const Saved saved(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal width = hairline(painter);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (edge.isValid()) {
        painter.setPen(QPen(edge, width));
        painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius);
    } else {
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(rect, radius, radius);
    }
}

void focusRing(QPainter& painter, const QRectF& rect, qreal radius, ColorRole role) {
    const Saved saved(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(themeColor(role), 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1);
}

void horizontalLine(QPainter& painter, qreal left, qreal right, qreal y, const QColor& color) {
    painter.fillRect(QRectF(left, y, right - left, hairline(painter)), color);
}

void verticalLine(QPainter& painter, qreal x, qreal top, qreal bottom, const QColor& color) {
    painter.fillRect(QRectF(x, top, hairline(painter), bottom - top), color);
}

ColorRole textRole(Tone tone) {
    switch (tone) {
        case Tone::Neutral:
            return ColorRole::Muted;
        case Tone::Accent:
            return ColorRole::Accent;
        case Tone::Ok:
            return ColorRole::Ok;
        case Tone::Warn:
            return ColorRole::Warn;
        case Tone::Err:
            return ColorRole::Err;
        case Tone::Info:
            return ColorRole::Info;
    }
    return ColorRole::Muted;
}

ColorRole tintRole(Tone tone) {
    switch (tone) {
        case Tone::Neutral:
            return ColorRole::Sunken;
        case Tone::Accent:
            return ColorRole::AccentTint;
        case Tone::Ok:
            return ColorRole::OkTint;
        case Tone::Warn:
            return ColorRole::WarnTint;
        case Tone::Err:
            return ColorRole::ErrTint;
        case Tone::Info:
            return ColorRole::InfoTint;
    }
    return ColorRole::Sunken;
}

QSize chipSize(const ChipSpec& chip) {
    const QFontMetrics metrics(Theme::instance().font(chipFont(chip)));
    int width = 2 * px(chipPadding) + metrics.horizontalAdvance(chip.text);
    if (!chip.icon.isEmpty()) width += chip.icon == QLatin1String("dot") ? px(12) : px(16);
    return {width, Theme::instance().metric(Metric::Chip)};
}

QRect chip(QPainter& painter, const QRect& rect, const ChipSpec& chip) {
    const QSize size = chipSize(chip);
    const QRect at(rect.x(), rect.y() + (rect.height() - size.height()) / 2, std::min(size.width(), rect.width()), size.height());
    const bool edged = Theme::instance().variant() == ThemeVariant::HighContrast;
    box(painter, at, themeColor(tintRole(chip.tone)), edged ? themeColor(textRole(chip.tone)) : QColor(), px(4));
    int x = at.x() + px(chipPadding);
    if (chip.icon == QLatin1String("dot")) {
        const Saved saved(painter);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(themeColor(textRole(chip.tone)));
        painter.drawEllipse(QRectF(x, at.y() + (at.height() - px(7)) / 2.0, px(7), px(7)));
        x += px(12);
    } else if (!chip.icon.isEmpty()) {
        icons::paint(painter, QRect(x, at.y(), px(12), at.height()), chip.icon, px(12), textRole(chip.tone));
        x += px(16);
    }
    const ColorRole color = chip.tone == Tone::Neutral && chip.code ? ColorRole::Text : textRole(chip.tone);
    text(painter, QRect(x, at.y(), at.right() - x - px(chipPadding) + 2, at.height()), chip.text, chipFont(chip), color);
    return at;
}

QSize keyCapSize(const QString& keys) {
    const QFontMetrics metrics(Theme::instance().font(TextRole::Caption));
    return {metrics.horizontalAdvance(keys) + px(10), px(18)};
}

QRect keyCap(QPainter& painter, const QRect& rect, const QString& keys, const QColor& color, const QColor& edge) {
    const QSize size = keyCapSize(keys);
    const QRect at(rect.x(), rect.y() + (rect.height() - size.height()) / 2, size.width(), size.height());
    box(painter, at, QColor(), edge, px(4));
    const Saved saved(painter);
    painter.setFont(Theme::instance().font(TextRole::Caption));
    painter.setPen(color);
    painter.drawText(at, Qt::AlignCenter, keys);
    return at;
}

int runsWidth(const QVector<Run>& all) {
    int width = 0;
    for (const Run& run : all) width += QFontMetrics(run.font).horizontalAdvance(run.text);
    return width;
}

int runs(QPainter& painter, const QRect& rect, const QVector<Run>& all) {
    if (all.isEmpty()) return 0;
    const Saved saved(painter);
    const QFontMetrics first(all.first().font);
    const int baseline = rect.y() + (rect.height() - first.height()) / 2 + first.ascent();
    int x = rect.x();
    for (const Run& run : all) {
        const QFontMetrics metrics(run.font);
        const int left = rect.right() + 1 - x;
        if (left <= 0) break;
        const QString shown = metrics.elidedText(run.text, Qt::ElideRight, left);
        painter.setFont(run.font);
        painter.setPen(run.color);
        painter.drawText(x, baseline, shown);
        x += metrics.horizontalAdvance(shown);
        if (shown != run.text) break;
    }
    return x - rect.x();
}

void text(QPainter& painter, const QRect& rect, const QString& text, TextRole role, ColorRole color, Qt::Alignment alignment,
          Qt::TextElideMode elide) {
    const Saved saved(painter);
    const QFont font = Theme::instance().font(role);
    painter.setFont(font);
    painter.setPen(themeColor(color));
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine, QFontMetrics(font).elidedText(text, elide, rect.width()));
}

int tabularWidth(const QString& number, const QFont& font) {
    const QFontMetrics metrics(font);
    const int digit = metrics.horizontalAdvance(QLatin1Char('0'));
    int width = 0;
    for (const QChar c : number) width += c.isDigit() ? digit : metrics.horizontalAdvance(c);
    return width;
}

void tabular(QPainter& painter, const QRect& rect, const QString& number, const QFont& font, const QColor& color, Qt::Alignment alignment) {
    const Saved saved(painter);
    const QFontMetrics metrics(font);
    const int digit = metrics.horizontalAdvance(QLatin1Char('0'));
    const int width = tabularWidth(number, font);
    int x = rect.x();
    if (alignment & Qt::AlignRight)
        x = rect.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        x = rect.x() + (rect.width() - width) / 2;
    const int baseline = rect.y() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    painter.setFont(font);
    painter.setPen(color);
    for (const QChar c : number) {
        const int advance = metrics.horizontalAdvance(c);
        if (c.isDigit()) {
            painter.drawText(x + (digit - advance) / 2, baseline, c);
            x += digit;
        } else {
            painter.drawText(x, baseline, c);
            x += advance;
        }
    }
}

}  // namespace mgc::ui::paint
