#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/source_range.h"
#include "policy/model/descriptor.h"

namespace mgc::policy {

/// An attribute as the reader found it: entities resolved, named values already replaced.
struct AttributeValue {
    std::string name;
    std::string text;
    SourceRange nameRange;
    SourceRange valueRange;  ///< of the text between the quotes
};

/// An element of a policy document after reading: what validator, compiler and tools work on. It keeps no bytes of the document
/// (policy/xml does) but knows where everything stands.
struct PolicyNode {
    std::string name;
    SourceRange range;      ///< from "<" of the start tag to ">" of the end tag
    SourceRange nameRange;
    std::vector<AttributeValue> attributes;
    std::vector<PolicyNode> children;
    std::string text;       ///< direct text and CDATA, joined; expressions as written
    SourceRange textRange;
    const PolicyDescriptor* policy = nullptr;    ///< set by the validator on policy elements
    const ElementDescriptor* element = nullptr;  ///< set by the validator on every known element

    [[nodiscard]] const AttributeValue* attribute(std::string_view attributeName) const {
        for (const auto& attribute : attributes)
            if (attribute.name == attributeName) return &attribute;
        return nullptr;
    }
    [[nodiscard]] const PolicyNode* child(std::string_view childName) const {
        for (const auto& node : children)
            if (node.name == childName) return &node;
        return nullptr;
    }
};

}  // namespace mgc::policy
