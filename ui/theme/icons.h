#pragma once
#include <QIcon>
#include <QPixmap>
#include <QString>

#include "ui/theme/theme_tokens.h"

class QPainter;
class QRect;

/// Icons of the Fluent UI System Icons set, taken at build from the pinned npm package (resources/icons/icons.txt lists the files) and
/// tinted with a colour of the theme. Names without size: "home", "arrow_swap".
namespace mgc::ui::icons {

enum class Style { Regular, Filled };

/// An icon that follows the theme: it reads the colour each time it is drawn. Disabled: `faint`.
[[nodiscard]] QIcon get(const QString& name, ColorRole role = ColorRole::Text, Style style = Style::Regular);
/// Draws one at `size` device-independent pixels (already zoomed) into the middle of `rect`.
void paint(QPainter& painter, const QRect& rect, const QString& name, int size, ColorRole role, Style style = Style::Regular);
/// The tinted picture, cached by name, size, ratio and colour (at most 2,000 pictures).
[[nodiscard]] QPixmap pixmap(const QString& name, int size, qreal ratio, const QColor& color, Style style = Style::Regular);
/// Whether the build holds it in any size.
[[nodiscard]] bool exists(const QString& name, Style style = Style::Regular);

}  // namespace mgc::ui::icons
