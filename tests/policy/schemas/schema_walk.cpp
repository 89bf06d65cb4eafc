#include "policy/schemas/schema_walk.h"

#include <algorithm>

#include "base/text.h"

namespace mgc::test {

using namespace policy;

namespace {

class Walk {
public:
    explicit Walk(std::vector<SchemaDifference>& differences) : m_differences(differences) {}

    void element(const std::string& place, const ElementDescriptor& ours, const XsdElement& theirs, bool isPolicy) {
        for (const auto& attribute : theirs.attributes) {
            if (isPolicy && attribute.name == "id") continue;
            const auto found =
                std::find_if(ours.attributes.begin(), ours.attributes.end(), [&](const auto& own) { return own.name == attribute.name; });
            if (found == ours.attributes.end()) {
                add(place + "@" + attribute.name, "only in the schema");
            } else {
                compare(place + "@" + attribute.name, *found, attribute);
            }
        }
        for (const auto& own : ours.attributes) {
            const auto found = std::find_if(theirs.attributes.begin(), theirs.attributes.end(),
                                            [&](const auto& attribute) { return attribute.name == own.name; });
            if (found == theirs.attributes.end()) add(place + "@" + std::string(own.name), "not in the schema");
        }
        children(place, ours, theirs);
    }

private:
    void add(const std::string& place, const std::string& what) { m_differences.push_back({place, what}); }

    void compare(const std::string& place, const AttributeDescriptor& ours, const XsdAttribute& theirs) {
        const bool required = ours.presence == Presence::Required;
        if (required != theirs.required) add(place, theirs.required ? "required in the schema" : "optional in the schema");
        const bool expressions = ours.expressions == Expressions::Allowed;
        if (expressions && !theirs.allowsExpression()) add(place, "takes no expression in the schema");
        if (!expressions && theirs.baseTypes.contains("expression")) add(place, "takes an expression in the schema");
        if (!theirs.defaultValue.empty() && !equalsIgnoreCase(theirs.defaultValue, ours.defaultValue)) {
            add(place, "default '" + theirs.defaultValue + "' in the schema, not '" + std::string(ours.defaultValue) + "'");
        }
        if (!theirs.values.empty()) {
            std::set<std::string> own;
            for (const auto value : ours.values) own.insert(toLowerAscii(value));
            for (const auto& value : theirs.values) {
                if (!own.contains(value)) add(place, "value '" + value + "' only in the schema");
            }
            for (const auto& value : own) {
                if (!theirs.values.contains(value)) add(place, "value '" + value + "' not in the schema");
            }
            return;
        }
        type(place, ours, theirs);
    }

    void type(const std::string& place, const AttributeDescriptor& ours, const XsdAttribute& theirs) {
        const auto has = [&](std::initializer_list<const char*> names) {
            return std::any_of(names.begin(), names.end(), [&](const char* name) { return theirs.baseTypes.contains(name); });
        };
        if (has({"string"})) return;
        const bool boolean = ours.type == AttributeType::Boolean;
        const bool whole = ours.type == AttributeType::Integer;
        const bool number = ours.type == AttributeType::Number;
        if (has({"boolean"}) != boolean) add(place, has({"boolean"}) ? "boolean in the schema" : "no boolean in the schema");
        if (has({"int", "integer", "positiveInteger", "nonNegativeInteger", "unsignedInt", "long"}) != whole && !number) {
            add(place, whole ? "no whole number in the schema" : "whole number in the schema");
        }
    }

    void children(const std::string& place, const ElementDescriptor& ours, const XsdElement& theirs) {
        const bool policies = ours.content == Content::Policies || ours.content == Content::PoliciesAndElements;
        const bool text = ours.content == Content::Text;
        if (theirs.any && !theirs.text && !policies) add(place, "holds policies in the schema");
        const auto allowed = [&](const XsdElement& child) {
            return policies &&
                   std::find(ours.allowedPolicies.begin(), ours.allowedPolicies.end(), child.name) != ours.allowedPolicies.end();
        };
        const bool listed = std::any_of(theirs.children.begin(), theirs.children.end(), allowed);
        if (!theirs.any && policies && !listed) add(place, "holds no policies in the schema");
        if (theirs.text && !text) add(place, "holds text in the schema");
        if (!theirs.text && text) add(place, "holds no text in the schema");
        for (const auto& child : theirs.children) {
            if (allowed(child)) continue;
            const auto found =
                std::find_if(ours.children.begin(), ours.children.end(), [&](const auto& own) { return own.name == child.name; });
            const std::string at = place + "/" + child.name;
            if (found == ours.children.end()) {
                add(at, "only in the schema");
                continue;
            }
            if (found->minimum != child.minimum)
                add(at, "at least " + std::to_string(child.minimum) + " in the schema, not " + std::to_string(found->minimum));
            if (found->maximum != child.maximum)
                add(at, "at most " + count(child.maximum) + " in the schema, not " + count(found->maximum));
            element(at, *found, child, true);
        }
        for (const auto& own : ours.children) {
            const auto found =
                std::find_if(theirs.children.begin(), theirs.children.end(), [&](const auto& child) { return child.name == own.name; });
            if (found == theirs.children.end()) add(place + "/" + std::string(own.name), "not in the schema");
        }
        if (theirs.children.size() > 1 && ours.children.size() > 1 && ours.ordered != theirs.ordered) {
            add(place, theirs.ordered ? "children are in order in the schema" : "children are in any order in the schema");
        }
    }

    static std::string count(std::uint32_t value) { return value == UINT32_MAX ? "any number" : std::to_string(value); }

    std::vector<SchemaDifference>& m_differences;
};

}  // namespace

std::vector<SchemaDifference> compareWithSchemas(const Catalog& catalog, const XsdReader& schemas) {
    std::vector<SchemaDifference> differences;
    Walk walk(differences);
    for (const auto& theirs : schemas.elements()) {
        if (const auto* ours = catalog.find(theirs.name)) walk.element(theirs.name, ours->element, theirs, true);
    }
    std::sort(differences.begin(), differences.end());
    return differences;
}

}  // namespace mgc::test
