// JArray.
#include "expression/types/collection_members.h"
#include "expression/types/json_members.h"

namespace mgc::expression {
using namespace json;

namespace {

void describe(TypeRegistry& registry) {
    registry.define("Newtonsoft.Json.Linq", "JArray", TypeKind::Class)
        .base("JContainer")
        .help("A JSON array.")
        .constructor("new()", [](Call&) { return Value::object(new JArrayObject); })
        .constructor("new(JArray other)", [](Call& c) { return tokenOf(c.need(0))->clone()->value(); })
        .constructor("new(params object[] content)", [](Call& c) { return withContent(Value::object(new JArrayObject), c[0]); })
        .constructor("new(object content)", [](Call& c) { return withContent(Value::object(new JArrayObject), c[0]); })
        .indexer("JToken this[int index]", collectionGet,
                 [](Call& c) {
                     if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(container(c).count())) raiseListIndex();
                     container(c).replaceAt(static_cast<std::size_t>(c.integer(0)), tokenFrom(c[1]));
                     return Value();
                 })
        .mutating()
        .method("static JArray Parse(string json)", [](Call& c) { return parseAs(c.needText(0), TokenType::Array, "JArray"); })
        .method("static JArray FromObject(object o)",
                [](Call& c) {
                    Value made = tokenFromObject(c.need(0))->value();
                    if (tokenOf(made)->tokenType() != TokenType::Array)
                        raise("ArgumentException", "Object serialized to " + std::string(tokenTypeName(tokenOf(made)->tokenType())) +
                                                       ". JArray instance expected.");
                    return made;
                })
        .method("void Add(JToken item)",
                [](Call& c) {
                    container(c).insert(container(c).count(), tokenFrom(c[0]));
                    return Value();
                })
        .mutating()
        .method("void Insert(int index, JToken item)", collectionInsert)
        .mutating()
        .method("void RemoveAt(int index)", collectionRemoveAt)
        .mutating()
        .method("bool Remove(JToken item)", collectionRemove)
        .mutating()
        .method("void Clear()", collectionClear)
        .mutating()
        .method("int IndexOf(JToken item)", collectionIndexOf)
        .method("bool Contains(JToken item)", collectionContains, "By reference: a new token is never found.");
}

}  // namespace

MGC_TYPE(json_array, describe)

}  // namespace mgc::expression
