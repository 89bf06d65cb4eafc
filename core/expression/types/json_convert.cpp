// JsonConvert: only SerializeObject and DeserializeObject are allowed.
#include "base/text.h"
#include "expression/runtime/convert.h"
#include "expression/types/json_members.h"

namespace mgc::expression {
using namespace json;

namespace {

void describe(TypeRegistry& registry) {
    const auto serialize = [](Call& c) { return textOf(tokenFromObject(c[0])->json(c.count > 1 && c.integer(1) == 1)); };
    registry.define("Newtonsoft.Json", "JsonConvert", TypeKind::Class)
        .help("Only SerializeObject and DeserializeObject are allowed.")
        .method("static string SerializeObject(object value)", serialize)
        .method("static string SerializeObject(object value, Formatting formatting)", serialize)
        .method("static object DeserializeObject(string value)",
                [](Call& c) {
                    if (trimWhiteSpace(c.needText(0)).empty()) return Value();
                    const TokenRef parsed = parseJson(c.text(0));
                    if (const auto* scalar = dynamic_cast<const JValueObject*>(parsed.get())) return scalar->content;
                    return c.runtime.keep(parsed->value());
                })
        .method("static T DeserializeObject<T>(string value)", [](Call& c) { return deserializeText(c.needText(0), c.typeArguments[0]); })
        .refuses({"static string SerializeXNode(XElement node)", "static string SerializeXmlNode(object node)",
                  "static XElement DeserializeXNode(string value)", "static string ToString(object value)"});
}

}  // namespace

MGC_TYPE(json_convert, describe)

}  // namespace mgc::expression
