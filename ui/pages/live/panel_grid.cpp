#include "ui/pages/live/panel_grid.h"

#include <QGridLayout>
#include <QResizeEvent>

#include "ui/theme/theme.h"

namespace mgc::ui {

PanelGrid::PanelGrid(QWidget* parent) : QScrollArea(parent), m_inside(new QWidget), m_grid(new QGridLayout(m_inside)) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Charts"));
    m_inside->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    m_grid->setContentsMargins(16, 0, 16, 16);
    m_grid->setSpacing(12);
    setWidget(m_inside);
    m_inside->setAutoFillBackground(false);
    setFocusPolicy(Qt::NoFocus);
}

void PanelGrid::add(QWidget* panel) {
    m_panels << panel;
    m_shown << true;
    panel->setMinimumHeight(px(200));
    m_columns = 0;
    arrange();
}

void PanelGrid::setShown(int index, bool shown) {
    if (m_shown[index] == shown) return;
    m_shown[index] = shown;
    m_panels[index]->setVisible(shown);
    m_columns = 0;
    arrange();
}

int PanelGrid::wantedColumns() const {
    if (width() < px(640)) return 1;
    return width() < px(1000) ? 2 : 3;
}

void PanelGrid::arrange() {
    const int columns = wantedColumns();
    if (columns == m_columns) return;
    m_columns = columns;
    for (int row = 0; row < m_grid->rowCount(); ++row) m_grid->setRowStretch(row, 0);
    for (int column = 0; column < 3; ++column) m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    int at = 0;
    for (qsizetype i = 0; i < m_panels.size(); ++i) {
        m_grid->removeWidget(m_panels[i]);
        if (!m_shown[i]) continue;
        m_grid->addWidget(m_panels[i], at / columns, at % columns);
        m_grid->setRowStretch(at / columns, 1);
        ++at;
    }
}

void PanelGrid::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

}  // namespace mgc::ui
