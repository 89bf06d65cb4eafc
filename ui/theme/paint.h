#pragma once
#include <QFont>
#include <QRectF>
#include <QString>
#include <QVector>

#include "ui/theme/theme.h"

class QPainter;

/// Drawing that delegates, styles and widgets share. All sizes in device-independent pixels, already zoomed; edges are one device
/// pixel wide and crisp at any scale.
namespace mgc::ui::paint {

/// A filled rounded rectangle with a one-pixel edge inside `rect`. An invalid `edge` leaves the edge out.
void box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& edge, qreal radius);
/// The 2 px ring of keyboard focus, inside `rect`.
void focusRing(QPainter& painter, const QRectF& rect, qreal radius, ColorRole role = ColorRole::Accent);
/// One-pixel lines.
void horizontalLine(QPainter& painter, qreal left, qreal right, qreal y, const QColor& color);
void verticalLine(QPainter& painter, qreal x, qreal top, qreal bottom, const QColor& color);

enum class Tone { Neutral, Accent, Ok, Warn, Err, Info };
[[nodiscard]] ColorRole textRole(Tone tone);
[[nodiscard]] ColorRole tintRole(Tone tone);

/// What a chip shows: an icon name (may be empty; "dot" draws a filled dot) and a word.
struct ChipSpec {
    QString icon, text;
    Tone tone = Tone::Neutral;
    bool code = false;  ///< monospace, for policy names
};
[[nodiscard]] QSize chipSize(const ChipSpec& chip);
/// Draws at the left of `rect`, centred vertically; returns the rectangle used.
QRect chip(QPainter& painter, const QRect& rect, const ChipSpec& chip);

[[nodiscard]] QSize keyCapSize(const QString& keys);
/// A key cap ("Ctrl+Enter") in `color`; returns the rectangle used.
QRect keyCap(QPainter& painter, const QRect& rect, const QString& keys, const QColor& color, const QColor& edge);

/// A run of text in one line with its own font and colour.
struct Run {
    QString text;
    QFont font;
    QColor color;
};
/// Draws the runs from left to right on one baseline, eliding at the right edge of `rect`; returns the width used.
int runs(QPainter& painter, const QRect& rect, const QVector<Run>& runs);
[[nodiscard]] int runsWidth(const QVector<Run>& runs);

/// Text on one line, elided.
void text(QPainter& painter, const QRect& rect, const QString& text, TextRole role, ColorRole color,
          Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight);

/// Numbers with every digit as wide as "0", right-aligned in `rect` (Qt 6.4 cannot switch a font's tabular figures on).
void tabular(QPainter& painter, const QRect& rect, const QString& number, const QFont& font, const QColor& color,
             Qt::Alignment alignment = Qt::AlignRight | Qt::AlignVCenter);
[[nodiscard]] int tabularWidth(const QString& number, const QFont& font);

}  // namespace mgc::ui::paint
