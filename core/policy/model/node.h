#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_range.h"
#include "policy/model/descriptor.h"
#include "policy/model/text_origin.h"

namespace mgc::policy {

/// An attribute as the reader found it: entities resolved, named values already replaced.
struct AttributeValue {
    std::string name;
    std::string text;
    SourceRange nameRange;
    SourceRange valueRange;  ///< of the text between the quotes
    /// Null where `text` stands in the document as it is, from valueRange.begin on.
    std::shared_ptr<const TextOrigin> origin = {};

    /// Place in the document of the byte at `offset` of `text`.
    [[nodiscard]] SourcePosition position(std::size_t offset) const {
        return origin ? origin->position(text, offset) : advanced(valueRange.begin, std::string_view(text).substr(0, offset));
    }
};

/// An element of a policy document after reading: what validator, compiler and tools work on. It keeps no bytes of the document
/// (policy/xml does) but knows where everything stands.
struct PolicyNode {
    std::string name;
    SourceRange range;  ///< from "<" of the start tag to ">" of the end tag
    SourceRange nameRange;
    std::vector<AttributeValue> attributes;
    std::vector<PolicyNode> children;
    std::string text;                                   ///< direct text and CDATA, joined; expressions as written
    SourceRange textRange;                              ///< first to last byte of the text
    std::shared_ptr<const TextOrigin> textOrigin = {};  ///< null where `text` stands in the document as it is, from textRange.begin on
    const PolicyDescriptor* policy = nullptr;           ///< set by the validator on policy elements
    const ElementDescriptor* element = nullptr;         ///< set by the validator on every known element

    [[nodiscard]] const AttributeValue* attribute(std::string_view attributeName) const {
        for (const auto& attribute : attributes)
            if (attribute.name == attributeName) return &attribute;
        return nullptr;
    }
    /// Place in the document of the byte at `offset` of `text`.
    [[nodiscard]] SourcePosition textPosition(std::size_t offset) const {
        return textOrigin ? textOrigin->position(text, offset) : advanced(textRange.begin, std::string_view(text).substr(0, offset));
    }
    [[nodiscard]] const PolicyNode* child(std::string_view childName) const {
        for (const auto& node : children)
            if (node.name == childName) return &node;
        return nullptr;
    }
};

}  // namespace mgc::policy
