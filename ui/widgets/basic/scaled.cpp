#include "ui/widgets/basic/scaled.h"

#include <QApplication>
#include <QEvent>
#include <QLayout>
#include <QToolTip>
#include <QVariant>
#include <QWidget>

namespace mgc::ui {

namespace {

constexpr const char* marginsName = "mgcMargins";
constexpr const char* spacingName = "mgcSpacing";
constexpr const char* fixedHeightName = "mgcFixedHeight";
constexpr const char* fixedWidthName = "mgcFixedWidth";
constexpr const char* minimumWidthName = "mgcMinimumWidth";
constexpr const char* minimumHeightName = "mgcMinimumHeight";
constexpr const char* heightMetricName = "mgcHeightMetric";
constexpr const char* widthMetricName = "mgcWidthMetric";

void applyTo(QLayout* layout) {
    if (const QVariant stored = layout->property(marginsName); stored.isValid()) {
        const auto margins = stored.value<QMargins>();
        layout->setContentsMargins(px(margins.left()), px(margins.top()), px(margins.right()), px(margins.bottom()));
    }
    if (const QVariant stored = layout->property(spacingName); stored.isValid()) layout->setSpacing(px(stored.toInt()));
    for (int i = 0; i < layout->count(); ++i)
        if (QLayout* child = layout->itemAt(i)->layout()) applyTo(child);
}

void applyTo(QWidget* widget) {
    const Theme& theme = Theme::instance();
    if (const QVariant v = widget->property(fixedHeightName); v.isValid()) widget->setFixedHeight(px(v.toInt()));
    if (const QVariant v = widget->property(fixedWidthName); v.isValid()) widget->setFixedWidth(px(v.toInt()));
    if (const QVariant v = widget->property(minimumWidthName); v.isValid()) widget->setMinimumWidth(px(v.toInt()));
    if (const QVariant v = widget->property(minimumHeightName); v.isValid()) widget->setMinimumHeight(px(v.toInt()));
    if (const QVariant v = widget->property(heightMetricName); v.isValid())
        widget->setFixedHeight(theme.metric(static_cast<Metric>(v.toInt())));
    if (const QVariant v = widget->property(widthMetricName); v.isValid())
        widget->setFixedWidth(theme.metric(static_cast<Metric>(v.toInt())));
    if (QLayout* layout = widget->layout()) applyTo(layout);
}

}  // namespace

void setMargins(QLayout* layout, int left, int top, int right, int bottom) {
    layout->setProperty(marginsName, QVariant::fromValue(QMargins(left, top, right, bottom)));
    layout->setContentsMargins(px(left), px(top), px(right), px(bottom));
}

void setMargins(QLayout* layout, int all) { setMargins(layout, all, all, all, all); }

void setSpacing(QLayout* layout, int spacing) {
    layout->setProperty(spacingName, spacing);
    layout->setSpacing(px(spacing));
}

void setFixedHeightScaled(QWidget* widget, int height) {
    widget->setProperty(fixedHeightName, height);
    widget->setFixedHeight(px(height));
}

void setFixedWidthScaled(QWidget* widget, int width) {
    widget->setProperty(fixedWidthName, width);
    widget->setFixedWidth(px(width));
}

void setMinimumWidthScaled(QWidget* widget, int width) {
    widget->setProperty(minimumWidthName, width);
    widget->setMinimumWidth(px(width));
}

void setMinimumHeightScaled(QWidget* widget, int height) {
    widget->setProperty(minimumHeightName, height);
    widget->setMinimumHeight(px(height));
}

void setFixedHeightMetric(QWidget* widget, Metric metric) {
    widget->setProperty(heightMetricName, static_cast<int>(metric));
    widget->setFixedHeight(Theme::instance().metric(metric));
}

void setFixedWidthMetric(QWidget* widget, Metric metric) {
    widget->setProperty(widthMetricName, static_cast<int>(metric));
    widget->setFixedWidth(Theme::instance().metric(metric));
}

void applyTheme() {
    const Theme& theme = Theme::instance();
    QApplication::setPalette(theme.palette());
    QApplication::setFont(theme.font(TextRole::Body));
    QToolTip::setPalette(theme.palette());
    QToolTip::setFont(theme.font(TextRole::Hint));
    for (QWidget* widget : QApplication::allWidgets()) {
        applyTo(widget);
        QEvent event(QEvent::StyleChange);
        QApplication::sendEvent(widget, &event);
    }
}

}  // namespace mgc::ui
