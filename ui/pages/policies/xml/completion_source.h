#pragma once
#include <QString>
#include <QVector>

#include "policy/model/catalog.h"
#include "resources/workspace.h"
#include "ui/forms/completion_list.h"
#include "ui/pages/policies/xml/xml_context.h"

namespace mgc::ui {

/// What a list of completions shows.
struct CompletionOffer {
    QVector<Completion> items;
    QString footer;  ///< "5 of 12 attributes, optional"
};

/// What may be written where the caret is: elements that may stand there, attributes that are not there yet, values by their type,
/// names of the workspace's resources. At most 300.
[[nodiscard]] CompletionOffer completionsAt(const policy::xml::Document& document, const XmlContext& context,
                                            const policy::Catalog& catalog, const resources::Workspace* workspace,
                                            const std::string& apimWorkspace);

/// Values of an attribute of this type: choices, booleans, named resources, variables that the document sets.
[[nodiscard]] QVector<Completion> valuesFor(const policy::AttributeDescriptor& attribute, const policy::xml::Document& document,
                                            const policy::Catalog& catalog, const resources::Workspace* workspace,
                                            const std::string& apimWorkspace);

}  // namespace mgc::ui
