#include "ui/shell/inspector_dock.h"

#include <QStackedWidget>
#include <utility>

#include "ui/forms/policy_form.h"
#include "ui/pages/page.h"
#include "ui/shell/inspector.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

InspectorDock::InspectorDock(PageContext& context, QWidget* parent) : Dock(QStringLiteral("inspectorDock"), tr("Inspector"), parent) {
    auto* ground = new Surface(ColorRole::Dock, this);
    ground->setEdges(Qt::LeftEdge);
    auto* column = plainLayout<QVBoxLayout>(ground);
    m_resource = new Inspector(context, ground);
    m_stack = new QStackedWidget(ground);
    m_policy = new PolicyForm(context.documents, ground);
    m_stack->addWidget(m_resource);
    m_stack->addWidget(m_policy);
    column->addWidget(m_stack);
    connect(m_policy, &PolicyForm::subjectChanged, this, [this] { showPolicy(m_policy->hasSubject()); });
    setMinimumWidthScaled(ground, 260);
    setWidget(ground);
}

void InspectorDock::release() { delete std::exchange(m_policy, nullptr); }

void InspectorDock::setEditing(bool policies) {
    m_editing = policies;
    showPolicy(m_policy->hasSubject());
}

void InspectorDock::showPolicy(bool wanted) {
    m_stack->setCurrentWidget(wanted && m_editing ? static_cast<QWidget*>(m_policy) : m_resource);
}

void InspectorDock::focusForm() {
    if (m_stack->currentWidget() == m_policy) return focusPolicy();
    show();
    m_resource->setFocus(Qt::ShortcutFocusReason);
}

void InspectorDock::focusPolicy() {
    show();
    showPolicy(true);
    m_policy->focusFirst();
}

}  // namespace mgc::ui
