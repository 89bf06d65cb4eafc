#pragma once
#include <QStringList>

#include "policy/model/catalog.h"
#include "policy/xml/document.h"

namespace mgc::ui {

/// Names of the variables that a document's policies set, each once, in the order of the document; at most 300.
[[nodiscard]] QStringList variablesOf(const policy::xml::Document& document, const policy::Catalog& catalog);

}  // namespace mgc::ui
