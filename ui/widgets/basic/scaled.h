#pragma once
#include <QMargins>

#include "ui/theme/theme.h"

class QApplication;
class QLayout;
class QWidget;

/// Sizes that follow the zoom and the density. Each call applies the size now and keeps the unscaled one on the object, so that
/// applyTheme() can set it again after a change.
namespace mgc::ui {

void setMargins(QLayout* layout, int left, int top, int right, int bottom);
void setMargins(QLayout* layout, int all);
void setSpacing(QLayout* layout, int spacing);
void setFixedHeightScaled(QWidget* widget, int height);
void setFixedWidthScaled(QWidget* widget, int width);
void setMinimumWidthScaled(QWidget* widget, int width);
void setMinimumHeightScaled(QWidget* widget, int height);
void setFixedHeightMetric(QWidget* widget, Metric metric);
void setFixedWidthMetric(QWidget* widget, Metric metric);

/// Sets palette and font of the application from the theme and every scaled size of every widget again; to be called at start and on
/// Theme::changed.
void applyTheme();

/// A layout without margins and spacing, for the calls above.
template <class Layout, class... Arguments>
Layout* plainLayout(Arguments&&... arguments) {
    auto* layout = new Layout(std::forward<Arguments>(arguments)...);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

}  // namespace mgc::ui
