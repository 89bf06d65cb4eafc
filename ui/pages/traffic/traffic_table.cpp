#include "ui/pages/traffic/traffic_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include "ui/models/traffic_filter_model.h"
#include "ui/models/traffic_model.h"
#include "ui/pages/traffic/traffic_delegate.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

TrafficTable::TrafficTable(TrafficFilterModel& model, QWidget* parent) : QTableView(parent), m_model(model) {
    setAccessibleName(tr("Requests"));
    setModel(&model);
    setItemDelegate(new TrafficDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // Notes takes what is left, elided
    setSortingEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);  // the style's own minimum is above our rows
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(true);
    const auto restyle = [this] {
        verticalHeader()->setDefaultSectionSize(Theme::instance().metric(Metric::TableRow));
        horizontalHeader()->setFixedHeight(Theme::instance().metric(Metric::TableRow) + px(1));
        arrangeColumns();
        viewport()->update();
    };
    restyle();
    connect(&Theme::instance(), &Theme::changed, this, restyle);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int column) {
        // Third click on a column: back to the order of arrival.
        if (m_model.sortColumn() == column && m_model.sortOrder() == Qt::DescendingOrder) {
            m_model.sort(-1);
            horizontalHeader()->setSortIndicatorShown(false);
            return;
        }
        const auto order = m_model.sortColumn() == column ? Qt::DescendingOrder : Qt::AscendingOrder;
        m_model.sort(column, order);
        horizontalHeader()->setSortIndicator(column, order);
        horizontalHeader()->setSortIndicatorShown(true);
    });
    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] { m_follow = atEnd() && !currentIndex().isValid(); });
    connect(
        &model, &QAbstractItemModel::rowsInserted, this,
        [this] {
            if (m_follow) scrollToBottom();
        },
        Qt::QueuedConnection);
    connect(this, &QTableView::doubleClicked, this, [this] { emit opened(currentId()); });
}

bool TrafficTable::atEnd() const { return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 1; }

void TrafficTable::arrangeColumns() {
    // Widths of the picture at 1536, which has no column of costs. Where there is less room, the columns of names give way; figures never do.
    static constexpr int widths[TrafficModel::ColumnCount] = {57, 128, 86, 158, 111, 98, 92, 84, 62, 64, 100, 160, 98, 0};
    const double scale = std::clamp((width() - px(780)) / (px(1536 - 780) * 1.0), 0.7, 1.0);
    for (int column = 0; column < TrafficModel::ColumnCount - 1; ++column) {
        const bool name = column == TrafficModel::Model || column == TrafficModel::Backend;
        setColumnWidth(column, static_cast<int>(px(widths[column]) * (name ? scale : 1.0)));
    }
}

void TrafficTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    arrangeColumns();
}

quint64 TrafficTable::currentId() const { return currentIndex().isValid() ? currentIndex().data(TrafficModel::IdRole).toULongLong() : 0; }

void TrafficTable::select(quint64 id) {
    for (int row = m_model.rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = m_model.index(row, TrafficModel::Operation);
        if (index.data(TrafficModel::IdRole).toULongLong() != id) continue;
        setCurrentIndex(index);
        scrollTo(index, QAbstractItemView::PositionAtCenter);
        return;
    }
}

void TrafficTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid()) emit currentIdChanged(currentId());
}

void TrafficTable::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (event->key() == Qt::Key_Space && !control) {
        emit holdToggled();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentId() != 0) {
        control ? emit replayRequested(currentId()) : emit opened(currentId());
    } else if (event->key() == Qt::Key_C && control && shift && currentId() != 0) {
        emit curlRequested(currentId());
    } else if (event->key() == Qt::Key_Escape && currentIndex().isValid()) {
        setCurrentIndex({});
        clearSelection();
    } else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
        // First and last row, not first and last column.
        const int row = event->key() == Qt::Key_Home ? 0 : m_model.rowCount() - 1;
        if (row >= 0) setCurrentIndex(m_model.index(row, std::max(0, currentIndex().column())));
    } else {
        QTableView::keyPressEvent(event);
    }
}

}  // namespace mgc::ui
