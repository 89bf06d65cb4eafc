#include "ui/pages/policies/flow/flow_view.h"

#include <QBoxLayout>

#include "ui/documents/document_store.h"
#include "ui/pages/policies/flow/lane.h"
#include "ui/pages/policies/flow/lane_view.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

FlowView::FlowView(PolicyFile& file, DocumentStore& store, QWidget* parent)
    : QScrollArea(parent), m_file(file), m_model(file, store, this), m_commands(m_model, this), m_selection(&m_model) {
    setObjectName(QStringLiteral("flowView"));
    setAccessibleName(tr("Flow"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    m_ground = new QWidget(this);
    m_ground->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    m_row = plainLayout<QBoxLayout>(QBoxLayout::LeftToRight, m_ground);
    setMargins(m_row, 16, 12, 16, 16);
    setSpacing(m_row, 12);
    setWidget(m_ground);
    build();
    connect(&m_model, &FlowModel::refreshed, this, [this] {
        build();
        for (Lane* lane : m_lanes) lane->refresh();
        takeSelection(DocumentView::Other);
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent, int first, int last) {
        for (Lane* lane : m_lanes)
            for (int row = first; row <= last && m_model.sectionOf(m_model.index(row, 0, parent)) == lane->section(); ++row)
                lane->view()->fold(m_model.index(row, 0, parent));
    });
    connect(&file, &PolicyFile::selectionChanged, this, &FlowView::takeSelection);
    connect(&m_selection, &QItemSelectionModel::selectionChanged, this, [this] { tellSelection(); });
    connect(&m_selection, &QItemSelectionModel::currentChanged, this, &FlowView::currentChanged);
}

void FlowView::build() {
    QStringList wanted;
    for (int row = 0; row < m_model.rowCount(); ++row) wanted << m_model.index(row, 0).data().toString();
    QStringList have;
    for (Lane* lane : m_lanes) have << lane->section();
    if (wanted == have) return;
    qDeleteAll(m_lanes);
    m_lanes.clear();
    for (const QString& section : wanted) {
        auto* lane = new Lane(m_model, m_commands, section, m_ground);
        LaneView* view = lane->view();
        view->setSelectionModel(&m_selection);
        view->fold(view->rootIndex());
        m_lanes << lane;
        connect(lane, &Lane::foldChanged, this, [this] {
            settle();
            arrange();
        });
        connect(lane, &Lane::addWanted, this, [this](const QModelIndex& index) {
            m_selection.setCurrentIndex(index, QItemSelectionModel::Clear);
            emit addWanted();
        });
        connect(view, &LaneView::inspect, this, &FlowView::inspectWanted);
        connect(view, &LaneView::openFile, this, &FlowView::openFile);
        connect(view, &LaneView::moveFocus, this, [this, lane](int step) {
            const qsizetype next = m_lanes.indexOf(lane) + step;
            if (next < 0 || next >= m_lanes.size()) return;
            if (m_lanes[next]->isFolded()) m_lanes[next]->setFolded(false);
            LaneView* other = m_lanes[next]->view();
            other->setFocus(Qt::ShortcutFocusReason);
            const QModelIndex first = m_model.index(0, 0, other->rootIndex());
            if (first.isValid()) setCurrent(first);
        });
    }
    for (Lane* lane : m_lanes) lane->setStacked(m_stacked);
    arrange();
    for (Lane* lane : m_lanes) lane->refresh();
    settle();
}

void FlowView::arrange() {
    while (QLayoutItem* item = m_row->takeAt(0)) delete item;
    m_row->setDirection(m_stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    if (m_stacked)
        setMargins(m_row, 4, 4, 8, 8);
    else
        setMargins(m_row, 16, 12, 16, 16);
    setSpacing(m_row, m_stacked ? 4 : 12);
    for (Lane* lane : m_lanes) {
        int stretch = lane->section() == QLatin1String("inbound") ? 14 : lane->section() == QLatin1String("backend") ? 11 : 10;
        if (m_stacked || lane->isFolded()) stretch = 0;
        m_row->addWidget(lane, stretch);
    }
    if (m_stacked) m_row->addStretch();
}

void FlowView::setStacked(bool stacked) {
    m_wished = stacked;
    settle();
}

void FlowView::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    settle();
}

void FlowView::settle() {
    // The whole width, not the viewport's: a scroll bar that comes with the one form must not bring the other back.
    int least = px(32) + px(12) * (static_cast<int>(m_lanes.size()) - 1);
    for (const Lane* lane : m_lanes) least += lane->leastWidth();
    const bool stacked = m_wished || width() < least;
    if (stacked == m_stacked) return;
    m_stacked = stacked;
    // Stacked lanes are as wide as there is room; cards cut their texts.
    setHorizontalScrollBarPolicy(stacked ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    for (Lane* lane : m_lanes) lane->setStacked(stacked);
    arrange();
    for (Lane* lane : m_lanes) lane->refresh();
}

QModelIndex FlowView::current() const { return m_selection.currentIndex(); }

void FlowView::setCurrent(const QModelIndex& index) { m_selection.setCurrentIndex(index, QItemSelectionModel::ClearAndSelect); }

void FlowView::focusCards() {
    const QString section = current().isValid() ? m_model.sectionOf(current()) : QString();
    for (Lane* lane : m_lanes)
        if (section.isEmpty() || lane->section() == section) {
            lane->view()->setFocus(Qt::ShortcutFocusReason);
            if (!current().isValid()) setCurrent(m_model.index(0, 0, lane->view()->rootIndex()));
            return;
        }
}

void FlowView::takeSelection(DocumentView from) {
    if (from == DocumentView::Flow || m_syncing) return;
    m_syncing = true;
    QItemSelection chosen;
    QModelIndex last;
    for (const std::size_t place : m_file.selection()) {
        const QModelIndex index = m_model.indexAround(place);
        if (!index.isValid() || index.data(FlowModel::PartRole).toInt() == static_cast<int>(policy::edit::Part::Section)) continue;
        chosen.select(index, index);
        last = index;
    }
    m_selection.select(chosen, QItemSelectionModel::ClearAndSelect);
    if (last.isValid()) {
        m_selection.setCurrentIndex(last, QItemSelectionModel::NoUpdate);
        for (Lane* lane : m_lanes)
            if (lane->section() == m_model.sectionOf(last)) {
                lane->view()->scrollTo(last);
                if (m_stacked) ensureVisible(0, lane->view()->mapTo(m_ground, lane->view()->visualRect(last).center()).y(), 0, px(60));
            }
    }
    m_syncing = false;
    emit currentChanged();
}

void FlowView::tellSelection() {
    if (m_syncing || m_model.isFrozen()) return;
    std::vector<std::size_t> places;
    for (const QModelIndex& index : m_selection.selectedIndexes())
        if (m_model.nodeOf(index) != policy::xml::noNode) places.push_back(m_model.placeOf(index));
    if (places.empty()) return;
    m_syncing = true;
    m_file.select(std::move(places), DocumentView::Flow);
    m_syncing = false;
}

}  // namespace mgc::ui
