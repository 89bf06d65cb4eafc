#include "policy/edit/skeleton.h"

namespace mgc::policy::edit {

namespace {

std::string startValue(const AttributeDescriptor& attribute) {
    if (!attribute.defaultValue.empty()) return std::string(attribute.defaultValue);
    switch (attribute.type) {
        case AttributeType::Enumeration:
            return attribute.values.empty() ? std::string() : std::string(attribute.values.front());
        case AttributeType::Boolean:
            return attribute.name == "condition" ? "@(true)" : "true";
        default:
            return {};
    }
}

void write(const ElementDescriptor& element, const std::string& indent, std::string& out) {
    out += indent + "<" + std::string(element.name);
    for (const AttributeDescriptor& attribute : element.attributes)
        if (attribute.presence == Presence::Required) out += " " + std::string(attribute.name) + "=\"" + startValue(attribute) + "\"";
    std::string children;
    for (const ElementDescriptor& child : element.children)
        for (std::uint32_t i = 0; i < child.minimum && i < 3; ++i) write(child, indent + "    ", children);
    if (!children.empty()) {
        out += ">\n" + children + indent + "</" + std::string(element.name) + ">\n";
    } else if (element.content == Content::Text) {
        out += "></" + std::string(element.name) + ">\n";
    } else {
        out += " />\n";
    }
}

}  // namespace

std::string skeletonOf(const ElementDescriptor& element) {
    std::string out;
    write(element, {}, out);
    return out;
}

}  // namespace mgc::policy::edit
