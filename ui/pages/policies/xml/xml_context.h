#pragma once
#include <QString>
#include <string>
#include <string_view>
#include <vector>

#include "policy/model/catalog.h"
#include "policy/xml/document.h"
#include "resources/workspace.h"

namespace mgc::ui {

/// Where a caret stands in the text of a document, which may be broken there.
struct XmlContext {
    enum class Kind {
        None,
        ElementName,    ///< behind "<", in a name
        EndTag,         ///< behind "</"
        AttributeName,  ///< in a start tag, between attributes
        Value,          ///< between the quotes of an attribute
        Text,           ///< between tags
        Expression      ///< inside of "@( )" or "@{ }"
    };
    Kind kind = Kind::None;
    std::size_t begin = 0;             ///< where what is being typed starts
    std::string typed;                 ///< from there to the caret
    std::string element, attribute;    ///< of the start tag the caret is in
    std::vector<std::string> present;  ///< attributes the tag has already
    std::vector<std::string> path;     ///< names of the elements around, outermost first
    std::size_t expressionBegin = 0;   ///< of the "@"
};

[[nodiscard]] XmlContext contextAt(const policy::xml::Document& document, std::size_t caret);

/// The descriptor of the element at the end of a path of names (root, section, policy, ...); null for what is not described.
[[nodiscard]] const policy::ElementDescriptor* describedElement(const std::vector<std::string>& path, const policy::Catalog& catalog);

/// Rich text about the element, attribute or reference at a byte; empty where there is nothing to say.
[[nodiscard]] QString documentationAt(const policy::xml::Document& document, const policy::Catalog& catalog, std::size_t offset);
[[nodiscard]] QString documentationOf(const policy::AttributeDescriptor& attribute);

/// The file that defines the fragment, backend, logger or named value named at a byte; empty where none is.
[[nodiscard]] QString definitionAt(const policy::xml::Document& document, const policy::Catalog& catalog,
                                   const resources::Workspace& workspace, const std::string& apimWorkspace, std::size_t offset);

}  // namespace mgc::ui
