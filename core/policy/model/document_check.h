#pragma once
#include "policy/model/node_builder.h"
#include "policy/model/validator.h"

namespace mgc::policy {

struct CheckedDocument {
    PolicyDocument nodes;
    Diagnostics diagnostics;        ///< of reader and validator
    bool openPlaceholders = false;  ///< something still has to be filled in; such a document cannot be compiled
};

/// Everything that can be said about a document without compiling it. In a broken document, findings inside of the broken tag or text
/// are left out: they are consequences of the break.
[[nodiscard]] CheckedDocument checkDocument(const xml::Document& document, const Catalog& catalog, const ValidationOptions& options,
                                            const NodeOptions& nodeOptions = {});

}  // namespace mgc::policy
