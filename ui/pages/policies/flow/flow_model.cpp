#include "ui/pages/policies/flow/flow_model.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "policy/edit/placement.h"
#include "ui/documents/document_store.h"
#include "ui/pages/policies/flow/card_summary.h"
#include "ui/pages/policies/flow/flow_item.h"
#include "ui/pages/policies/flow/same_structure.h"

namespace mgc::ui {

using policy::edit::Part;

FlowModel::FlowModel(PolicyFile& file, DocumentStore& store, QObject* parent)
    : QAbstractItemModel(parent), m_file(file), m_store(store), m_root(std::make_unique<Item>()) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, &FlowModel::refreshBehind);
    connect(&file, &PolicyFile::patched, this, [this](const auto& patches, DocumentView from) {
        ++m_wish;
        if (takeValues(patches)) return;
        if (from == DocumentView::Xml)
            m_soon.start();
        else
            refresh();
    });
    connect(&store.workspace(), &WorkspaceSnapshot::changed, this, &FlowModel::refresh);
    refresh();
}

FlowModel::~FlowModel() = default;

void FlowModel::refresh() {
    m_soon.stop();
    ++m_wish;
    const auto& document = m_file.document();
    const bool first = m_root->children.empty();
    m_frozen = document.hasErrors() && !first;
    if (m_frozen) {
        emit refreshed(true);
        return;
    }
    const auto workspace = m_store.workspace().current();
    const DocumentScope scope = scopeOf(m_file.path(), workspace.get());
    take(document, scope, flowTree(document, {m_store.catalog(), workspace.get(), scope}));
}

void FlowModel::refreshBehind() {
    if (m_file.document().hasErrors() || m_root->children.empty()) return refresh();
    // Someone types: the cards of a long document are worked out on another thread.
    QThreadPool::globalInstance()->start([self = QPointer<FlowModel>(this), wish = ++m_wish, document = m_file.document(),
                                          path = m_file.path(), workspace = m_store.workspace().current(), &catalog = m_store.catalog()] {
        const DocumentScope scope = scopeOf(path, workspace.get());
        std::vector<FlowNode> lanes = flowTree(document, {catalog, workspace.get(), scope});
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, wish, document, scope, lanes = std::move(lanes)]() mutable {
                if (self && self->m_wish == wish && !self->m_soon.isActive()) self->take(document, scope, std::move(lanes));
            },
            Qt::QueuedConnection);
    });
}

void FlowModel::take(const policy::xml::Document& document, const DocumentScope& scope, std::vector<FlowNode> lanes) {
    m_scope = scope;
    m_shown = document;
    m_shownRevision = m_file.revision();
    m_frozen = document.hasErrors();
    sync(*m_root, lanes, {});
    decorate();
    emit refreshed(m_frozen);
}

bool FlowModel::takeValues(const std::vector<policy::xml::Patch>& patches) {
    const auto& document = m_file.document();
    const bool next = m_shownRevision + 1 == m_file.revision() && !m_root->children.empty() && !m_frozen && !document.hasErrors();
    if (!next || !sameStructure(m_shown, document)) return false;
    std::vector<std::size_t> places;
    for (const auto& patch : patches) {
        for (std::size_t& place : places) place = policy::edit::shifted(place, patch);
        places.push_back(patch.offset);
    }
    m_shown = document;
    std::set<Item*> touched;
    for (const std::size_t place : places)
        for (Item* item = itemOf(indexAround(place)); item != m_root.get() && touched.insert(item).second;) item = item->parent;
    const std::function<void(Item&)> move = [&](Item& item) {
        if (item.node.readOnly) return;
        if (item.node.node != policy::xml::noNode) item.node.place = document.node(item.node.node).range.begin;
        for (auto& child : item.children) move(*child);
    };
    move(*m_root);
    // Another fragment may be named now.
    for (const Item* item : touched)
        if (item->node.name == QLatin1String("include-fragment")) return false;
    m_shownRevision = m_file.revision();
    bool grown = false;
    for (Item* item : touched) {
        if (item->node.item.part == Part::Base) continue;  // it tells of the outer scope
        QString summary = cardSummary(document, item->node.item);
        if (summary == item->node.summary) continue;
        grown = grown || summary.isEmpty() != item->node.summary.isEmpty();
        item->node.summary = std::move(summary);
        const QModelIndex index = indexOf(item);
        emit dataChanged(index, index);
    }
    // A card with a summary is taller than one without.
    if (grown) emit refreshed(false);
    return true;
}

void FlowModel::catchUp() {
    if (m_shown.text().data() != m_file.document().text().data()) refresh();
}

void FlowModel::sync(Item& into, std::vector<FlowNode>& nodes, const QModelIndex& index) {
    const auto same = [](const Item& item, const FlowNode& node) {
        return item.node.name == node.name && item.node.item.part == node.item.part && item.node.file == node.file;
    };
    const std::size_t oldCount = into.children.size();
    std::size_t head = 0;
    while (head < oldCount && head < nodes.size() && same(*into.children[head], nodes[head])) ++head;
    std::size_t tail = 0;
    while (tail < oldCount - head && tail < nodes.size() - head &&
           same(*into.children[oldCount - 1 - tail], nodes[nodes.size() - 1 - tail]))
        ++tail;
    if (const std::size_t gone = oldCount - head - tail; gone > 0) {
        beginRemoveRows(index, static_cast<int>(head), static_cast<int>(head + gone - 1));
        into.children.erase(into.children.begin() + static_cast<std::ptrdiff_t>(head),
                            into.children.begin() + static_cast<std::ptrdiff_t>(head + gone));
        into.renumber(head);
        endRemoveRows();
    }
    if (const std::size_t come = nodes.size() - head - tail; come > 0) {
        beginInsertRows(index, static_cast<int>(head), static_cast<int>(head + come - 1));
        const std::function<std::unique_ptr<Item>(FlowNode&&, Item*)> make = [&](FlowNode&& node, Item* parent) {
            auto item = std::make_unique<Item>();
            auto children = std::move(node.children);
            item->parent = parent;
            item->node = std::move(node);
            item->section = parent == m_root.get() ? item->node.name : parent->section;
            item->nest = parent->nest + (parent->framesChildren() ? 1 : 0);
            for (auto& child : children) item->children.push_back(make(std::move(child), item.get()));
            item->renumber(0);
            return item;
        };
        std::vector<std::unique_ptr<Item>> made;
        made.reserve(come);
        for (std::size_t i = 0; i < come; ++i) made.push_back(make(FlowNode(nodes[head + i]), &into));
        into.children.insert(into.children.begin() + static_cast<std::ptrdiff_t>(head), std::make_move_iterator(made.begin()),
                             std::make_move_iterator(made.end()));
        into.renumber(head);
        endInsertRows();
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        Item& item = *into.children[i];
        auto children = std::move(nodes[i].children);
        nodes[i].children.clear();
        const bool news = item.node.summary != nodes[i].summary || item.node.missing != nodes[i].missing;
        item.node = std::move(nodes[i]);
        const QModelIndex own = this->index(static_cast<int>(i), 0, index);
        if (news) emit dataChanged(own, own);
        sync(item, children, own);
    }
}

void FlowModel::setProblems(const Diagnostics& problems) {
    m_problems = problems;
    decorate();
}

void FlowModel::setRun(const management::RequestDetail* detail) {
    m_steps.clear();
    const bool mine = detail && (m_scope.api.empty() || detail->row.apiId == m_scope.api);
    if (mine) m_steps = detail->steps;
    decorate();
}

double FlowModel::sectionTime(const QString& section) const {
    double sum = 0;
    for (const auto& step : m_steps)
        if (QString::fromStdString(step.section) == section && step.outcome != "skipped" && step.path.find('\\') == std::string::npos)
            sum += step.durationMs;
    return sum;
}

void FlowModel::decorate() {
    // Steps of a loop or a retry count together.
    std::map<std::string, std::pair<std::string, double>> ran;
    const auto key = [](const std::string& scope, const std::string& section, const std::string& path) {
        return scope + '\n' + section + '\n' + path;
    };
    for (const auto& step : m_steps) {
        auto& [outcome, milliseconds] = ran[key(step.scope, step.section, step.path)];
        outcome = step.outcome;
        milliseconds += step.durationMs;
    }
    // What each item had before, so that views hear of news only.
    std::vector<std::pair<Item*, Item::Marks>> before;
    const std::function<void(Item&)> clear = [&](Item& item) {
        before.emplace_back(&item, std::exchange(item.marks, {}));
        if (!ran.empty() && !item.node.item.path.empty()) {
            const auto step = ran.find(key(item.node.scope.toStdString(), item.section.toStdString(), item.node.item.path));
            if (step != ran.end()) {
                item.marks.outcome = QString::fromStdString(step->second.first);
                item.marks.milliseconds = step->second.second;
            }
        }
        for (auto& child : item.children) clear(*child);
    };
    clear(*m_root);
    for (const auto& problem : m_problems.all()) {
        Item* item = itemOf(indexAround(problem.range.begin.offset));
        if (!item || item == m_root.get()) continue;
        Item::Marks& marks = item->marks;
        (problem.severity == Severity::Error ? marks.errors : marks.warnings) += 1;
        if (marks.problem.isEmpty() || (marks.errors == 1 && problem.severity == Severity::Error))
            marks.problem = QString::fromStdString(problem.message);
    }
    for (const auto& [item, marks] : before) {
        if (item == m_root.get() || marks == item->marks) continue;
        const QModelIndex index = indexOf(item);
        emit dataChanged(index, index);
    }
}

FlowModel::Item* FlowModel::itemOf(const QModelIndex& index) const {
    return index.isValid() ? static_cast<Item*>(index.internalPointer()) : m_root.get();
}

QModelIndex FlowModel::indexOf(const Item* item) const {
    return !item || !item->parent ? QModelIndex() : createIndex(item->row, 0, const_cast<Item*>(item));
}

policy::xml::NodeId FlowModel::nodeOf(const QModelIndex& index) const {
    const Item* item = itemOf(index);
    // While cards wait for what was just typed, their nodes are those of an older text.
    const bool stale = m_shown.text().data() != m_file.document().text().data();
    return item == m_root.get() || item->node.readOnly || m_frozen || stale ? policy::xml::noNode : item->node.node;
}

std::size_t FlowModel::placeOf(const QModelIndex& index) const { return itemOf(index)->node.place; }

QModelIndex FlowModel::indexAt(std::size_t place) const {
    const QModelIndex around = indexAround(place);
    return around.isValid() && placeOf(around) == place ? around : QModelIndex();
}

QModelIndex FlowModel::indexAround(std::size_t offset) const {
    const Item* found = nullptr;
    const Item* at = m_root.get();
    while (at) {
        const Item* inside = nullptr;
        for (const auto& child : at->children) {
            if (child->node.readOnly || child->node.node == policy::xml::noNode) continue;
            if (m_shown.node(child->node.node).range.contains(offset)) inside = child.get();
        }
        if (inside) found = inside;
        at = inside;
    }
    return indexOf(found);
}

const policy::Catalog& FlowModel::catalog() const { return m_store.catalog(); }

QModelIndex FlowModel::section(const QString& name) const {
    for (const auto& lane : m_root->children)
        if (lane->node.name == name) return indexOf(lane.get());
    return {};
}

QString FlowModel::sectionOf(const QModelIndex& index) const { return itemOf(index)->section; }

policy::edit::OutlineItem FlowModel::outlineOf(const QModelIndex& index) const {
    const Item* item = itemOf(index);
    policy::edit::OutlineItem outline = item->node.item;
    for (const auto& child : item->children) outline.children.push_back(child->node.item);
    return outline;
}

policy::edit::Place FlowModel::placeFor(const QModelIndex& container, policy::edit::OutlineItem& holder) const {
    holder = outlineOf(container);
    policy::edit::Place place;
    place.section = policy::edit::sectionNamed(sectionOf(container).toStdString());
    place.scope = m_scope.scope;
    place.inFragment = !place.section.has_value();
    place.container = &holder;
    return place;
}

QModelIndex FlowModel::index(int row, int column, const QModelIndex& parent) const {
    const Item* item = itemOf(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(item->children.size())) return {};
    return createIndex(row, 0, item->children[static_cast<std::size_t>(row)].get());
}

QModelIndex FlowModel::parent(const QModelIndex& index) const { return index.isValid() ? indexOf(itemOf(index)->parent) : QModelIndex(); }

int FlowModel::rowCount(const QModelIndex& parent) const { return static_cast<int>(itemOf(parent)->children.size()); }

Qt::ItemFlags FlowModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const Item* item = itemOf(index);
    if (index.isValid() && !item->node.readOnly && item->node.item.part != Part::Section && item->node.item.part != Part::Branch)
        flags |= Qt::ItemIsDragEnabled;
    return flags | Qt::ItemIsDropEnabled;
}

QVariant FlowModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Item& item = *itemOf(index);
    switch (role) {
        case Qt::DisplayRole:
        case NameRole:
            return item.node.name;
        case Qt::ToolTipRole:
            return item.marks.problem.isEmpty() ? item.node.summary : item.marks.problem;
        case Qt::AccessibleTextRole:
            return item.spoken();
        case SummaryRole:
            return item.node.summary;
        case PartRole:
            return static_cast<int>(item.node.item.part);
        case SectionRole:
            return item.section;
        case ReadOnlyRole:
            return item.node.readOnly;
        case ErrorsRole:
            return item.marks.errors;
        case WarningsRole:
            return item.marks.warnings;
        case ProblemRole:
            return item.marks.problem;
        case OutcomeRole:
            return item.marks.outcome;
        case TimeRole:
            return item.marks.milliseconds;
        case FileRole:
            return item.node.file;
        case MissingRole:
            return item.node.missing;
        case HoldsRole:
            return item.node.item.holdsPolicies;
        case NestRole:
            return item.nest;
        default:
            return {};
    }
}

}  // namespace mgc::ui
