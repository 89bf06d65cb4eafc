#include "ui/widgets/charts/chart_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include "ui/widgets/charts/panel_content.h"
#include "ui/widgets/charts/sparkline.h"

namespace mgc::ui {

namespace {

class AccessibleChart : public QAccessibleWidget {
public:
    explicit AccessibleChart(QWidget* widget) : QAccessibleWidget(widget, QAccessible::Chart) {}

    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        if (kind == QAccessible::Value) return widget()->accessibleDescription();
        return QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface* make(const QString&, QObject* object) {
    if (auto* content = qobject_cast<PanelContent*>(object)) return new AccessibleChart(content);
    if (auto* sparkline = qobject_cast<Sparkline*>(object)) return new AccessibleChart(sparkline);
    return nullptr;
}

}  // namespace

void installChartAccessibility() {
    static bool installed = false;
    if (installed) return;
    installed = true;
    QAccessible::installFactory(make);
}

}  // namespace mgc::ui
