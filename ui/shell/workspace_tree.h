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
    /// What can be made, at a place of the screen.
    void showNewMenu(const QPoint& at);
    [[nodiscard]] static QString iconFor(WorkspaceKind kind);

signals:
    void selected(const mgc::ui::WorkspaceNode& node);
    void activated(const mgc::ui::WorkspaceNode& node);
    /// A change of the workspace that could not be made.
    void failed(const QString& reason);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void fill();
    [[nodiscard]] WorkspaceNode nodeAt(const QModelIndex& index) const;
    [[nodiscard]] QString folderOf(const WorkspaceNode& node) const;
    void make(WorkspaceKind kind, const QString& api);
    void rename(const WorkspaceNode& node);
    void remove(const WorkspaceNode& node);
    void addPolicy(const WorkspaceNode& node);

    PageContext& m_context;
    QStandardItemModel m_model;
};

}  // namespace mgc::ui
