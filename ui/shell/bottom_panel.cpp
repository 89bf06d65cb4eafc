#include "ui/shell/bottom_panel.h"

#include <QAbstractButton>
#include <QPainter>

#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

/// A tab of the dock: 2 px accent underline when current; counts as small chips.
class DockTab : public QAbstractButton {
public:
    DockTab(const QString& text, QWidget* parent) : QAbstractButton(parent) {
        setText(text);
        setAccessibleName(BottomPanel::tr("%1 tab").arg(text));
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
    }
    int errors = 0, warnings = 0;

    [[nodiscard]] QSize sizeHint() const override {
        int width = QFontMetrics(Theme::instance().font(TextRole::DockTitle)).horizontalAdvance(text()) + px(24);
        for (const auto& chip : chips()) width += paint::chipSize(chip).width() + px(4);
        return {width, Theme::instance().metric(Metric::DockHeader)};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        if (!isChecked() && underMouse()) painter.fillRect(rect().adjusted(0, 0, 0, -1), themeColor(ColorRole::Hover));
        if (isChecked()) painter.fillRect(QRect(0, height() - 2, width(), 2), themeColor(ColorRole::Accent));
        paint::text(painter, rect().adjusted(px(12), 0, 0, 0), text(), isChecked() ? TextRole::DockTitle : TextRole::Tab,
                    isChecked() ? ColorRole::Text : ColorRole::Muted);
        int x = px(18) + QFontMetrics(Theme::instance().font(TextRole::DockTitle)).horizontalAdvance(text());
        for (const auto& chip : chips()) x = paint::chip(painter, QRect(x, 0, px(60), height()), chip).right() + px(4);
        if (hasFocus()) paint::focusRing(painter, rect().adjusted(2, 2, -2, -3), px(4));
    }

private:
    [[nodiscard]] QVector<paint::ChipSpec> chips() const {
        QVector<paint::ChipSpec> all;
        if (errors > 0) all.push_back({{}, QString::number(errors), paint::Tone::Err});
        if (warnings > 0) all.push_back({{}, QString::number(warnings), paint::Tone::Warn});
        return all;
    }
};

BottomPanel::BottomPanel(QWidget* parent) : QDockWidget(tr("Panel"), parent) {
    setObjectName(QStringLiteral("bottomDock"));
    setAccessibleName(tr("Bottom panel"));
    setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    auto* header = new Surface(ColorRole::Dock, this);
    header->setEdges(Qt::BottomEdge, ColorRole::Line);
    setFixedHeightMetric(header, Metric::DockHeader);
    m_header = plainLayout<QHBoxLayout>(header);
    setMargins(m_header, 4, 0, 8, 0);
    m_header->addStretch();
    auto* strut = new QWidget(header);  // see Dock
    strut->setFixedWidth(0);
    setFixedHeightMetric(strut, Metric::DockHeader);
    m_header->addWidget(strut);
    auto* close = new IconButton(QStringLiteral("panel_bottom_contract"), tr("Close the bottom panel"), header);
    connect(close, &QToolButton::clicked, this, &QDockWidget::hide);
    m_header->addWidget(close);
    setTitleBarWidget(header);
    auto* ground = new Surface(ColorRole::Bg, this);
    auto* column = plainLayout<QVBoxLayout>(ground);
    m_stack = new QStackedWidget(ground);
    column->addWidget(m_stack);
    ground->setMinimumHeight(px(160));
    setWidget(ground);
}

void BottomPanel::addTab(const QString& id, const QString& title, std::function<QWidget*(QWidget*)> create) {
    auto* button = new DockTab(title, titleBarWidget());
    button->setObjectName(QStringLiteral("dockTab.") + id);
    connect(button, &QAbstractButton::clicked, this, [this, id] { showTab(id); });
    m_header->insertWidget(static_cast<int>(m_tabs.size()), button);
    m_tabs.push_back({id, button, std::move(create), nullptr});
}

void BottomPanel::showTab(const QString& id) {
    for (Tab& tab : m_tabs) {
        if (tab.id != id) continue;
        if (!tab.widget) {
            tab.widget = tab.create(m_stack);
            m_stack->addWidget(tab.widget);
        }
        tab.button->setChecked(true);
        m_stack->setCurrentWidget(tab.widget);
        const bool different = m_current != id;
        m_current = id;
        if (different) emit currentChanged(id);
    }
}

void BottomPanel::setCounts(const QString& id, int errors, int warnings) {
    for (const Tab& tab : m_tabs) {
        if (tab.id != id) continue;
        tab.button->errors = errors;
        tab.button->warnings = warnings;
        tab.button->setAccessibleDescription(errors + warnings > 0 ? tr("%1 errors, %2 warnings").arg(errors).arg(warnings) : QString());
        tab.button->updateGeometry();
        tab.button->update();
    }
}

}  // namespace mgc::ui
