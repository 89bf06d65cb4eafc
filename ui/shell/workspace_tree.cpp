#include "ui/shell/workspace_tree.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QInputDialog>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QSet>
#include <QStyledItemDelegate>
#include <functional>

#include "ui/documents/document_store.h"
#include "ui/documents/workspace_edits.h"
#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/shell/new_resource.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

namespace mgc::ui {

namespace {

constexpr int kindRole = Qt::UserRole;
constexpr int pathRole = Qt::UserRole + 1;
constexpr int detailRole = Qt::UserRole + 2;
constexpr int badgeRole = Qt::UserRole + 3;
constexpr int iconRole = Qt::UserRole + 4;

class TreeDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {px(100), Theme::instance().metric(Metric::TreeRow)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            painter->fillRect(option.rect, themeColor(ColorRole::Sel));
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, themeColor(ColorRole::Hover));
        QRect rect = option.rect.adjusted(px(2), 0, -px(8), 0);
        icons::paint(*painter, QRect(rect.x(), rect.y(), px(16), rect.height()), index.data(iconRole).toString(), px(16),
                     selected ? ColorRole::Accent : ColorRole::Muted);
        rect.setLeft(rect.x() + px(24));
        if (const QString badge = index.data(badgeRole).toString(); !badge.isEmpty()) {
            const QFont font = Theme::instance().font(TextRole::Hint);
            paint::tabular(*painter, rect, badge, font, themeColor(ColorRole::Muted));
            rect.setRight(rect.right() - paint::tabularWidth(badge, font) - px(8));
        }
        paint::text(*painter, rect, index.data(Qt::DisplayRole).toString(), selected ? TextRole::BodyMedium : TextRole::Body,
                    ColorRole::Text);
        if (selected && option.state.testFlag(QStyle::State_HasFocus)) paint::focusRing(*painter, option.rect, px(4));
    }
};

QString headingFor(WorkspaceKind kind) {
    switch (kind) {
        case WorkspaceKind::Product:
            return WorkspaceTree::tr("Products");
        case WorkspaceKind::Api:
            return WorkspaceTree::tr("APIs");
        case WorkspaceKind::Fragment:
            return WorkspaceTree::tr("Fragments");
        case WorkspaceKind::Backend:
            return WorkspaceTree::tr("Backends");
        case WorkspaceKind::NamedValue:
            return WorkspaceTree::tr("Named values");
        case WorkspaceKind::Subscription:
            return WorkspaceTree::tr("Subscriptions");
        case WorkspaceKind::Logger:
            return WorkspaceTree::tr("Loggers");
        case WorkspaceKind::Connection:
            return WorkspaceTree::tr("Connections");
        case WorkspaceKind::Request:
            return WorkspaceTree::tr("Requests");
        case WorkspaceKind::Test:
            return WorkspaceTree::tr("Tests");
        default:
            return {};
    }
}

QStandardItem* itemFor(const WorkspaceNode& node) {
    auto* item = new QStandardItem(node.name);
    item->setEditable(false);
    item->setData(static_cast<int>(node.kind), kindRole);
    item->setData(node.path, pathRole);
    item->setData(node.detail, detailRole);
    item->setData(WorkspaceTree::iconFor(node.kind), iconRole);
    for (const WorkspaceNode& child : node.children) item->appendRow(itemFor(child));
    return item;
}

}  // namespace

QString WorkspaceTree::iconFor(WorkspaceKind kind) {
    switch (kind) {
        case WorkspaceKind::GlobalPolicy:
            return QStringLiteral("globe");
        case WorkspaceKind::Product:
            return QStringLiteral("box");
        case WorkspaceKind::Api:
            return QStringLiteral("plug_connected");
        case WorkspaceKind::Operation:
            return QStringLiteral("flowchart");
        case WorkspaceKind::Policy:
            return QStringLiteral("document_text");
        case WorkspaceKind::Fragment:
            return QStringLiteral("puzzle_piece");
        case WorkspaceKind::Backend:
            return QStringLiteral("server");
        case WorkspaceKind::NamedValue:
            return QStringLiteral("braces_variable");
        case WorkspaceKind::Subscription:
            return QStringLiteral("key");
        case WorkspaceKind::Logger:
            return QStringLiteral("data_histogram");
        case WorkspaceKind::Connection:
            return QStringLiteral("cloud");
        case WorkspaceKind::Request:
            return QStringLiteral("send");
        case WorkspaceKind::Test:
            return QStringLiteral("beaker");
    }
    return QStringLiteral("document_text");
}

WorkspaceTree::WorkspaceTree(PageContext& context, QWidget* parent) : QTreeView(parent), m_context(context) {
    setObjectName(QStringLiteral("workspaceTree"));
    setAccessibleName(tr("Workspace tree"));
    setModel(&m_model);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new TreeDelegate(this));
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(&context.workspace, &WorkspaceIndex::changed, this, &WorkspaceTree::fill);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { emit selected(nodeAt(index)); });
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) { emit activated(nodeAt(index)); });
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { emit activated(nodeAt(index)); });
    fill();
}

WorkspaceNode WorkspaceTree::nodeAt(const QModelIndex& index) const {
    return {static_cast<WorkspaceKind>(index.data(kindRole).toInt()),
            index.data(Qt::DisplayRole).toString(),
            index.data(detailRole).toString(),
            index.data(pathRole).toString(),
            {}};
}

void WorkspaceTree::fill() {
    QSet<QString> open;
    for (int i = 0; i < m_model.rowCount(); ++i)
        if (isExpanded(m_model.index(i, 0))) open.insert(m_model.item(i)->text());
    const bool first = m_model.rowCount() == 0;
    m_model.clear();
    QStandardItem* group = nullptr;
    int groupKind = -1;
    for (const WorkspaceNode& node : m_context.workspace.nodes()) {
        const QString heading = headingFor(node.kind);
        if (heading.isEmpty()) {
            m_model.appendRow(itemFor(node));
            continue;
        }
        if (static_cast<int>(node.kind) != groupKind) {
            groupKind = static_cast<int>(node.kind);
            group = new QStandardItem(heading);
            group->setEditable(false);
            group->setData(groupKind, kindRole);
            group->setData(iconFor(node.kind), iconRole);
            m_model.appendRow(group);
        }
        group->appendRow(itemFor(node));
        group->setData(QLocale().toString(group->rowCount()), badgeRole);
    }
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const bool apis = m_model.item(i)->data(kindRole).toInt() == static_cast<int>(WorkspaceKind::Api);
        if (open.contains(m_model.item(i)->text()) || (first && apis)) expandRecursively(m_model.index(i, 0), 1);
    }
}

QString WorkspaceTree::folderOf(const WorkspaceNode& node) const {
    if (!node.path.isEmpty()) return QFileInfo(node.path).path();
    const QString root = m_context.workspace.folder();
    if (node.kind == WorkspaceKind::Operation)
        return collectionFolder(root, "api") + QLatin1Char('/') + node.detail + QStringLiteral("/operations/") + node.name;
    if (node.kind == WorkspaceKind::Api) return collectionFolder(root, "api") + QLatin1Char('/') + node.name;
    if (node.kind == WorkspaceKind::Product) return collectionFolder(root, "product") + QLatin1Char('/') + node.name;
    return {};
}

void WorkspaceTree::make(WorkspaceKind kind, const QString& api) {
    NewResource dialog(kind, api, m_context.edits, this);
    if (dialog.exec() != QDialog::Accepted || dialog.policy().isEmpty()) return;
    emit activated({WorkspaceKind::Policy, {}, {}, dialog.policy(), {}});
}

void WorkspaceTree::rename(const WorkspaceNode& node) {
    const QString folder = folderOf(node);
    if (folder.isEmpty() || !NewResource::canMake(node.kind)) return;
    bool ok = false;
    const QString old = QFileInfo(folder).fileName();
    const QString name = QInputDialog::getText(
        this, tr("Rename"), tr("New name of %1. References to it are not changed; the Problems panel lists them.").arg(old),
        QLineEdit::Normal, old, &ok);
    if (!ok || name == old) return;
    if (const auto done = m_context.edits.rename(folder, name); !done) emit failed(QString::fromStdString(done.error().fullMessage()));
}

void WorkspaceTree::remove(const WorkspaceNode& node) {
    const QString folder = folderOf(node);
    if (folder.isEmpty() || !QFileInfo::exists(folder)) return;
    // A policy goes alone; a resource goes with all that is in its folder.
    const bool alone = node.kind == WorkspaceKind::Policy || node.kind == WorkspaceKind::GlobalPolicy;
    const QString gone = alone ? node.path : folder;
    for (PolicyFile* file : m_context.documents.files())
        if (file->path() == gone || file->path().startsWith(gone + QLatin1Char('/'))) m_context.documents.close(file);
    if (const auto done = m_context.edits.remove(gone); !done) emit failed(QString::fromStdString(done.error().fullMessage()));
}

void WorkspaceTree::addPolicy(const WorkspaceNode& node) {
    const QString path = folderOf(node) + QStringLiteral("/policy.xml");
    if (const auto done = m_context.edits.create({{path, emptyPolicy()}}, tr("Add a policy to %1").arg(node.name)); !done)
        return emit failed(QString::fromStdString(done.error().fullMessage()));
    emit activated({WorkspaceKind::Policy, {}, {}, path, {}});
}

void WorkspaceTree::showNewMenu(const QPoint& at) {
    QMenu menu(this);
    for (const WorkspaceKind kind : {WorkspaceKind::Api, WorkspaceKind::Product, WorkspaceKind::Fragment, WorkspaceKind::NamedValue})
        menu.addAction(NewResource::titleOf(kind) + QChar(0x2026), this, [this, kind] { make(kind, {}); });
    menu.addAction(tr("Import an API (OpenAPI)\u2026"), this, [this] { m_context.actions.trigger(QStringLiteral("workspace.importApi")); });
    const WorkspaceNode node = nodeAt(currentIndex());
    if (node.kind == WorkspaceKind::Api && currentIndex().parent().isValid())
        menu.addAction(NewResource::titleOf(WorkspaceKind::Operation) + QChar(0x2026), this,
                       [this, folder = folderOf(node)] { make(WorkspaceKind::Operation, folder); });
    menu.exec(at);
}

void WorkspaceTree::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!index.isValid()) return showNewMenu(event->globalPos());
    setCurrentIndex(index);
    const WorkspaceNode node = nodeAt(index);
    const bool group = !index.parent().isValid() && node.path.isEmpty();
    QMenu menu(this);
    if (NewResource::canMake(node.kind))
        menu.addAction(NewResource::titleOf(node.kind) + QChar(0x2026), this, [this, node] {
            make(node.kind, node.kind == WorkspaceKind::Operation ? QFileInfo(QFileInfo(folderOf(node)).path()).path() : QString());
        });
    if (!group && node.kind == WorkspaceKind::Api)
        menu.addAction(NewResource::titleOf(WorkspaceKind::Operation) + QChar(0x2026), this,
                       [this, folder = folderOf(node)] { make(WorkspaceKind::Operation, folder); });
    if (!group) {
        const QString folder = folderOf(node);
        const bool bare = !folder.isEmpty() && !QFileInfo::exists(folder + QStringLiteral("/policy.xml"));
        if (bare && (node.kind == WorkspaceKind::Api || node.kind == WorkspaceKind::Operation || node.kind == WorkspaceKind::Product))
            menu.addAction(tr("Add a policy"), this, [this, node] { addPolicy(node); });
        menu.addSeparator();
        if (NewResource::canMake(node.kind))
            menu.addAction(tr("Rename\u2026"), this, [this, node] { rename(node); })->setShortcut(QKeySequence(Qt::Key_F2));
        menu.addAction(tr("Delete"), this, [this, node] { remove(node); })->setShortcut(QKeySequence::Delete);
    }
    menu.exec(event->globalPos());
}

void WorkspaceTree::keyPressEvent(QKeyEvent* event) {
    const QModelIndex index = currentIndex();
    const WorkspaceNode node = nodeAt(index);
    const bool group = !index.isValid() || (!index.parent().isValid() && node.path.isEmpty());
    if (event->key() == Qt::Key_F2 && !group) return rename(node);
    if (event->key() == Qt::Key_Delete && !group) return remove(node);
    if (event->key() == Qt::Key_Insert || (event->key() == Qt::Key_N && event->modifiers() == Qt::ControlModifier))
        return showNewMenu(viewport()->mapToGlobal(visualRect(index).bottomLeft()));
    QTreeView::keyPressEvent(event);
}

void WorkspaceTree::setFilter(const QString& text) {
    const std::function<bool(QStandardItem*)> show = [&](QStandardItem* item) {
        bool any = text.isEmpty() || item->text().contains(text, Qt::CaseInsensitive);
        for (int i = 0; i < item->rowCount(); ++i) {
            const bool child = show(item->child(i)) || (any && !text.isEmpty());
            setRowHidden(i, item->index(), !child && !text.isEmpty());
            any = any || child;
        }
        return any;
    };
    for (int i = 0; i < m_model.rowCount(); ++i) {
        setRowHidden(i, {}, !show(m_model.item(i)));
        if (!text.isEmpty()) expandRecursively(m_model.index(i, 0));
    }
}

}  // namespace mgc::ui
