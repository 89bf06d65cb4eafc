#include "ui/pages/backends/pool_board.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "ui/documents/workspace_edits.h"
#include "ui/pages/backends/pool_drop.h"
#include "ui/pages/backends/pool_edits.h"
#include "ui/pages/backends/pool_member_row.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

constexpr int newGroupHeight = 36;

/// Members and priorities: rows are made anew only when these change, so that a slider being dragged stays.
QString shapeOf(const resources::Backend& pool) {
    QString shape;
    for (const auto& member : pool.members)
        shape += QString::fromStdString(member.backend) + QLatin1Char('/') + QString::number(member.priority) + QLatin1Char(' ');
    return shape;
}

}  // namespace

PoolBoard::PoolBoard(BackendItems& items, WorkspaceEdits& edits, QWidget* parent)
    : QWidget(parent), m_items(items), m_edits(edits), m_column(plainLayout<QVBoxLayout>(this)), m_drop(new PoolDrop(this)) {
    setAcceptDrops(true);
    m_drop->hide();
    connect(&items, &BackendItems::definitionsChanged, this, &PoolBoard::rebuild);
    connect(&items, &BackendItems::liveChanged, this, &PoolBoard::showLive);
}

void PoolBoard::setPool(const QString& name) {
    m_pool = name;
    rebuild();
}

void PoolBoard::setSelectedMember(const QString& name) {
    m_selected = name;
    for (PoolMemberRow* row : m_rows) row->setSelected(row->name() == name);
}

QStringList PoolBoard::candidates() const {
    QStringList names;
    const BackendItem* pool = m_items.find(m_pool);
    if (!pool) return names;
    for (const BackendItem& item : m_items.all())
        if (!item.isPool && !item.pools.contains(pool->name)) names << item.name;
    return names;
}

void PoolBoard::rebuild() {
    const BackendItem* pool = m_items.find(m_pool);
    // The row with the keyboard gets it again: a weight is often changed several times in a row.
    QString focused;
    for (const PoolMemberRow* row : m_rows)
        if (row->hasFocus()) focused = row->name();
    const bool sameShape = pool && m_card && m_card->property("shape").toString() == shapeOf(*pool->definition);
    if (sameShape) {
        for (std::size_t i = 0; i < pool->definition->members.size(); ++i)
            for (PoolMemberRow* row : m_rows)
                if (row->name() == QString::fromStdString(pool->definition->members[i].backend))
                    row->setWeight(static_cast<int>(pool->definition->members[i].weight.value_or(1)));
        showLive();
        return;
    }
    if (m_card) {
        m_column->removeWidget(m_card);
        m_card->deleteLater();
        m_card = nullptr;
    }
    m_rows.clear();
    m_heads.clear();
    if (!pool || !pool->isPool) return;
    m_card = new Card(this);
    m_card->setProperty("shape", shapeOf(*pool->definition));
    m_card->body()->setContentsMargins(1, 1, 1, 1);  // headings and rows leave its edge
    m_column->addWidget(m_card);
    std::set<std::int64_t> priorities;
    for (const auto& member : pool->definition->members) priorities.insert(member.priority);
    bool first = true;
    for (const std::int64_t priority : priorities) {
        addGroup(priority, first);
        first = false;
        for (std::size_t i = 0; i < pool->definition->members.size(); ++i)
            if (pool->definition->members[i].priority == priority) addRow(i);
    }
    if (priorities.empty())
        m_card->body()->addWidget(new EmptyState(QStringLiteral("server_multiple"), tr("The pool has no members"),
                                                 tr("A request that is sent to it fails. Add a backend above."), m_card));
    setSelectedMember(m_selected);
    showLive();
    for (PoolMemberRow* row : m_rows)
        if (row->name() == focused) row->setFocus();
}

void PoolBoard::addGroup(std::int64_t priority, bool first) {
    auto* head = new Surface(first ? ColorRole::Card : ColorRole::Sunken, m_card);
    setFixedHeightScaled(head, 40);
    if (!first) head->setEdges(Qt::TopEdge);
    auto* row = plainLayout<QHBoxLayout>(head);
    setMargins(row, 16, 0, 16, 0);
    setSpacing(row, 8);
    row->addWidget(new Label(tr("Priority %1").arg(priority), TextRole::SectionTitle, ColorRole::Text, head));
    row->addWidget(new Label(first ? tr("weights share the calls") : tr("used only when every backend before it is open"), TextRole::Body,
                             ColorRole::Muted, head));
    row->addStretch();
    if (first) {
        auto* hint = new Label(tr("Drag, or Alt+Up, Alt+Down, move a member"), TextRole::Hint, ColorRole::Muted, head);
        hint->setElide(Qt::ElideRight);
        row->addWidget(hint);
    }
    m_card->body()->addWidget(head);
    m_heads.push_back({priority, head});
}

void PoolBoard::addRow(std::size_t member) {
    const BackendItem* pool = m_items.find(m_pool);
    const auto& definition = pool->definition->members[member];
    auto* row = new PoolMemberRow(QString::fromStdString(definition.backend), static_cast<int>(definition.weight.value_or(1)), m_card);
    const QString name = row->name();
    connect(row, &PoolMemberRow::chosen, this, [this, name] { emit memberChosen(name); });
    connect(row, &PoolMemberRow::weightChosen, this, [this, member, name](int weight) {
        write(pool_edits::weightPointer(member), std::to_string(weight), tr("Weight of %1").arg(name));
    });
    connect(row, &PoolMemberRow::moveAsked, this, [this, member](int step) { move(member, step); });
    connect(row, &PoolMemberRow::dragAsked, this, [this, member, row] { drag(member, row); });
    connect(row, &PoolMemberRow::removeAsked, this, [this, member, name] {
        if (const BackendItem* item = m_items.find(m_pool))
            write(pool_edits::services, pool_edits::without(*item->definition, member), tr("Remove %1 from the pool").arg(name));
    });
    m_card->body()->addWidget(row);
    m_rows.push_back(row);
}

void PoolBoard::move(std::size_t member, int step) {
    const BackendItem* pool = m_items.find(m_pool);
    if (!pool) return;
    if (const auto list = pool_edits::withPriorityMoved(*pool->definition, member, step))
        write(pool_edits::services, *list, tr("Priority of %1").arg(QString::fromStdString(pool->definition->members[member].backend)));
}

void PoolBoard::moveTo(std::size_t member, std::int64_t priority) {
    const BackendItem* pool = m_items.find(m_pool);
    if (!pool || member >= pool->definition->members.size()) return;
    if (const auto list = pool_edits::withPriority(*pool->definition, member, priority))
        write(pool_edits::services, *list, tr("Priority of %1").arg(QString::fromStdString(pool->definition->members[member].backend)));
}

void PoolBoard::drag(std::size_t member, PoolMemberRow* row) {
    auto* drag = new QDrag(this);  // deletes itself
    drag->setMimeData(PoolDrop::dataOf(m_pool, member));
    const QPixmap picture = row->grab();
    drag->setPixmap(picture);
    drag->setHotSpot({px(16), row->height() / 2});
    drag->exec(Qt::MoveAction);
}

void PoolBoard::layBands(std::size_t dragged) {
    const BackendItem* pool = m_items.find(m_pool);
    if (!pool || !m_card || m_heads.isEmpty() || dragged >= pool->definition->members.size()) return;
    m_drop->setGeometry(m_card->geometry());
    m_drop->raise();
    QVector<PoolDrop::Band> bands;
    for (qsizetype i = 0; i < m_heads.size(); ++i) {
        const int bottom = i + 1 < m_heads.size() ? m_heads[i + 1].second->y() : m_card->height();
        bands.push_back({m_heads[i].second->y(), bottom, m_heads[i].first, false});
    }
    // A member that is alone in the last group would only change its number.
    const std::int64_t last = m_heads.back().first;
    const auto& members = pool->definition->members;
    const auto inLast = std::count_if(members.begin(), members.end(), [last](const auto& each) { return each.priority == last; });
    if (inLast > 1 || members[dragged].priority != last) {
        const int top = std::max(bands.back().top, bands.back().bottom - px(newGroupHeight));
        bands.back().bottom = top;
        bands.push_back({top, m_card->height(), last + 1, true});
    }
    m_drop->setBands(bands);
}

void PoolBoard::dragEnterEvent(QDragEnterEvent* event) {
    const auto member = PoolDrop::memberIn(event->mimeData(), m_pool);
    if (!member) return event->ignore();
    layBands(*member);
    m_drop->show();
    event->acceptProposedAction();
}

void PoolBoard::dragMoveEvent(QDragMoveEvent* event) {
    const int y = m_drop->mapFrom(this, event->position().toPoint()).y();
    m_drop->mark(y);
    event->setAccepted(m_drop->bandAt(y).has_value());
}

void PoolBoard::dragLeaveEvent(QDragLeaveEvent*) { m_drop->hide(); }

void PoolBoard::dropEvent(QDropEvent* event) {
    m_drop->hide();
    const auto member = PoolDrop::memberIn(event->mimeData(), m_pool);
    const auto band = m_drop->bandAt(m_drop->mapFrom(this, event->position().toPoint()).y());
    if (!member || !band) return event->ignore();
    event->acceptProposedAction();
    moveTo(*member, band->priority);
}

void PoolBoard::addMember(const QString& backend) {
    if (const BackendItem* pool = m_items.find(m_pool))
        write(pool_edits::services, pool_edits::withMember(*pool->definition, backend), tr("Add %1 to the pool").arg(backend));
}

void PoolBoard::write(const std::string& pointer, const std::string& json, const QString& what) {
    // A failure is told by WorkspaceEdits::failed; the next reading puts the shown values right.
    if (const BackendItem* pool = m_items.find(m_pool); pool && !m_edits.setMember(pool->file, pointer, json, what)) rebuild();
}

void PoolBoard::showLive() {
    const BackendItem* pool = m_items.find(m_pool);
    if (!pool) return;
    for (PoolMemberRow* row : m_rows)
        if (const BackendItem* item = m_items.find(row->name()))
            row->setLive(*item, BackendItems::configuredShare(*pool, row->name()), m_items.observedShare(*pool, row->name()));
}

}  // namespace mgc::ui
