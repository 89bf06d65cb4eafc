#pragma once
#include "ui/forms/special/special_editor.h"

namespace mgc::ui {

/// The lists of cors that are edited as lists: origins and methods.
class CorsLists : public SpecialEditor {
    Q_OBJECT
public:
    CorsLists(PolicyFile& file, DocumentStore& store, QWidget* parent);
    void refresh(policy::xml::NodeId node) override;

private:
    SpecialEditor *m_origins, *m_methods;
};

}  // namespace mgc::ui
