#pragma once
#include "ui/shell/dock.h"

namespace mgc::ui {

class PolicyPalette;
class WorkspaceTree;
struct PageContext;

/// The left dock: the workspace's tree, below it the palette of policies while a policy is edited.
class WorkspaceDock : public Dock {
    Q_OBJECT
public:
    WorkspaceDock(PageContext& context, QWidget* parent);
    /// The palette goes first: it looks at documents.
    void release();

    [[nodiscard]] WorkspaceTree& tree() const { return *m_tree; }
    [[nodiscard]] PolicyPalette& palette() const { return *m_palette; }
    void focusTree();
    /// Shows the palette with its search field ready.
    void focusPalette();

private:
    WorkspaceTree* m_tree;
    PolicyPalette* m_palette;
};

}  // namespace mgc::ui
