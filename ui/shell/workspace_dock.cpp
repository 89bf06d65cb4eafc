#include "ui/shell/workspace_dock.h"

#include <QSplitter>
#include <utility>

#include "ui/pages/page.h"
#include "ui/pages/policies/policy_palette.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace_index.h"
#include "ui/shell/workspace_tree.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

WorkspaceDock::WorkspaceDock(PageContext& context, QWidget* parent) : Dock(QStringLiteral("workspaceDock"), tr("Workspace"), parent) {
    auto* ground = new Surface(ColorRole::Dock, this);
    ground->setEdges(Qt::RightEdge);
    auto* column = plainLayout<QVBoxLayout>(ground);
    m_tree = new WorkspaceTree(context, ground);
    setMargins(column, 4, 2, 1, 4);
    auto* parts = new QSplitter(Qt::Vertical, ground);
    parts->setChildrenCollapsible(false);
    parts->setHandleWidth(1);
    m_palette = new PolicyPalette(context.documents, ground);
    parts->addWidget(m_tree);
    parts->addWidget(m_palette);
    parts->setSizes({px(420), px(420)});
    column->addWidget(parts);
    auto* add = new IconButton(QStringLiteral("add"), tr("New resource"), this);
    connect(add, &QToolButton::clicked, m_tree, [this, add] { m_tree->showNewMenu(add->mapToGlobal(QPoint(0, add->height()))); });
    addHeaderWidget(add);
    setMinimumWidthScaled(ground, 220);
    setWidget(ground);
    const auto name = [this, &context] { setSubtitle(context.gateway.workspaceName()); };
    connect(&context.workspace, &WorkspaceIndex::changed, this, name);
    connect(&context.gateway, &GatewaySession::statusChanged, this, name);
}

void WorkspaceDock::release() { delete std::exchange(m_palette, nullptr); }

void WorkspaceDock::focusTree() {
    show();
    m_tree->setFocus(Qt::ShortcutFocusReason);
}

void WorkspaceDock::focusPalette() {
    show();
    m_palette->show();
    m_palette->focusSearch();
}

}  // namespace mgc::ui
