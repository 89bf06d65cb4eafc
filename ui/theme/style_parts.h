#pragma once
#include <QStyleOption>

class QPainter;
class QWidget;

/// The parts that ConsoleStyle draws, one group per file: style_buttons.cpp, style_fields.cpp, style_bars.cpp.
namespace mgc::ui::style {

[[nodiscard]] QString kindOf(const QWidget* widget);

void buttonBevel(const QStyleOption& option, QPainter& painter, const QWidget* widget);
void buttonLabel(const QStyleOptionButton& option, QPainter& painter, const QWidget* widget);
[[nodiscard]] QSize buttonSize(const QStyleOptionButton& option, const QWidget* widget);
void toolButton(const QStyleOptionToolButton& option, QPainter& painter, const QWidget* widget);
void checkMark(const QStyleOption& option, QPainter& painter);
void radioMark(const QStyleOption& option, QPainter& painter);

void field(const QRect& rect, const QStyleOption& option, QPainter& painter, const QWidget* widget);
void comboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget);
void comboLabel(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget);
void spinBox(const QStyleOptionSpinBox& option, QPainter& painter, const QWidget* widget);
void slider(const QStyleOptionSlider& option, QPainter& painter);

void scrollBar(const QStyleOptionSlider& option, QPainter& painter);
void menuBarItem(const QStyleOptionMenuItem& option, QPainter& painter);
void menuItem(const QStyleOptionMenuItem& option, QPainter& painter, const QWidget* widget);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem& option, const QWidget* widget);
void headerSection(const QStyleOptionHeader& option, QPainter& painter);
void headerLabel(const QStyleOptionHeader& option, QPainter& painter);
void tab(const QStyleOptionTab& option, QPainter& painter);
void progressBar(const QStyleOptionProgressBar& option, QPainter& painter);

}  // namespace mgc::ui::style
