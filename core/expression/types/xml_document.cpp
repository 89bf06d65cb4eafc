// XDocument and XDeclaration.
#include "expression/types/xml_members.h"

namespace mgc::expression {
using namespace xml;

namespace {

/// A part of <?xml version="1.0" ...?>; null where it is missing.
Value declared(std::string_view text, std::string_view part) {
    const std::size_t at = text.find(part);
    const std::size_t open = at == std::string_view::npos ? at : text.find_first_of("\"'", at);
    const std::size_t close = open == std::string_view::npos ? open : text.find(text[open], open + 1);
    return close == std::string_view::npos ? Value() : textOf(text.substr(open + 1, close - open - 1));
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Xml.Linq";
    const auto document = [](Call& c) {
        Ref<XNodeObject> made(new XNodeObject(XKind::Document));
        if (c.count > 0) addContent(*made, c[c.count - 1]);
        if (c.count > 1 && !c[0].isNull()) made->declaration = toText(c[0]);
        return made->value();
    };
    registry.define(space, "XDocument", TypeKind::Class)
        .base("XContainer")
        .constructor("new()", document)
        .constructor("new(params object[] content)", document)
        .constructor("new(XDeclaration declaration, params object[] content)", document)
        .method("static XDocument Parse(string text)", [](Call& c) { return c.runtime.keep(parseDocument(c.needText(0), false)->value()); })
        .method("static XDocument Parse(string text, LoadOptions options)",
                [](Call& c) { return c.runtime.keep(parseDocument(c.needText(0), (c.integer(1) & 1) != 0)->value()); })
        .property("XElement Root", [](Call& c) { return wrap(rootOf(me(c))); })
        .property("XDeclaration Declaration",
                  [](Call& c) {
                      const std::string& text = me(c).declaration;
                      if (text.empty()) return Value();
                      return Value::object(new RecordObject(
                          c.result, {declared(text, "version"), declared(text, "encoding"), declared(text, "standalone")}));
                  })
        .refuses({"static XDocument Load(string uri)"});
    registry.define(space, "XDeclaration", TypeKind::Class)
        .constructor("new(string version, string encoding, string standalone)",
                     [](Call& c) {
                         return Value::object(new RecordObject(c.result, {c[0], c[1], c[2]}));
                     })
        .property("string Version", [](Call& c) { return c.selfAs<RecordObject>().items[0]; })
        .property("string Encoding", [](Call& c) { return c.selfAs<RecordObject>().items[1]; })
        .property("string Standalone", [](Call& c) { return c.selfAs<RecordObject>().items[2]; })
        .method("string ToString()", [](Call& c) {
            const auto& items = c.selfAs<RecordObject>().items;
            std::string out = "<?xml version=\"" + toText(items[0]) + "\"";
            if (!items[1].isNull()) out += " encoding=\"" + toText(items[1]) + "\"";
            if (!items[2].isNull()) out += " standalone=\"" + toText(items[2]) + "\"";
            return textOf(out + "?>");
        });
}

}  // namespace

MGC_TYPE(xml_document, describe)

}  // namespace mgc::expression
