#include "policy/schemas/xsd_reader.h"

#include "base/text.h"
#include "policy/xml/decode.h"
#include "support/paths.h"

namespace mgc::test {

namespace xml = policy::xml;

namespace {

std::string withoutPrefix(std::string_view name) {
    const auto colon = name.find(':');
    return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

template <class Visit>
void eachChild(const xml::Document& document, xml::NodeId node, Visit visit) {
    for (auto child = document.firstChildElement(node); child != xml::noNode; child = document.nextElement(child)) visit(child);
}

}  // namespace

XsdReader::XsdReader(const std::filesystem::path& folder) {
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".xsd") files.insert(entry.path());
    }
    for (const auto& file : files) {
        m_documents.push_back(std::make_unique<xml::Document>(xml::Document::parse(readFile(file), file.string())));
        const auto& document = *m_documents.back();
        eachChild(document, document.firstChildElement(xml::documentNode), [&](xml::NodeId child) {
            const Place place{&document, child};
            const std::string kind = localName(document, child);
            if (kind == "element") m_elements[attribute(place, "name")] = place;
            if (kind == "complexType") m_complexTypes[attribute(place, "name")] = place;
            if (kind == "simpleType") m_simpleTypes[attribute(place, "name")] = place;
        });
    }
}

std::vector<XsdElement> XsdReader::elements() const {
    std::vector<XsdElement> all;
    for (const auto& [name, place] : m_elements) all.push_back(element(place, 0));
    return all;
}

std::string XsdReader::attribute(Place place, std::string_view name) const {
    const auto* found = place.document->attribute(place.node, name);
    return found ? xml::decodeAttribute(*place.document, *found).text() : std::string();
}

std::string XsdReader::localName(const xml::Document& document, xml::NodeId node) { return withoutPrefix(document.name(node)); }

XsdElement XsdReader::element(Place place, int depth) const {
    XsdElement result;
    const std::string reference = withoutPrefix(attribute(place, "ref"));
    result.name = reference.empty() ? attribute(place, "name") : reference;
    const std::string minimum = attribute(place, "minOccurs");
    const std::string maximum = attribute(place, "maxOccurs");
    if (!minimum.empty()) result.minimum = static_cast<std::uint32_t>(toInteger(minimum).value_or(1));
    if (!maximum.empty()) result.maximum = maximum == "unbounded" ? UINT32_MAX : static_cast<std::uint32_t>(toInteger(maximum).value_or(1));
    if (depth > 8) return result;
    const std::string type = withoutPrefix(attribute(place, "type"));
    const bool hasContent = place.document->firstChildElement(place.node) != xml::noNode;
    if (hasContent) {
        content(place, result, depth);
    } else if (const auto complex = m_complexTypes.find(type); complex != m_complexTypes.end()) {
        content(complex->second, result, depth);
    } else if (!type.empty()) {
        result.text = true;
    } else if (const auto global = m_elements.find(result.name); depth > 0 && global != m_elements.end()) {
        XsdElement resolved = element(global->second, depth + 1);
        resolved.minimum = result.minimum;
        resolved.maximum = result.maximum;
        return resolved;
    }
    return result;
}

void XsdReader::content(Place place, XsdElement& into, int depth) const {
    const auto& document = *place.document;
    if (attribute(place, "mixed") == "true") into.text = true;
    eachChild(document, place.node, [&](xml::NodeId child) {
        const Place inside{&document, child};
        const std::string kind = localName(document, child);
        if (kind == "element") {
            into.children.push_back(element(inside, depth + 1));
        } else if (kind == "attribute") {
            into.attributes.push_back(attributeOf(inside));
        } else if (kind == "any") {
            into.any = true;
        } else if (kind == "simpleType") {
            into.text = true;
        } else if (kind == "extension") {
            const std::string base = withoutPrefix(attribute(inside, "base"));
            const auto complex = m_complexTypes.find(base);
            if (complex != m_complexTypes.end()) {
                content(complex->second, into, depth);
            } else {
                into.text = true;
            }
            content(inside, into, depth);
        } else if (kind == "choice") {
            // Each alternative may be missing; a repeated choice repeats them.
            const std::size_t before = into.children.size();
            content(inside, into, depth);
            const bool repeated = attribute(inside, "maxOccurs") == "unbounded";
            for (std::size_t i = before; i < into.children.size(); ++i) {
                into.children[i].minimum = 0;
                if (repeated) into.children[i].maximum = UINT32_MAX;
            }
            into.ordered = false;
        } else {
            if (kind == "sequence") into.ordered = true;
            content(inside, into, depth);
            if (kind == "sequence" && attribute(inside, "minOccurs") == "0") {
                for (auto& element : into.children) element.minimum = 0;
            }
        }
    });
}

XsdAttribute XsdReader::attributeOf(Place place) const {
    XsdAttribute result;
    result.name = attribute(place, "name");
    result.required = attribute(place, "use") == "required";
    result.defaultValue = attribute(place, "default");
    const std::string type = attribute(place, "type");
    if (!type.empty()) simpleType(type, result);
    eachChild(*place.document, place.node, [&](xml::NodeId child) { simpleType(Place{place.document, child}, result); });
    return result;
}

void XsdReader::simpleType(const std::string& name, XsdAttribute& into) const {
    const std::string local = withoutPrefix(name);
    if (local == "expression") {
        into.baseTypes.insert("expression");
        return;
    }
    const auto found = m_simpleTypes.find(local);
    if (found == m_simpleTypes.end()) {
        into.baseTypes.insert(local);
    } else {
        simpleType(found->second, into);
    }
}

void XsdReader::simpleType(Place place, XsdAttribute& into) const {
    const auto& document = *place.document;
    eachChild(document, place.node, [&](xml::NodeId child) {
        const Place inside{&document, child};
        const std::string kind = localName(document, child);
        if (kind == "union") {
            const std::string members = attribute(inside, "memberTypes");
            for (const auto member : split(members, ' ')) {
                if (!member.empty()) simpleType(std::string(member), into);
            }
            eachChild(document, child, [&](xml::NodeId member) { simpleType(Place{&document, member}, into); });
        } else if (kind == "restriction") {
            bool enumerated = false;
            eachChild(document, child, [&](xml::NodeId facet) {
                if (localName(document, facet) != "enumeration") return;
                enumerated = true;
                into.values.insert(toLowerAscii(attribute(Place{&document, facet}, "value")));
            });
            if (!enumerated) simpleType(attribute(inside, "base"), into);
        }
    });
}

}  // namespace mgc::test
