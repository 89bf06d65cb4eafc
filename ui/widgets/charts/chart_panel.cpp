#include "ui/widgets/charts/chart_panel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/charts/chart_accessible.h"
#include "ui/widgets/charts/chart_table.h"
#include "ui/widgets/charts/legend_row.h"
#include "ui/widgets/charts/panel_content.h"

namespace mgc::ui {

namespace {

constexpr qint64 summaryIntervalMs = 1000;

/// Text in accent colour that acts; as high as a line of text, so that it does not move its row.
class TitleLink : public QPushButton {
public:
    [[nodiscard]] QSize sizeHint() const override {
        return {QFontMetrics(Theme::instance().font(TextRole::BodyMedium)).horizontalAdvance(text()) + px(16), px(24)};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paint::text(painter, rect(), text(), TextRole::BodyMedium, ColorRole::Accent, Qt::AlignCenter);
        if (hasFocus()) paint::focusRing(painter, QRectF(rect()), px(4));
    }
};

void setRole(QLabel* label, ColorRole role) {
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, themeColor(role));
    label->setPalette(palette);
}

}  // namespace

ChartPanel::ChartPanel(QString title, QString unit, PanelContent* content, QWidget* parent)
    : QWidget(parent),
      m_title(std::move(title)),
      m_unit(std::move(unit)),
      m_content(content),
      m_legend(new LegendRow),
      m_link(new TitleLink),
      m_menu(new QToolButton),
      m_empty(new QWidget),
      m_emptyTitle(new QLabel),
      m_emptyReason(new QLabel),
      m_emptyAction(new QPushButton) {
    installChartAccessibility();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 6, 1, 1);
    column->setSpacing(0);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 5, 0);
    head->setSpacing(0);
    head->addStretch(1);
    m_link->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_link->setCursor(Qt::PointingHandCursor);
    m_link->setVisible(false);
    head->addWidget(m_link);
    m_menu->setIcon(icons::get(QStringLiteral("more_horizontal"), ColorRole::Muted));
    m_menu->setAutoRaise(true);
    m_menu->setFixedSize(24, 24);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setAccessibleName(tr("Menu of the chart %1").arg(m_title));
    m_menu->setToolTip(tr("Table, CSV, picture"));
    head->addWidget(m_menu);
    column->addLayout(head);
    column->addWidget(m_legend);
    m_content->setParent(this);
    column->addWidget(m_content, 1);

    auto* empty = new QVBoxLayout(m_empty);
    empty->setContentsMargins(12, 24, 12, 12);
    empty->setSpacing(4);
    m_emptyTitle->setWordWrap(true);
    m_emptyReason->setWordWrap(true);
    empty->addWidget(m_emptyTitle);
    empty->addWidget(m_emptyReason);
    empty->addSpacing(8);
    empty->addWidget(m_emptyAction, 0, Qt::AlignLeft);
    empty->addStretch(1);
    column->addWidget(m_empty, 1);
    m_empty->hide();

    setAccessibleName(tr("Chart panel: %1").arg(m_title));
    m_content->setAccessibleName(tr("Chart: %1, %2").arg(m_title, m_unit));
    const auto restyle = [this] {
        m_emptyTitle->setFont(Theme::instance().font(TextRole::BodyStrong));
        m_emptyReason->setFont(Theme::instance().font(TextRole::Hint));
        setRole(m_emptyReason, ColorRole::Muted);
        update();
    };
    restyle();
    connect(&Theme::instance(), &Theme::changed, this, restyle);
    connect(m_content, &PanelContent::legendChanged, m_legend,
            [this] { m_legend->setEntries(m_content->legend(), m_content->legendNote()); });
    connect(m_content, &PanelContent::hovered, this, [this](bool inside) {
        m_hovered = inside;
        update();
    });
    connect(m_link, &QPushButton::clicked, this, &ChartPanel::linkActivated);
    connect(m_emptyAction, &QPushButton::clicked, this, &ChartPanel::emptyActionActivated);
    buildMenu();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ChartPanel::buildMenu() {
    auto* menu = new QMenu(m_menu);
    menu->addAction(tr("Table"), this, &ChartPanel::showTable);
    menu->addAction(icons::get(QStringLiteral("copy")), tr("Copy CSV"), this, &ChartPanel::copyCsv);
    menu->addAction(icons::get(QStringLiteral("save")), tr("Save PNG…"), this, &ChartPanel::savePng);
    m_menu->setMenu(menu);
}

void ChartPanel::setLink(const QString& text) {
    m_link->setText(text);
    m_link->setAccessibleName(tr("%1 (chart %2)").arg(text, m_title));
    m_link->setVisible(!text.isEmpty());
}

void ChartPanel::setEmptyState(const PanelEmptyState& state) {
    m_emptyTitle->setText(state.title);
    m_emptyReason->setText(state.reason);
    m_emptyAction->setText(state.action);
    m_emptyAction->setAccessibleName(state.action);
    m_emptyAction->setVisible(!state.action.isEmpty());
    refresh();
}

void ChartPanel::refresh() {
    const bool empty = !m_content->hasData() && !m_emptyTitle->text().isEmpty();
    if (empty != m_empty->isVisibleTo(this)) {
        m_empty->setVisible(empty);
        m_content->setVisible(!empty);
        m_legend->setVisible(!empty);
        m_menu->setEnabled(!empty);
    }
    if (!isVisible()) return;
    if (m_summaryAge.isValid() && m_summaryAge.elapsed() < summaryIntervalMs) return;
    m_summaryAge.start();
    m_content->setAccessibleDescription(empty ? m_emptyTitle->text() : m_content->summary());
}

QString ChartPanel::csv() const { return csvText(m_content->table()); }

void ChartPanel::showTable() {
    auto* dialog = new ChartTableDialog(m_title, m_content, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void ChartPanel::copyCsv() { QApplication::clipboard()->setText(csv()); }

void ChartPanel::savePng() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save picture"), m_title + QStringLiteral(".png"), tr("Pictures (*.png)"));
    if (path.isEmpty()) return;
    if (!grab().save(path, "PNG")) QMessageBox::warning(this, tr("Save picture"), tr("%1 could not be written.").arg(path));
}

void ChartPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(ColorRole::Card), themeColor(m_hovered ? ColorRole::Accent : ColorRole::Line), px(6));
    const QRect title(px(13), px(6), width() - px(13) - (m_link->isVisible() ? m_link->width() : 0) - px(36), px(24));
    paint::runs(painter, title,
                {{m_title + QStringLiteral("  "), Theme::instance().font(TextRole::BodyStrong), themeColor(ColorRole::Text)},
                 {m_unit, Theme::instance().font(TextRole::Hint), themeColor(ColorRole::Muted)}});
}

}  // namespace mgc::ui
