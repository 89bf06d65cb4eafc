#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "policy/xml/document.h"

namespace mgc::test {

struct XsdAttribute {
    std::string name;
    std::string defaultValue;
    bool required = false;
    std::set<std::string> values;     ///< enumeration, lower case
    std::set<std::string> baseTypes;  ///< "boolean", "int", "string", ...; "expression" where the union allows one
    [[nodiscard]] bool allowsExpression() const { return baseTypes.contains("expression") || baseTypes.contains("string"); }
};

struct XsdElement {
    std::string name;
    std::uint32_t minimum = 1;
    std::uint32_t maximum = 1;
    bool any = false;  ///< takes other policies
    bool text = false;
    bool ordered = false;
    std::vector<XsdAttribute> attributes;
    std::vector<XsdElement> children;
};

/// As much of XML Schema as the policy schemas use.
class XsdReader {
public:
    explicit XsdReader(const std::filesystem::path& folder);
    /// All global elements, resolved.
    [[nodiscard]] std::vector<XsdElement> elements() const;

private:
    struct Place {
        const policy::xml::Document* document = nullptr;
        policy::xml::NodeId node = 0;
    };
    [[nodiscard]] std::string attribute(Place place, std::string_view name) const;
    [[nodiscard]] static std::string localName(const policy::xml::Document& document, policy::xml::NodeId node);
    [[nodiscard]] XsdElement element(Place place, int depth) const;
    void content(Place place, XsdElement& into, int depth) const;
    void simpleType(const std::string& name, XsdAttribute& into) const;
    void simpleType(Place place, XsdAttribute& into) const;
    [[nodiscard]] XsdAttribute attributeOf(Place place) const;

    std::vector<std::unique_ptr<policy::xml::Document>> m_documents;
    std::map<std::string, Place> m_elements, m_complexTypes, m_simpleTypes;
};

}  // namespace mgc::test
