#include "ui/shell/workspace_tree.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QSet>
#include <QStyledItemDelegate>
#include <functional>

#include "ui/pages/page.h"
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
