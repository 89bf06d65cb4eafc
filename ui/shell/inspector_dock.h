#pragma once
#include "ui/shell/dock.h"

class QStackedWidget;

namespace mgc::ui {

class Inspector;
class PolicyForm;
struct PageContext;

/// The right dock: the form of the chosen policy card, or what the chosen entry of the workspace tree is made of.
class InspectorDock : public Dock {
    Q_OBJECT
public:
    InspectorDock(PageContext& context, QWidget* parent);
    /// The form goes first: it looks at documents.
    void release();

    [[nodiscard]] Inspector& resource() const { return *m_resource; }
    [[nodiscard]] PolicyForm& policy() const { return *m_policy; }
    /// Policies are what the page in front is about; elsewhere there are no cards to inspect.
    void setEditing(bool policies);
    void showPolicy(bool wanted);
    /// Shows the dock; the first field of what it inspects gets the focus.
    void focusForm();
    void focusPolicy();

private:
    QStackedWidget* m_stack;
    Inspector* m_resource;
    PolicyForm* m_policy;
    bool m_editing = false;
};

}  // namespace mgc::ui
