#include "ui/pages/policies/flow/flow_commands.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>

#include "policy/edit/node_changes.h"
#include "ui/pages/policies/flow/flow_model.h"

namespace mgc::ui {

namespace {

using policy::edit::Part;
using policy::edit::Refusal;
using policy::xml::noNode;

QString joinedNames(const std::vector<std::string_view>& names) {
    QStringList list;
    for (const auto name : names) list << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    return list.join(QStringLiteral(", "));
}

}  // namespace

bool FlowCommands::make(Result<policy::edit::Change> change, const QString& what) {
    if (!change) {
        emit refused(QString::fromStdString(change.error().fullMessage()));
        return false;
    }
    m_model.file().apply(*change, what, DocumentView::Flow);
    emit said(what);
    return true;
}

std::vector<policy::xml::NodeId> FlowCommands::nodes(const QModelIndexList& cards) const {
    std::vector<policy::xml::NodeId> found;
    for (const QModelIndex& card : cards) {
        const auto node = m_model.nodeOf(card);
        if (node != noNode && partOf(card) != Part::Section) found.push_back(node);
    }
    return found;
}

QModelIndexList FlowCommands::settled(const QModelIndexList& cards) const {
    const QList<QPersistentModelIndex> kept(cards.begin(), cards.end());
    m_model.catchUp();
    QModelIndexList left;
    for (const QPersistentModelIndex& card : kept)
        if (card.isValid()) left << card;
    return left;
}

void FlowCommands::remove(const QModelIndexList& wanted) {
    const QModelIndexList cards = settled(wanted);
    const auto chosen = nodes(cards);
    if (chosen.empty()) return;
    make(policy::edit::removeNodes(m_model.file().document(), chosen),
         chosen.size() == 1 ? tr("Delete %1").arg(cards.first().data().toString())
                            : tr("Delete %n policies", nullptr, static_cast<int>(chosen.size())));
}

void FlowCommands::duplicate(const QModelIndexList& wanted) {
    const QModelIndexList cards = settled(wanted);
    const auto chosen = nodes(cards);
    if (chosen.empty()) return;
    make(policy::edit::duplicateNodes(m_model.file().document(), chosen), tr("Duplicate %1").arg(cards.first().data().toString()));
}

void FlowCommands::toggle(const QModelIndexList& wanted) {
    const QModelIndexList cards = settled(wanted);
    const auto chosen = nodes(cards);
    if (chosen.empty()) return;
    const QString name = cards.first().data().toString();
    make(policy::edit::toggleComments(m_model.file().document(), chosen),
         partOf(cards.first()) == Part::Disabled ? tr("Switch on %1").arg(name) : tr("Switch off %1").arg(name));
}

void FlowCommands::copy(const QModelIndexList& wanted) {
    const QModelIndexList cards = settled(wanted);
    const auto chosen = nodes(cards);
    if (chosen.empty()) return;
    QApplication::clipboard()->setText(QString::fromStdString(policy::edit::markupOf(m_model.file().document(), chosen)));
    emit said(tr("Copied as XML"));
}

void FlowCommands::cut(const QModelIndexList& wanted) {
    const QModelIndexList cards = settled(wanted);
    copy(cards);
    remove(cards);
}

void FlowCommands::paste(const QModelIndex& at) {
    const QString text = QApplication::clipboard()->text().trimmed();
    if (!text.startsWith(QLatin1Char('<'))) {
        emit refused(tr("The clipboard holds no XML."));
        return;
    }
    insertBehind(text, at, tr("Paste"));
}

policy::xml::NodeId FlowCommands::before(const QModelIndex& container, int row) const {
    if (row < 0 || row >= m_model.rowCount(container)) return noNode;
    return m_model.nodeOf(m_model.index(row, 0, container));
}

void FlowCommands::moveTo(const QModelIndexList& cards, const QModelIndex& container, int row) {
    const auto chosen = nodes(cards);
    if (chosen.empty()) return;
    for (const QModelIndex& card : cards) {
        // Within its own container nothing new has to be allowed.
        const QString reason = card.parent() == container ? QString() : refusal(card.data().toString(), container);
        if (!reason.isEmpty()) {
            emit refused(reason);
            return;
        }
    }
    const QString what = cards.size() == 1 ? tr("Move %1").arg(cards.first().data().toString())
                                           : tr("Move %n policies", nullptr, static_cast<int>(cards.size()));
    if (m_model.nodeOf(container) != noNode) {
        make(policy::edit::moveNodes(m_model.file().document(), chosen, m_model.nodeOf(container), before(container, row)), what);
        return;
    }
    // The section is not in the document yet.
    auto section = policy::edit::ensureSection(m_model.file().document(), m_model.sectionOf(container).toStdString());
    if (!section) return emit refused(QString::fromStdString(section.error().message));
    policy::edit::Nodes shiftedNodes;
    for (const auto node : chosen) {
        std::size_t place = m_model.file().document().node(node).range.begin;
        for (const auto& patch : section->patches) place = policy::edit::shifted(place, patch);
        shiftedNodes.push_back(policy::edit::nodeStartingAt(section->document, place));
    }
    auto moved = policy::edit::moveNodes(section->document, shiftedNodes,
                                         policy::edit::nodeStartingAt(section->document, section->places.front()), noNode);
    if (moved) moved->patches.insert(moved->patches.begin(), section->patches.begin(), section->patches.end());
    make(std::move(moved), what);
}

void FlowCommands::moveBy(const QModelIndexList& wanted, int step) {
    const QModelIndexList cards = settled(wanted);
    if (cards.isEmpty() || nodes(cards).empty()) return;
    const QModelIndex first = cards.first();
    const QModelIndex container = first.parent();
    int low = first.row();
    int high = first.row();
    for (const QModelIndex& card : cards) {
        if (card.parent() != container) return emit refused(tr("Choose cards of one container to move them together."));
        low = std::min(low, card.row());
        high = std::max(high, card.row());
    }
    const int count = m_model.rowCount(container);
    if (step < 0 && low > 0) return moveTo(cards, container, low - 1);
    if (step > 0 && high + 1 < count) return moveTo(cards, container, high + 2);
    if (partOf(container) == Part::Section)
        return emit refused(step < 0 ? tr("It is the first in %1.").arg(sectionTitle(m_model.sectionOf(container)))
                                     : tr("It is the last in %1.").arg(sectionTitle(m_model.sectionOf(container))));
    // Out of a branch into the next one, or out of the container.
    if (partOf(container) == Part::Branch) {
        const QModelIndex next = container.siblingAtRow(container.row() + step);
        if (next.isValid()) return moveTo(cards, next, step < 0 ? m_model.rowCount(next) : 0);
        return moveTo(cards, container.parent().parent(), container.parent().row() + (step < 0 ? 0 : 1));
    }
    moveTo(cards, container.parent(), container.row() + (step < 0 ? 0 : 1));
}

void FlowCommands::moveToLane(const QModelIndexList& wanted, int step) {
    const QModelIndexList cards = settled(wanted);
    if (cards.isEmpty()) return;
    const QModelIndex lane = m_model.section(m_model.sectionOf(cards.first()));
    const QModelIndex next = lane.siblingAtRow(lane.row() + step);
    if (!next.isValid()) return emit refused(tr("There is no section on that side."));
    moveTo(cards, next, m_model.rowCount(next));
}

bool FlowCommands::insert(const QString& markup, const QModelIndex& container, int row, const QString& what) {
    const auto parsed = policy::xml::Document::parse(markup.toStdString());
    for (auto id = parsed.firstChildElement(policy::xml::documentNode); id != noNode; id = parsed.nextElement(id)) {
        const auto name = parsed.name(id);
        const QString reason = refusal(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), container);
        if (reason.isEmpty()) continue;
        emit refused(reason);
        return false;
    }
    auto parent = m_model.nodeOf(container);
    if (parent != noNode)
        return make(policy::edit::insertAt(m_model.file().document(), parent, before(container, row), markup.toStdString()), what);
    auto section = policy::edit::ensureSection(m_model.file().document(), m_model.sectionOf(container).toStdString());
    if (!section) return make(std::move(section), what);
    parent = policy::edit::nodeStartingAt(section->document, section->places.front());
    auto change = policy::edit::insertAt(section->document, parent, noNode, markup.toStdString());
    if (change) change->patches.insert(change->patches.begin(), section->patches.begin(), section->patches.end());
    return make(std::move(change), what);
}

std::pair<QModelIndex, int> FlowCommands::behind(const QModelIndex& at) const {
    if (!at.isValid()) {
        const QModelIndex first = m_model.index(0, 0);
        return {first, m_model.rowCount(first)};
    }
    if (at.data(FlowModel::ReadOnlyRole).toBool()) return behind(at.parent());
    if (partOf(at) == Part::Section || partOf(at) == Part::Branch) return {at, m_model.rowCount(at)};
    // A policy whose children are branches or that cannot hold anything: behind it.
    if (at.data(FlowModel::HoldsRole).toBool() && m_model.rowCount(at) == 0) return {at, 0};
    return {at.parent(), at.row() + 1};
}

bool FlowCommands::insertBehind(const QString& markup, const QModelIndex& wanted, const QString& what) {
    const QModelIndexList at = settled({wanted});
    const auto [container, row] = behind(at.isEmpty() ? QModelIndex() : at.first());
    return insert(markup, container, row, what);
}

QString FlowCommands::refusal(const QString& element, const QModelIndex& container) const {
    if (m_model.isFrozen()) return tr("The document is not well-formed; correct the XML first.");
    if (container.data(FlowModel::ReadOnlyRole).toBool() || partOf(container) == Part::Base)
        return tr("This belongs to another document; open it to change it.");
    policy::edit::OutlineItem holder;
    const auto place = m_model.placeFor(container, holder);
    return words(element, policy::edit::mayStand(element.toStdString(), place, m_model.catalog()));
}

QString FlowCommands::words(const QString& element, const policy::edit::Verdict& verdict) {
    switch (verdict.refusal) {
        case Refusal::None:
            return {};
        case Refusal::Section:
            return tr("%1 is allowed in %2 only.").arg(element, joinedNames(verdict.names));
        case Refusal::Scope:
            return tr("%1 is allowed in scope %2 only.").arg(element, joinedNames(verdict.names));
        case Refusal::Fragment:
            return tr("%1 is not allowed in a fragment.").arg(element);
        case Refusal::Once:
            return tr("%1 may stand once in a section, and it stands here.").arg(element);
        case Refusal::Container:
            return verdict.names.empty() ? tr("No policies go in here.") : tr("Only %1 may go in here.").arg(joinedNames(verdict.names));
        case Refusal::BasePlacement:
            return tr("base stands once in a section, or in a branch of one.");
    }
    return {};
}

QString FlowCommands::describe(const QModelIndex& container, int row) const {
    const QString section = sectionTitle(m_model.sectionOf(container));
    const QString holder = partOf(container) == Part::Section ? section : tr("%1, in %2").arg(section, container.data().toString());
    const int count = m_model.rowCount(container);
    if (count == 0) return tr("%1, first").arg(holder);
    if (row <= 0) return tr("%1, before %2").arg(holder, m_model.index(0, 0, container).data().toString());
    return tr("%1, after %2").arg(holder, m_model.index(std::min(row, count) - 1, 0, container).data().toString());
}

}  // namespace mgc::ui
