// XText, XCData, XComment, XProcessingInstruction.
#include "expression/types/xml_members.h"

namespace mgc::expression {
using namespace xml;

namespace {

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    const auto textNode = [&](const char* name, const char* base, XKind kind) {
        auto t = registry.define(space, name, TypeKind::Class);
        t.base(base);
        const auto set = [](Call& c) {
            me(c).content = c.needText(0);
            return Value();
        };
        if (kind == XKind::Text)
            t.constructor("new(string value)", [](Call& c) {
                Ref<XNodeObject> node(new XNodeObject(XKind::Text));
                node->content = c.needText(0);
                return node->value();
            });
        if (kind == XKind::CData)
            t.constructor("new(string value)", [](Call& c) {
                Ref<XNodeObject> node(new XNodeObject(XKind::CData));
                node->content = c.needText(0);
                return node->value();
            });
        if (kind == XKind::Comment)
            t.constructor("new(string value)", [](Call& c) {
                Ref<XNodeObject> node(new XNodeObject(XKind::Comment));
                node->content = c.needText(0);
                return node->value();
            });
        t.property(
            "string Value", [](Call& c) { return textOf(me(c).content); }, {}, set);
    };
    textNode("XText", "XNode", XKind::Text);
    textNode("XCData", "XText", XKind::CData);
    textNode("XComment", "XNode", XKind::Comment);
    registry.define(space, "XProcessingInstruction", TypeKind::Class)
        .base("XNode")
        .constructor("new(string target, string data)",
                     [](Call& c) {
                         Ref<XNodeObject> node(new XNodeObject(XKind::Instruction));
                         if (c.needText(0).empty()) raiseArgumentNull("target");
                         node->name = checkedName("", c.text(0));
                         node->content = c.needText(1);
                         return node->value();
                     })
        .property("string Target", [](Call& c) { return textOf(me(c).name.local); })
        .property("string Data", [](Call& c) { return textOf(me(c).content); });
}

}  // namespace

MGC_TYPE(xml_text, describe)

}  // namespace mgc::expression
