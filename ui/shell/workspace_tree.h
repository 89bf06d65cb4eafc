#pragma once
#include <QStandardItemModel>
#include <QTreeView>

#include "ui/session/workspace_index.h"

namespace mgc::ui {

struct PageContext;

/// The workspace folder as a tree: global policy, products, APIs with their operations, fragments, backends and so on.
class WorkspaceTree : public QTreeView {
    Q_OBJECT
public:
    WorkspaceTree(PageContext& context, QWidget* parent);
    void setFilter(const QString& text);
    [[nodiscard]] static QString iconFor(WorkspaceKind kind);

signals:
    void selected(const mgc::ui::WorkspaceNode& node);
    void activated(const mgc::ui::WorkspaceNode& node);

private:
    void fill();
    [[nodiscard]] WorkspaceNode nodeAt(const QModelIndex& index) const;

    PageContext& m_context;
    QStandardItemModel m_model;
};

}  // namespace mgc::ui
