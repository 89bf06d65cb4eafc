// XElement.
#include <algorithm>

#include "expression/types/xml_members.h"

namespace mgc::expression {
using namespace xml;

namespace {

Value newElement(Call& c) {
    Ref<XNodeObject> element(new XNodeObject(XKind::Element));
    if (XNodeObject* other = nodeOf(c.need(0))) return other->clone()->value();
    element->name = nameOf(c[0]);
    element->selfClosed = true;
    if (c.count > 1) addContent(*element, c[1]);
    return element->value();
}

Value replaceAttributes(Call& c) {
    me(c).attributes.clear();
    addContent(me(c), c[0]);
    return {};
}
Value replaceAll(Call& c) {
    while (!me(c).children.empty()) me(c).removeAt(me(c).children.size() - 1);
    return replaceAttributes(c);
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    auto t = registry.define(space, "XElement", TypeKind::Class);
    t.base("XContainer")
        .help("An XML element.")
        .constructor("new(XName name)", newElement)
        .constructor("new(XElement other)", newElement)
        .constructor("new(XName name, object content)", newElement)
        .constructor("new(XName name, params object[] content)", newElement)
        .method(
            "static XElement Parse(string text)", [](Call& c) { return parseElement(c.needText(0), false); },
            "XmlException for a bad text.")
        .method("static XElement Parse(string text, LoadOptions options)",
                [](Call& c) { return parseElement(c.needText(0), (c.integer(1) & 1) != 0); })
        .property(
            "XName Name", [](Call& c) { return nameValue(me(c).name); }, {},
            [](Call& c) {
                me(c).name = nameOf(c.need(0));
                return Value();
            })
        .property(
            "string Value", [](Call& c) { return textOf(me(c).text()); }, "Text of all descendants.",
            [](Call& c) { return setValue(me(c), std::string(c.needText(0))); })
        .property("bool IsEmpty", [](Call& c) { return boxed(me(c).children.empty() && me(c).selfClosed); })
        .property("bool HasElements",
                  [](Call& c) {
                      return boxed(std::any_of(me(c).children.begin(), me(c).children.end(),
                                               [](const auto& child) { return child->kind == XKind::Element; }));
                  })
        .property("bool HasAttributes", [](Call& c) { return boxed(!me(c).attributes.empty()); })
        .property("XAttribute FirstAttribute",
                  [](Call& c) { return me(c).attributes.empty() ? Value() : Value::object(me(c).attributes.front().get()); })
        .property("XAttribute LastAttribute",
                  [](Call& c) { return me(c).attributes.empty() ? Value() : Value::object(me(c).attributes.back().get()); })
        .method("XAttribute Attribute(XName name)",
                [](Call& c) { return c.isNull(0) ? Value() : Value::object(me(c).attribute(nameOf(c[0]))); })
        .method("IEnumerable<XAttribute> Attributes()",
                [](Call& c) {
                    std::vector<Value> items;
                    for (const auto& attribute : me(c).attributes) items.push_back(Value::object(attribute.get()));
                    return list(types().named("XAttribute"), std::move(items));
                })
        .method("IEnumerable<XAttribute> Attributes(XName name)",
                [](Call& c) {
                    std::vector<Value> items;
                    if (AttributeObject* found = c.isNull(0) ? nullptr : me(c).attribute(nameOf(c[0])))
                        items.push_back(Value::object(found));
                    return list(types().named("XAttribute"), std::move(items));
                })
        .method("void SetAttributeValue(XName name, object value)",
                [](Call& c) {
                    setAttribute(me(c), nameOf(c.need(0)), c[1]);
                    return Value();
                })
        .method("void SetElementValue(XName name, object value)",
                [](Call& c) {
                    const Name name = nameOf(c.need(0));
                    for (const auto& child : me(c).children) {
                        if (child->kind != XKind::Element || !(child->name == name)) continue;
                        if (c.isNull(1)) return removeNode(*child);
                        return setValue(*child, contentText(c[1]));
                    }
                    if (!c.isNull(1)) {
                        Ref<XNodeObject> made(new XNodeObject(XKind::Element));
                        made->name = name;
                        (void)setValue(*made, contentText(c[1]));
                        me(c).insert(me(c).children.size(), std::move(made));
                    }
                    return Value();
                })
        .method("IEnumerable<XElement> DescendantsAndSelf(XName name)", [](Call& c) {
            const Name name = nameOf(c.need(0));
            auto found = select(me(c), true, true, &name);
            if (me(c).name == name) found.insert(found.begin(), c.self());
            return list(types().xElement, std::move(found));
        })
        .method("IEnumerable<XElement> AncestorsAndSelf(XName name)", [](Call& c) { return ancestors(c, true); })
        .method("IEnumerable<XNode> DescendantNodesAndSelf()", [](Call& c) {
            auto found = select(me(c), true, false, nullptr);
            found.insert(found.begin(), c.self());
            return list(c.result->arguments[0], std::move(found));
        })
        .method("string GetPrefixOfNamespace(XNamespace ns)", [](Call& c) {
            const std::string uri = toText(c.need(0));
            for (XNodeObject* at = &me(c); at; at = at->parent)
                for (const auto& attribute : at->attributes)
                    if (attribute->name.space == "http://www.w3.org/2000/xmlns/" && attribute->value == uri) return textOf(attribute->name.local);
            return uri == "http://www.w3.org/XML/1998/namespace" ? textOf("xml") : Value();
        })
        .method("void ReplaceAll(object content)", replaceAll)
        .method("void ReplaceAll(params object[] content)", replaceAll)
        .method("void ReplaceAttributes(object content)", replaceAttributes)
        .method("void ReplaceAttributes(params object[] content)", replaceAttributes)
        .property("static IEnumerable<XElement> EmptySequence", [](Call&) { return ArrayObject::make(types().arrayOf(types().xElement), {}); })
        .method("void SetValue(object value)", [](Call& c) { return setValue(me(c), contentText(c.need(0))); })
        .method("void RemoveAttributes()",
                [](Call& c) {
                    me(c).attributes.clear();
                    return Value();
                })
        .method("void RemoveAll()",
                [](Call& c) {
                    me(c).attributes.clear();
                    while (!me(c).children.empty()) me(c).removeAt(me(c).children.size() - 1);
                    me(c).selfClosed = true;
                    return Value();
                })
        .method("IEnumerable<XElement> DescendantsAndSelf()",
                [](Call& c) {
                    auto found = select(me(c), true, true, nullptr);
                    found.insert(found.begin(), c.self());
                    return list(types().xElement, std::move(found));
                })
        .method("IEnumerable<XElement> AncestorsAndSelf()", [](Call& c) { return ancestors(c, true); })
        .method("XNamespace GetDefaultNamespace()",
                [](Call& c) {
                    for (XNodeObject* at = &me(c); at; at = at->parent)
                        if (AttributeObject* found = at->attribute({"", "xmlns"})) return Value::object(new NamespaceObject(found->value));
                    return Value::object(new NamespaceObject(""));
                })
        .method("XNamespace GetNamespaceOfPrefix(string prefix)", [](Call& c) {
            if (c.needText(0).empty()) raise("ArgumentException", "'' is an invalid prefix.");
            for (XNodeObject* at = &me(c); at; at = at->parent)
                if (AttributeObject* found = at->attribute({"http://www.w3.org/2000/xmlns/", std::string(c.needText(0))}))
                    return Value::object(new NamespaceObject(found->value));
            return Value();
        });
    casts(t, "XElement");
}

}  // namespace

MGC_TYPE(xml_element, describe)

}  // namespace mgc::expression
