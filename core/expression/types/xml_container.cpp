// XContainer.
#include "expression/types/xml_members.h"

namespace mgc::expression {
using namespace xml;

namespace {

template <bool deep, bool elementsOnly>
Value children(Call& c) {
    if (c.count > 0 && !c.isNull(0)) {
        const Name name = nameOf(c[0]);
        return list(c.result->arguments[0], select(me(c), deep, elementsOnly, &name));
    }
    if (c.count > 0) return list(c.result->arguments[0], {});
    return list(c.result->arguments[0], select(me(c), deep, elementsOnly, nullptr));
}
Value element(Call& c) {
    for (const auto& child : me(c).children)
        if (child->kind == XKind::Element && !c.isNull(0) && child->name == nameOf(c[0])) return child->value();
    return {};
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    registry.define(space, "XContainer", TypeKind::Class)
        .base("XNode")
        .method("XElement Element(XName name)", element, "The first child element of that name, or null.")
        .method("IEnumerable<XElement> Elements()", children<false, true>)
        .method("IEnumerable<XElement> Elements(XName name)", children<false, true>)
        .method("IEnumerable<XElement> Descendants()", children<true, true>)
        .method("IEnumerable<XElement> Descendants(XName name)", children<true, true>)
        .method("IEnumerable<XNode> Nodes()", children<false, false>)
        .method("IEnumerable<XNode> DescendantNodes()", children<true, false>)
        .property("XNode FirstNode", [](Call& c) { return me(c).children.empty() ? Value() : me(c).children.front()->value(); })
        .property("XNode LastNode", [](Call& c) { return me(c).children.empty() ? Value() : me(c).children.back()->value(); })
        .method("void Add(object content)",
                [](Call& c) {
                    addContent(me(c), c[0]);
                    return Value();
                })
        .method("void Add(params object[] content)",
                [](Call& c) {
                    addContent(me(c), c[0]);
                    return Value();
                })
        .method("void AddFirst(object content)",
                [](Call& c) {
                    if (c[0].kind() == Kind::Object && typeOf(c[0])->is("XAttribute"))
                        raise("ArgumentException", "An attribute cannot be added to content.");
                    std::size_t at = 0;
                    addContent(me(c), c[0], &at);
                    return Value();
                })
        .method("void RemoveNodes()",
                [](Call& c) {
                    while (!me(c).children.empty()) me(c).removeAt(me(c).children.size() - 1);
                    me(c).selfClosed = true;
                    return Value();
                })
        .method("void ReplaceNodes(params object[] content)", [](Call& c) {
            while (!me(c).children.empty()) me(c).removeAt(me(c).children.size() - 1);
            addContent(me(c), c[0]);
            return Value();
        });
}

}  // namespace

MGC_TYPE(xml_container, describe)

}  // namespace mgc::expression
