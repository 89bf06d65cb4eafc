// XAttribute.
#include "expression/types/xml_members.h"

namespace mgc::expression {
using namespace xml;

namespace {

Value neighbour(Call& c, int step) {
    const auto& self = c.selfAs<AttributeObject>();
    if (!self.owner) return {};
    const auto& all = self.owner->attributes;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i) + step;
        if (all[i].get() == &self && at >= 0 && at < static_cast<std::int64_t>(all.size())) return Value::object(all[static_cast<std::size_t>(at)].get());
    }
    return {};
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    auto a = registry.define(space, "XAttribute", TypeKind::Class);
    a.base("XObject")
        .constructor("new(XName name, object value)",
                     [](Call& c) { return Value::object(new AttributeObject(nameOf(c.need(0)), contentText(c.need(1)))); })
        .property("XName Name", [](Call& c) { return nameValue(c.selfAs<AttributeObject>().name); })
        .property(
            "string Value", [](Call& c) { return textOf(c.selfAs<AttributeObject>().value); }, {},
            [](Call& c) {
                c.selfAs<AttributeObject>().value = c.needText(0);
                return Value();
            })
        .constructor("new(XAttribute other)", [](Call& c) {
            const auto& other = as<AttributeObject>(c.need(0));
            return Value::object(new AttributeObject(other.name, other.value));
        })
        .property("XAttribute NextAttribute", [](Call& c) { return neighbour(c, 1); })
        .property("XAttribute PreviousAttribute", [](Call& c) { return neighbour(c, -1); })
        .property("static IEnumerable<XAttribute> EmptySequence", [](Call&) { return ArrayObject::make(types().arrayOf(types().named("XAttribute")), {}); })
        .property("bool IsNamespaceDeclaration", [](Call& c) { return boxed(c.selfAs<AttributeObject>().isNamespace()); })
        .method("void SetValue(object value)",
                [](Call& c) {
                    c.selfAs<AttributeObject>().value = contentText(c.need(0));
                    return Value();
                })
        .method("void Remove()",
                [](Call& c) {
                    auto& self = c.selfAs<AttributeObject>();
                    if (!self.owner) raise("InvalidOperationException", "The parent is missing.");
                    const Value keep = c.self();
                    std::erase_if(self.owner->attributes, [&](const auto& each) { return each.get() == &self; });
                    self.owner = nullptr;
                    return Value();
                })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); });
    casts(a, "XAttribute");
}

}  // namespace

MGC_TYPE(xml_attribute, describe)

}  // namespace mgc::expression
