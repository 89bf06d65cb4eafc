// XName, XNamespace and the options enumerations of System.Xml.Linq.
#include "expression/types/xml_members.h"

namespace mgc::expression {
using namespace xml;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    registry.enumeration(space, "SaveOptions").values({{"None", 0}, {"DisableFormatting", 1}, {"OmitDuplicateNamespaces", 2}}, true);
    registry.enumeration(space, "LoadOptions")
        .values({{"None", 0}, {"PreserveWhitespace", 1}, {"SetBaseUri", 2}, {"SetLineInfo", 4}}, true);
    registry.define(space, "XName", TypeKind::Class)
        .property("string LocalName", [](Call& c) { return textOf(c.selfAs<NameObject>().name.local); })
        .property("string NamespaceName", [](Call& c) { return textOf(c.selfAs<NameObject>().name.space); })
        .property("XNamespace Namespace", [](Call& c) { return Value::object(new NamespaceObject(c.selfAs<NameObject>().name.space)); })
        .method("static XName Get(string expandedName)", [](Call& c) { return nameValue(parseName(c.needText(0))); })
        .method("static XName Get(string localName, string namespaceName)",
                [](Call& c) {
                    return nameValue(checkedName(c.needText(1), c.needText(0)));
                })
        .method("implicit operator XName(string expandedName)",
                [](Call& c) { return c.isNull(0) ? Value() : nameValue(parseName(c.text(0))); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("static bool operator ==(XName left, XName right)", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); })
        .method("static bool operator !=(XName left, XName right)", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
    registry.define(space, "XNamespace", TypeKind::Class)
        .property("string NamespaceName", [](Call& c) { return textOf(c.selfAs<NamespaceObject>().uri); })
        .property("static XNamespace None", [](Call&) { return Value::object(new NamespaceObject("")); })
        .property("static XNamespace Xml", [](Call&) { return Value::object(new NamespaceObject("http://www.w3.org/XML/1998/namespace")); })
        .property("static XNamespace Xmlns", [](Call&) { return Value::object(new NamespaceObject("http://www.w3.org/2000/xmlns/")); })
        .method("static XNamespace Get(string namespaceName)", [](Call& c) { return Value::object(new NamespaceObject(c.needText(0))); })
        .method("XName GetName(string localName)",
                [](Call& c) {
                    return nameValue(checkedName(c.selfAs<NamespaceObject>().uri, c.needText(0)));
                })
        .method("implicit operator XNamespace(string namespaceName)",
                [](Call& c) { return c.isNull(0) ? Value() : Value::object(new NamespaceObject(c.text(0))); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("static XName operator +(XNamespace ns, string localName)",
                [](Call& c) {
                    return nameValue(checkedName(as<NamespaceObject>(c.need(0)).uri, c.needText(1)));
                })
        .method("static bool operator ==(XNamespace left, XNamespace right)", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); })
        .method("static bool operator !=(XNamespace left, XNamespace right)", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
}

}  // namespace

MGC_TYPE(xml_names, describe)

}  // namespace mgc::expression
