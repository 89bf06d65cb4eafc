#include "ui/pages/policies/flow/lane_view.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>

#include "ui/pages/policies/flow/card_delegate.h"
#include "ui/pages/policies/flow/flow_commands.h"
#include "ui/pages/policies/flow/flow_model.h"
#include "ui/theme/paint.h"

namespace mgc::ui {

namespace {

using policy::edit::Part;

constexpr const char* cardsMime = "application/x-model-gateway-cards";

}  // namespace

LaneView::LaneView(FlowModel& model, FlowCommands& commands, const QString& section, QWidget* parent)
    : QTreeView(parent), m_model(model), m_commands(commands), m_section(section), m_cards(new CardDelegate(this)) {
    setObjectName(QStringLiteral("lane.") + section);
    setAccessibleName(tr("%1 policies").arg(sectionTitle(section)));
    setModel(&model);
    setRootIndex(model.section(section));
    setItemDelegate(m_cards);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setFrameShape(NoFrame);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(DragDrop);
    setAutoScroll(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    verticalScrollBar()->setAccessibleName(tr("Scroll %1").arg(sectionTitle(section)));
    viewport()->setAutoFillBackground(false);
    const auto tell = [this] {
        if (!m_folding) emit contentChanged();
    };
    connect(this, &QTreeView::expanded, this, tell);
    connect(this, &QTreeView::collapsed, this, tell);
}

void LaneView::fold(const QModelIndex& below) {
    // Containers are open, what belongs to other documents is folded until someone asks. One row after the other would lay out all
    // rows once per row.
    m_folding = true;
    if (below == rootIndex())
        expandAll();
    else if (below.isValid())
        expandRecursively(below);
    const std::function<void(const QModelIndex&)> close = [&](const QModelIndex& index) {
        const bool other = partOf(index) == Part::Base || index.data().toString() == QLatin1String("include-fragment");
        if (other) {
            if (m_model.hasChildren(index)) setExpanded(index, false);
            return;
        }
        for (int row = 0; row < m_model.rowCount(index); ++row) close(m_model.index(row, 0, index));
    };
    close(below);
    m_folding = false;
}

QModelIndexList LaneView::cards() const {
    QModelIndexList chosen;
    for (const QModelIndex& index : selectionModel()->selectedIndexes())
        if (m_model.sectionOf(index) == m_section && partOf(index) != Part::Section) chosen << index;
    std::sort(chosen.begin(), chosen.end(),
              [this](const QModelIndex& a, const QModelIndex& b) { return m_model.placeOf(a) < m_model.placeOf(b); });
    return chosen;
}

int LaneView::contentHeight() const {
    int height = 0;
    const std::function<void(const QModelIndex&)> add = [&](const QModelIndex& parent) {
        for (int row = 0; row < m_model.rowCount(parent); ++row) {
            const QModelIndex index = m_model.index(row, 0, parent);
            height += m_cards->sizeHint({}, index).height();
            if (isExpanded(index)) add(index);
        }
    };
    add(rootIndex());
    return height;
}

QPoint dragGrip() { return {px(24), px(56)}; }

QSize LaneView::sizeHint() const { return {px(220), contentHeight()}; }

void LaneView::changeEvent(QEvent* event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::StyleChange) scheduleDelayedItemsLayout();
}

void LaneView::runAction(const QString& id) {
    const QModelIndexList chosen = cards();
    if (id == QLatin1String("delete")) m_commands.remove(chosen);
    if (id == QLatin1String("duplicate")) m_commands.duplicate(chosen);
    if (id == QLatin1String("toggle")) m_commands.toggle(chosen);
    if (id == QLatin1String("copy")) m_commands.copy(chosen);
    if (id == QLatin1String("cut")) m_commands.cut(chosen);
    if (id == QLatin1String("paste")) m_commands.paste(currentIndex().isValid() ? currentIndex() : rootIndex());
    if (id == QLatin1String("up")) m_commands.moveBy(chosen, -1);
    if (id == QLatin1String("down")) m_commands.moveBy(chosen, 1);
    if (id == QLatin1String("left")) m_commands.moveToLane(chosen, -1);
    if (id == QLatin1String("right")) m_commands.moveToLane(chosen, 1);
}

void LaneView::keyPressEvent(QKeyEvent* event) {
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const int key = event->key();
    const bool control = modifiers == Qt::ControlModifier;
    QString action;
    if (modifiers == Qt::AltModifier) {
        if (key == Qt::Key_Up) action = QStringLiteral("up");
        if (key == Qt::Key_Down) action = QStringLiteral("down");
        if (key == Qt::Key_Left) action = QStringLiteral("left");
        if (key == Qt::Key_Right) action = QStringLiteral("right");
    } else if (key == Qt::Key_Delete && modifiers == Qt::NoModifier) {
        action = QStringLiteral("delete");
    } else if (control) {
        if (key == Qt::Key_D) action = QStringLiteral("duplicate");
        if (key == Qt::Key_Slash) action = QStringLiteral("toggle");
        if (key == Qt::Key_C) action = QStringLiteral("copy");
        if (key == Qt::Key_X) action = QStringLiteral("cut");
        if (key == Qt::Key_V) action = QStringLiteral("paste");
        if (key == Qt::Key_Left || key == Qt::Key_Right) return emit moveFocus(key == Qt::Key_Left ? -1 : 1);
    }
    if (!action.isEmpty()) return runAction(action);
    if ((key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_F2) && modifiers == Qt::NoModifier)
        return emit inspect(currentIndex());
    if (key == Qt::Key_Menu || (key == Qt::Key_F10 && modifiers == Qt::ShiftModifier))
        return showMenu(currentIndex(), viewport()->mapToGlobal(visualRect(currentIndex()).center()));
    QTreeView::keyPressEvent(event);
}

void LaneView::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && event->button() == Qt::LeftButton && m_cards->foldRect(visualRect(index), index).contains(event->pos())) {
        setExpanded(index, !isExpanded(index));
        return;
    }
    QTreeView::mousePressEvent(event);
}

void LaneView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid()) return;
    const QString file = index.data(FlowModel::FileRole).toString();
    if (!file.isEmpty())
        emit openFile(file);
    else
        emit inspect(index);
}

void LaneView::contextMenuEvent(QContextMenuEvent* event) {
    m_model.catchUp();
    showMenu(indexAt(event->pos()), event->globalPos());
}

void LaneView::showMenu(const QModelIndex& index, const QPoint& at) {
    QMenu menu(this);
    menu.setAccessibleName(tr("Card"));
    const auto add = [&](const QString& text, const char* keys, const QString& id, QMenu* to) {
        QAction* action = to->addAction(text, this, [this, id] { runAction(id); });
        action->setShortcut(QKeySequence(QLatin1String(keys)));
        return action;
    };
    const QModelIndexList chosen = cards();
    const bool own = !chosen.isEmpty() && !chosen.first().data(FlowModel::ReadOnlyRole).toBool();
    if (own) {
        menu.addAction(tr("Edit in the inspector"), this, [this, index] { emit inspect(index); })->setShortcut(QKeySequence(Qt::Key_F2));
        menu.addSeparator();
        add(tr("Cut"), "Ctrl+X", QStringLiteral("cut"), &menu);
        add(tr("Copy as XML"), "Ctrl+C", QStringLiteral("copy"), &menu);
    }
    add(tr("Paste"), "Ctrl+V", QStringLiteral("paste"), &menu);
    if (own) {
        add(tr("Duplicate"), "Ctrl+D", QStringLiteral("duplicate"), &menu);
        add(partOf(chosen.first()) == Part::Disabled ? tr("Switch on") : tr("Switch off (comment out)"), "Ctrl+/", QStringLiteral("toggle"),
            &menu);
        QMenu* move = menu.addMenu(tr("Move to"));
        add(tr("Up"), "Alt+Up", QStringLiteral("up"), move);
        add(tr("Down"), "Alt+Down", QStringLiteral("down"), move);
        move->addSeparator();
        for (int lane = 0; lane < m_model.rowCount(); ++lane) {
            const QModelIndex section = m_model.index(lane, 0);
            const QString name = section.data().toString();
            if (name == m_section) continue;
            const QString reason = m_commands.refusal(chosen.first().data().toString(), section);
            QAction* action =
                move->addAction(reason.isEmpty() ? tr("End of %1").arg(sectionTitle(name)) : tr("%1: %2").arg(sectionTitle(name), reason),
                                this, [this, chosen, section] { m_commands.moveTo(chosen, section, m_model.rowCount(section)); });
            action->setEnabled(reason.isEmpty());
        }
        menu.addSeparator();
        add(tr("Delete"), "Del", QStringLiteral("delete"), &menu);
    }
    if (const QString file = index.data(FlowModel::FileRole).toString(); !file.isEmpty())
        menu.addAction(tr("Open the document it comes from"), this, [this, file] { emit openFile(file); });
    menu.exec(at);
}

void LaneView::startDrag(Qt::DropActions) {
    const QModelIndexList chosen = cards();
    if (chosen.isEmpty() || chosen.first().data(FlowModel::ReadOnlyRole).toBool()) return;
    auto* drag = new QDrag(this);
    auto* data = new QMimeData;
    QStringList names;
    for (const QModelIndex& card : chosen) names << card.data().toString();
    data->setData(QLatin1String(cardsMime), names.join(QLatin1Char('\n')).toUtf8());
    drag->setMimeData(data);
    drag->setPixmap(m_cards->dragPicture(chosen, devicePixelRatioF()));
    drag->setHotSpot(dragGrip());
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

QStringList LaneView::namesIn(const QMimeData* data) {
    if (data->hasFormat(QLatin1String(cardsMime))) return QString::fromUtf8(data->data(QLatin1String(cardsMime))).split(QLatin1Char('\n'));
    if (!data->hasFormat(QLatin1String(markupMime))) return {};
    const auto parsed = policy::xml::Document::parse(data->data(QLatin1String(markupMime)).toStdString());
    QStringList names;
    for (auto id = parsed.firstChildElement(policy::xml::documentNode); id != policy::xml::noNode; id = parsed.nextElement(id)) {
        const auto name = parsed.name(id);
        names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    return names;
}

LaneView::Drop LaneView::dropAt(const QPoint& point, const QStringList& names) const {
    Drop drop;
    drop.active = true;
    drop.pointer = point.y();
    QModelIndex index = indexAt(point);
    while (index.isValid() && index.data(FlowModel::ReadOnlyRole).toBool()) index = index.parent();
    if (!index.isValid() || index == rootIndex()) {
        drop.container = rootIndex();
        drop.row = m_model.rowCount(rootIndex());
        QModelIndex last = drop.row > 0 ? m_model.index(drop.row - 1, 0, rootIndex()) : QModelIndex();
        while (last.isValid() && isExpanded(last) && m_model.rowCount(last) > 0) last = m_model.index(m_model.rowCount(last) - 1, 0, last);
        drop.y = last.isValid() ? visualRect(last).bottom() - px(3) : px(2);
    } else {
        const QRect row = visualRect(index);
        const QRect card = m_cards->cardRect(row, index);
        const bool holds = index.data(FlowModel::HoldsRole).toBool() || partOf(index) == Part::Branch;
        const bool into = holds && (partOf(index) == Part::Branch || (point.y() > card.top() + card.height() / 3));
        if (into) {
            drop.container = index;
            drop.row = 0;
            drop.y = row.bottom() - px(2);
        } else {
            const bool after = point.y() > card.center().y();
            drop.container = index.parent();
            drop.row = index.row() + (after ? 1 : 0);
            drop.y = after ? row.bottom() - px(2) : row.top() - px(3);
        }
    }
    for (const QString& name : names) {
        const QString reason = m_commands.refusal(name, drop.container);
        if (!reason.isEmpty() && drop.refusal.isEmpty()) drop.refusal = reason;
    }
    drop.label = m_commands.describe(drop.container, drop.row);
    return drop;
}

void LaneView::dragEnterEvent(QDragEnterEvent* event) {
    if (!namesIn(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void LaneView::dragMoveEvent(QDragMoveEvent* event) {
    QAbstractItemView::dragMoveEvent(event);  // scrolls at the edges
    const QStringList names = namesIn(event->mimeData());
    m_drop = dropAt(event->position().toPoint(), names);
    // Its own cards may stay in their container, whatever the rules for newcomers are.
    if (event->source() && qobject_cast<QTreeView*>(event->source()) && !cards().isEmpty() && cards().first().parent() == m_drop.container)
        m_drop.refusal.clear();
    if (m_drop.refusal.isEmpty())
        event->acceptProposedAction();
    else
        event->ignore();
    viewport()->update();
}

void LaneView::dragLeaveEvent(QDragLeaveEvent* event) {
    QTreeView::dragLeaveEvent(event);
    m_drop = {};
    viewport()->update();
}

void LaneView::dropEvent(QDropEvent* event) {
    m_model.catchUp();
    const Drop drop = dropAt(event->position().toPoint(), namesIn(event->mimeData()));
    m_drop = {};
    viewport()->update();
    if (event->mimeData()->hasFormat(QLatin1String(markupMime))) {
        m_commands.insert(QString::fromUtf8(event->mimeData()->data(QLatin1String(markupMime))), drop.container, drop.row,
                          tr("Add a policy"));
        event->acceptProposedAction();
        return;
    }
    auto* source = qobject_cast<LaneView*>(event->source());
    if (!source) return;
    m_commands.moveTo(source->cards(), drop.container, drop.row);
    // The move is done by the command; the view must not remove rows itself.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void LaneView::paintEvent(QPaintEvent* event) {
    QTreeView::paintEvent(event);
    if (!m_drop.active) return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const bool refused = !m_drop.refusal.isEmpty();
    const ColorRole role = refused ? ColorRole::Err : ColorRole::Accent;
    const int y = std::clamp(m_drop.y, 1, viewport()->height() - 3);
    if (!refused) painter.fillRect(QRect(px(10), y, viewport()->width() - px(20), 2), themeColor(role));
    const QString words = refused ? m_drop.refusal : m_drop.label;
    const QFontMetrics metrics(Theme::instance().font(TextRole::DockTitle));
    const int width = std::min(metrics.horizontalAdvance(words) + px(18), viewport()->width() - px(8));
    // The picture that is dragged lies above the hand (dragGrip): the label goes on the line, or below the hand where that is lower.
    QRect label((viewport()->width() - width) / 2, std::max(y - px(9), m_drop.pointer + px(14)), width, px(20));
    label.moveTop(std::clamp(label.top(), 0, std::max(0, viewport()->height() - label.height())));
    paint::box(painter, label, themeColor(role), {}, px(4));
    paint::text(painter, label.adjusted(px(8), 0, -px(8), 0), words, TextRole::DockTitle, ColorRole::OnAccent, Qt::AlignCenter);
}

}  // namespace mgc::ui
