// Newtonsoft.Json.Linq.Extensions.
#include "expression/types/json_members.h"

namespace mgc::expression {
using namespace json;

namespace {

/// A value itself; of a container its children.
void spread(const Value& token, std::vector<Value>& out) {
    if (dynamic_cast<JValueObject*>(tokenOf(token))) {
        out.push_back(token);
        return;
    }
    const auto inner = iterate(token);
    for (Value each; inner->next(each);) out.push_back(each);
}

void describe(TypeRegistry& registry) {
    auto t = registry.define("Newtonsoft.Json.Linq", "Extensions", TypeKind::Class);
    t.makeStatic()
        .method(
            "static U Value<U>(this IEnumerable<JToken> value)",
            [](Call& c) {
                if (c.isNull(0)) raiseArgumentNull("value");
                JTokenObject* self = tokenOf(c[0]);
                if (!self) raise("ArgumentException", "Source value must be a JToken.");
                return tokenValue(self, c.typeArguments[0]);
            },
            "The token converted to U.")
        .method("static IEnumerable<JToken> Values(this IEnumerable<JToken> source)",
                [](Call& c) {
                    std::vector<Value> items;
                    const auto walk = iterate(c.need(0));
                    for (Value item; walk->next(item);) spread(item, items);
                    return jEnumerable(std::move(items));
                })
        .method("static IEnumerable<JToken> Values(this IEnumerable<JToken> source, object key)",
                [](Call& c) {
                    std::vector<Value> items;
                    const auto walk = iterate(c.need(0));
                    for (Value item; walk->next(item);) {
                        Value found = getByKey(*tokenOf(item), c[1]);
                        if (!found.isNull()) items.push_back(std::move(found));
                    }
                    return list(types().jToken, std::move(items));
                })
        .method("static IEnumerable<U> Values<U>(this IEnumerable<JToken> source)",
                [](Call& c) {
                    std::vector<Value> items;
                    const auto walk = iterate(c.need(0));
                    std::vector<Value> tokens;
                    for (Value item; walk->next(item);) spread(item, tokens);
                    for (const auto& each : tokens) items.push_back(tokenValue(tokenOf(each), c.typeArguments[0]));
                    return list(c.typeArguments[0], std::move(items));
                })
        .method("static IEnumerable<U> Values<U>(this IEnumerable<JToken> source, object key)",
                [](Call& c) {
                    std::vector<Value> items;
                    const auto walk = iterate(c.need(0));
                    for (Value item; walk->next(item);) {
                        const Value found = getByKey(*tokenOf(item), c[1]);
                        if (!found.isNull()) items.push_back(tokenValue(tokenOf(found), c.typeArguments[0]));
                    }
                    return list(c.typeArguments[0], std::move(items));
                })
        .method("static IEnumerable<JToken> Children(this IEnumerable<JToken> source)",
                [](Call& c) {
                    std::vector<Value> items;
                    const auto walk = iterate(c.need(0));
                    for (Value item; walk->next(item);) {
                        const auto inner = iterate(item);
                        for (Value each; inner->next(each);) items.push_back(each);
                    }
                    return list(types().jToken, std::move(items));
                })
        .method("static IEnumerable<JProperty> Properties(this IEnumerable<JObject> source)",
                [](Call& c) {
                    std::vector<Value> items;
                    const auto walk = iterate(c.need(0));
                    for (Value item; walk->next(item);) {
                        const auto inner = iterate(item);
                        for (Value each; inner->next(each);) items.push_back(each);
                    }
                    return Value::object(new ListObject(types().generic("JEnumerable", {types().jProperty}), std::move(items)));
                })
        .method("static IEnumerable<JToken> AsJEnumerable(this IEnumerable<JToken> source)",
                [](Call& c) { return jEnumerable(toVector(c.need(0))); });
}

}  // namespace

MGC_TYPE(json_extensions, describe)

}  // namespace mgc::expression
