#include "ui/pages/traffic/traffic_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <numeric>

#include "ui/models/traffic_filter_model.h"
#include "ui/models/traffic_model.h"
#include "ui/pages/traffic/traffic_delegate.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

TrafficTable::TrafficTable(TrafficFilterModel& model, QWidget* parent)
    : QTableView(parent), m_model(model), m_delegate(new TrafficDelegate(this)) {
    setAccessibleName(tr("Requests"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setMouseTracking(true);
    connect(this, &QAbstractItemView::entered, this, [this](const QModelIndex& index) { hover(index.row()); });
    connect(this, &QAbstractItemView::viewportEntered, this, [this] { hover(-1); });
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
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
    // Widths of the picture at 1536, which has no column of costs, and what the columns need at least. Notes takes the rest, elided; a
    // table that is narrower than all of that scrolls.
    static constexpr int full[TrafficModel::ColumnCount] = {57, 128, 86, 158, 111, 98, 92, 84, 62, 64, 100, 160, 98, 160};
    static constexpr int least[TrafficModel::ColumnCount] = {50, 106, 66, 128, 96, 70, 72, 64, 54, 54, 84, 104, 78, 92};
    const double room = viewport()->width(), wide = px(std::accumulate(std::begin(full), std::end(full), 0)),
                 narrow = px(std::accumulate(std::begin(least), std::end(least), 0));
    const double part = std::clamp((room - narrow) / (wide - narrow), 0.0, 1.0);
    horizontalHeader()->setMinimumSectionSize(px(least[0]));
    for (int column = 0; column < TrafficModel::ColumnCount - 1; ++column)
        setColumnWidth(column, static_cast<int>(px(least[column]) + part * (px(full[column]) - px(least[column]))));
}

void TrafficTable::hover(int row) {
    m_delegate->setHoveredRow(row);
    viewport()->update();
}

bool TrafficTable::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) hover(-1);
    return QTableView::viewportEvent(event);
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
