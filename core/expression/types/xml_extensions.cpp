// System.Xml.Linq.Extensions.
#include "expression/types/xml_members.h"

namespace mgc::expression {
using namespace xml;

namespace {

template <bool deep, bool elementsOnly>
Value childrenOfMany(Call& c) {
    std::vector<Value> found;
    const auto walk = iterate(c.need(0));
    for (Value item; walk->next(item);) {
        if (!nodeOf(item)) raise("InvalidCastException", "The items of the sequence are not XML nodes.");
        Name name;
        if (c.count > 1 && c.isNull(1)) return ArrayObject::make(types().arrayOf(types().xElement), {});
        if (c.count > 1) name = nameOf(c[1]);
        for (auto& each : select(*nodeOf(item), deep, elementsOnly, c.count > 1 ? &name : nullptr)) found.push_back(std::move(each));
    }
    return list(c.result->arguments[0], std::move(found));
}

Value descendantsAndSelf(Call& c) {
    std::vector<Value> found;
    Name name;
    if (c.count > 1) name = nameOf(c.need(1));
    for (const auto& item : toVector(c.need(0))) {
        if (c.count < 2 || nodeOf(item)->name == name) found.push_back(item);
        for (auto& each : select(*nodeOf(item), true, true, c.count > 1 ? &name : nullptr)) found.push_back(std::move(each));
    }
    return list(types().xElement, std::move(found));
}
template <bool self>
Value ancestorsOfMany(Call& c) {
    std::vector<Value> found;
    Name name;
    if (c.count > 1) name = nameOf(c.need(1));
    for (const auto& item : toVector(c.need(0)))
        for (XNodeObject* at = self ? nodeOf(item) : nodeOf(item)->parent; at; at = at->parent)
            if (at->kind == XKind::Element && (c.count < 2 || at->name == name)) found.push_back(at->value());
    return list(types().xElement, std::move(found));
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    auto x = registry.define(space, "XmlExtensions", TypeKind::Class);
    x.makeStatic()
        .method("static IEnumerable<XElement> DescendantsAndSelf(this IEnumerable<XElement> source)", descendantsAndSelf)
        .method("static IEnumerable<XElement> DescendantsAndSelf(this IEnumerable<XElement> source, XName name)", descendantsAndSelf)
        .method("static IEnumerable<XElement> Ancestors(this IEnumerable<XNode> source)", ancestorsOfMany<false>)
        .method("static IEnumerable<XElement> Ancestors(this IEnumerable<XNode> source, XName name)", ancestorsOfMany<false>)
        .method("static IEnumerable<XElement> AncestorsAndSelf(this IEnumerable<XElement> source)", ancestorsOfMany<true>)
        .method("static IEnumerable<XElement> AncestorsAndSelf(this IEnumerable<XElement> source, XName name)", ancestorsOfMany<true>)
        .method("static IEnumerable<XNode> DescendantNodes(this IEnumerable<XContainer> source)", childrenOfMany<true, false>)
        .method("static IEnumerable<XElement> Elements(this IEnumerable<XContainer> source)", childrenOfMany<false, true>)
        .method("static IEnumerable<XElement> Elements(this IEnumerable<XContainer> source, XName name)", childrenOfMany<false, true>)
        .method("static IEnumerable<XElement> Descendants(this IEnumerable<XContainer> source)", childrenOfMany<true, true>)
        .method("static IEnumerable<XElement> Descendants(this IEnumerable<XContainer> source, XName name)", childrenOfMany<true, true>)
        .method("static IEnumerable<XNode> Nodes(this IEnumerable<XContainer> source)", childrenOfMany<false, false>)
        .method("static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source)",
                [](Call& c) {
                    std::vector<Value> items;
                    for (const auto& item : toVector(c.need(0)))
                        for (const auto& attribute : nodeOf(item)->attributes) items.push_back(Value::object(attribute.get()));
                    return list(types().named("XAttribute"), std::move(items));
                })
        .method("static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source, XName name)",
                [](Call& c) {
                    std::vector<Value> items;
                    for (const auto& item : toVector(c.need(0)))
                        if (AttributeObject* found = nodeOf(item)->attribute(nameOf(c.need(1)))) items.push_back(Value::object(found));
                    return list(types().named("XAttribute"), std::move(items));
                })
        .method("static void Remove(this IEnumerable<XNode> source)", [](Call& c) {
            for (const auto& item : toVector(c.need(0))) (void)removeNode(*nodeOf(item));
            return Value();
        });
}

}  // namespace

MGC_TYPE(xml_extensions, describe)

}  // namespace mgc::expression
