#include "ui/shell/policies_wiring.h"

#include "ui/forms/policy_form.h"
#include "ui/pages/backends/backends_page.h"
#include "ui/pages/policies/flow/flow_view.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/policies/policy_editor.h"
#include "ui/pages/policies/policy_palette.h"
#include "ui/shell/docks.h"
#include "ui/shell/inspector.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/main_window.h"
#include "ui/shell/problems_tab.h"
#include "ui/shell/workspace_dock.h"
#include "ui/shell/workspace_tree.h"

namespace mgc::ui {

namespace {
bool isPolicy(const WorkspaceNode& node) { return node.path.endsWith(QLatin1String("policy.xml")); }
}  // namespace

PoliciesWiring::PoliciesWiring(MainWindow& window, Docks& docks) : QObject(&window), m_window(window), m_docks(docks) {
    ActionRegistry& actions = window.context().actions;
    WorkspaceTree& tree = docks.workspace().tree();
    connect(&docks.inspector().policy(), &PolicyForm::openFileAt, this, &PoliciesWiring::open);
    connect(&docks.problems(), &ProblemsTab::openAt, this, &PoliciesWiring::open);
    connect(&tree, &WorkspaceTree::selected, &docks.inspector().resource(), &Inspector::show);
    connect(&tree, &WorkspaceTree::selected, this, [this, &tree, &actions](const WorkspaceNode& node) {
        // A policy document has its cards to inspect; anything else is inspected itself.
        InspectorDock& inspector = m_docks.inspector();
        if (tree.hasFocus()) inspector.showPolicy(node.path.endsWith(QLatin1String(".xml")) && inspector.policy().hasSubject());
        actions.action(QStringLiteral("workspace.openFile"))->setData(node.path);
        if (isPolicy(node) && m_page && m_window.currentPage() == QLatin1String("policies")) m_page->openPolicy(node.path);
    });
    connect(&tree, &WorkspaceTree::activated, this, [this, &actions](const WorkspaceNode& node) {
        if (isPolicy(node))
            open(node.path, 0);
        else if (!node.path.isEmpty())
            actions.trigger(QStringLiteral("workspace.openFile"));
    });
    PolicyPalette& palette = docks.workspace().palette();
    connect(&palette, &PolicyPalette::inserted, this, &PoliciesWiring::inspect);
    connect(&palette, &PolicyPalette::refused, this, [this](const QString& reason) { m_window.toast(paint::Tone::Warn, reason, {}); });
}

PoliciesPage* PoliciesWiring::page() const { return m_page; }

void PoliciesWiring::take(QWidget* made) {
    if (const auto* backends = qobject_cast<BackendsPage*>(made)) connect(backends, &BackendsPage::openFileAt, this, &PoliciesWiring::open);
    auto* page = qobject_cast<PoliciesPage*>(made);
    if (!page) return;
    m_page = page;
    PolicyPalette& palette = m_docks.workspace().palette();
    connect(page, &PoliciesPage::flowChanged, &palette, &PolicyPalette::setFlow);
    connect(page, &PoliciesPage::inspectWanted, this, &PoliciesWiring::inspect);
    connect(page, &PoliciesPage::addWanted, &m_window, &MainWindow::focusPalette);
    if (page->editor()) palette.setFlow(&page->editor()->flow());
}

void PoliciesWiring::open(const QString& path, int line) {
    if (m_window.showPage(QStringLiteral("policies"))) m_page->openAt(path, line);
}

void PoliciesWiring::inspect() { m_docks.inspector().focusPolicy(); }

}  // namespace mgc::ui
