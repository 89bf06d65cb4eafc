#include "ui/forms/special/cors_lists.h"

#include "ui/forms/special/allowed_methods.h"
#include "ui/forms/special/allowed_origins.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

CorsLists::CorsLists(PolicyFile& file, DocumentStore& store, QWidget* parent)
    : SpecialEditor(file, store, parent),
      m_origins(new AllowedOrigins(file, store, this)),
      m_methods(new AllowedMethods(file, store, this)) {
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 12);
    column->addWidget(m_origins);
    column->addWidget(m_methods);
}

void CorsLists::refresh(policy::xml::NodeId node) {
    m_origins->refresh(node);
    m_methods->refresh(node);
}

}  // namespace mgc::ui
