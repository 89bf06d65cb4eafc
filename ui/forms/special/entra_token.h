#pragma once
#include "ui/forms/special/special_editor.h"

namespace mgc::ui {

class Label;
class ValueField;

/// Fills validate-jwt in for tokens of Microsoft Entra ID: the tenant's OpenID configuration, the Authorization header, the audience.
class EntraToken : public SpecialEditor {
    Q_OBJECT
public:
    EntraToken(PolicyFile& file, DocumentStore& store, QWidget* parent);
    void refresh(policy::xml::NodeId node) override;

private:
    void fillIn();
    ValueField *m_tenant, *m_audience;
    Label* m_problem;
};

}  // namespace mgc::ui
