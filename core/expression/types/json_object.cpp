// JObject.
#include "expression/types/collection_members.h"
#include "expression/types/json_members.h"

namespace mgc::expression {
using namespace json;

namespace {

void describe(TypeRegistry& registry) {
    registry.define("Newtonsoft.Json.Linq", "JObject", TypeKind::Class)
        .base("JContainer")
        .implements({"IDictionary<string,JToken>"})
        .help("A JSON object. Absent members read as null.")
        .constructor("new()", [](Call&) { return Value::object(new JObjectObject); })
        .constructor("new(JObject other)", [](Call& c) { return tokenOf(c.need(0))->clone()->value(); })
        .constructor("new(params object[] content)", [](Call& c) { return withContent(Value::object(new JObjectObject), c[0]); })
        .constructor("new(object content)", [](Call& c) { return withContent(Value::object(new JObjectObject), c[0]); })
        .indexer(
            "JToken this[string propertyName]", [](Call& c) { return c.isNull(0) ? Value() : wrap(object(c).get(c.text(0))); },
            [](Call& c) {
                object(c).set(c.needText(0), tokenFrom(c[1]));
                return Value();
            })
        .mutating()
        .method(
            "static JObject Parse(string json)", [](Call& c) { return parseAs(c.needText(0), TokenType::Object, "JObject"); },
            "Newtonsoft's lenient grammar; JsonReaderException for a bad text.")
        .method("static JObject FromObject(object o)",
                [](Call& c) {
                    Value made = tokenFromObject(c.need(0))->value();
                    if (tokenOf(made)->tokenType() != TokenType::Object)
                        raise("ArgumentException", "Object serialized to " + std::string(tokenTypeName(tokenOf(made)->tokenType())) +
                                                       ". JObject instance expected.");
                    return made;
                })
        .method(
            "void Add(string propertyName, JToken value)",
            [](Call& c) {
                object(c).add(c.needText(0), tokenFrom(c[1]));
                return Value();
            },
            "ArgumentException if the name is there.")
        .mutating()
        .method("bool Remove(string propertyName)", [](Call& c) { return boxed(object(c).remove(c.needText(0))); })
        .mutating()
        .method("bool ContainsKey(string propertyName)", [](Call& c) { return boxed(object(c).get(c.needText(0)) != nullptr); })
        .method("JProperty Property(string name)", [](Call& c) { return c.isNull(0) ? Value() : wrap(object(c).property(c.text(0))); })
        .method("IEnumerable<JProperty> Properties()",
                [](Call& c) {
                    std::vector<Value> items;
                    for (std::size_t i = 0; i < object(c).count(); ++i) items.push_back(object(c).propertyAt(i)->value());
                    return list(types().jProperty, std::move(items));
                })
        .method("JEnumerable<JToken> PropertyValues()",
                [](Call& c) {
                    std::vector<Value> items;
                    for (std::size_t i = 0; i < object(c).count(); ++i) items.push_back(wrap(object(c).propertyAt(i)->content()));
                    return jEnumerable(std::move(items));
                })
        .method("JToken GetValue(string propertyName)", [](Call& c) { return c.isNull(0) ? Value() : wrap(object(c).get(c.text(0))); })
        .method("JToken GetValue(string propertyName, StringComparison comparison)",
                [](Call& c) {
                    if (c.isNull(0)) return Value();
                    if (JTokenObject* exact = object(c).get(c.text(0))) return exact->value();
                    for (std::size_t i = 0; (c.integer(1) & 1) && i < object(c).count(); ++i)
                        if (equalsOrdinalIgnoreCase(object(c).propertyAt(i)->name, c.text(0)))
                            return wrap(object(c).propertyAt(i)->content());
                    return Value();
                })
        .method("bool TryGetValue(string propertyName, out JToken value)",
                [](Call& c) {
                    JTokenObject* found = c.isNull(0) ? nullptr : object(c).get(c.text(0));
                    c[1] = wrap(found);
                    return boxed(found != nullptr);
                })
        .method("bool TryGetValue(string propertyName, StringComparison comparison, out JToken value)", [](Call& c) {
            JTokenObject* found = c.isNull(0) ? nullptr : object(c).get(c.text(0));
            for (std::size_t i = 0; !found && !c.isNull(0) && (c.integer(1) & 1) && i < object(c).count(); ++i)
                if (equalsOrdinalIgnoreCase(object(c).propertyAt(i)->name, c.text(0))) found = object(c).propertyAt(i)->content();
            c[2] = wrap(found);
            return boxed(found != nullptr);
        });
}

}  // namespace

MGC_TYPE(json_object, describe)

}  // namespace mgc::expression
