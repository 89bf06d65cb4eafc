// JContainer, merge settings and the enumerations of Newtonsoft.Json.
#include <functional>

#include "expression/types/collection_members.h"
#include "expression/types/json_members.h"

namespace mgc::expression {
using namespace json;

namespace {

Value descendants(Call& c, bool self) {
    std::vector<Value> found;
    const std::function<void(JTokenObject&)> walk = [&](JTokenObject& at) {
        auto* inside = dynamic_cast<JContainerObject*>(&at);
        for (std::size_t i = 0; inside && i < inside->count(); ++i) {
            countStep();
            found.push_back(inside->child(i)->value());
            walk(*inside->child(i));
        }
    };
    if (self) found.push_back(c.self());
    walk(token(c));
    return list(types().jToken, std::move(found));
}

void describe(TypeRegistry& registry) {
    registry.define("Newtonsoft.Json.Linq", "JContainer", TypeKind::Class)
        .base("JToken")
        .implements({"IList<JToken>"})
        .property("int Count", collectionCount)
        .method("void Add(object content)",
                [](Call& c) {
                    addContent(container(c), c[0]);
                    return Value();
                })
        .mutating()
        .method("void AddFirst(object content)",
                [](Call& c) {
                    container(c).insert(0, tokenFrom(c[0]));
                    return Value();
                })
        .mutating()
        .method("void RemoveAll()",
                [](Call& c) {
                    container(c).clear();
                    return Value();
                })
        .mutating()
        .method("void ReplaceAll(object content)",
                [](Call& c) {
                    container(c).clear();
                    addContent(container(c), c[0]);
                    return Value();
                })
        .mutating()
        .method("void Merge(object content)",
                [](Call& c) {
                    const TokenRef other = tokenFromObject(c[0]);
                    merge(token(c), *other, 0);
                    return Value();
                })
        .mutating()
        .method("void Merge(object content, JsonMergeSettings settings)",
                [](Call& c) {
                    const TokenRef other = tokenFromObject(c[0]);
                    merge(token(c), *other, c.isNull(1) ? 0 : as<RecordObject>(c[1]).items[0].bits());
                    return Value();
                })
        .mutating()
        .method("IEnumerable<JToken> Descendants()", [](Call& c) { return descendants(c, false); })
        .method("IEnumerable<JToken> DescendantsAndSelf()", [](Call& c) { return descendants(c, true); });
    registry.define("Newtonsoft.Json.Linq", "JEnumerable<T>", TypeKind::Class)
        .implements({"IEnumerable<T>"})
        .indexer("JEnumerable<JToken> this[object key]", [](Call& c) {
            std::vector<Value> items;
            const auto walk = iterate(c.self());
            for (Value item; walk->next(item);) {
                Value found = getByKey(*tokenOf(item), c[0]);
                if (!found.isNull()) items.push_back(std::move(found));
            }
            return jEnumerable(std::move(items));
        });
    registry.define("Newtonsoft.Json.Linq", "JsonMergeSettings", TypeKind::Class)
        .constructor("new()", [](Call& c) { return Value::object(new RecordObject(c.result, {enumValue("MergeArrayHandling", 0)})); })
        .property(
            "MergeArrayHandling MergeArrayHandling", [](Call& c) { return c.selfAs<RecordObject>().items[0]; }, {},
            [](Call& c) {
                c.selfAs<RecordObject>().items[0] = c[0];
                return Value();
            });
    registry.enumeration("Newtonsoft.Json.Linq", "MergeArrayHandling").values({{"Concat", 0}, {"Union", 1}, {"Replace", 2}, {"Merge", 3}});
    registry.enumeration("Newtonsoft.Json.Linq", "JTokenType")
        .values({{"None", 0},
                 {"Object", 1},
                 {"Array", 2},
                 {"Constructor", 3},
                 {"Property", 4},
                 {"Comment", 5},
                 {"Integer", 6},
                 {"Float", 7},
                 {"String", 8},
                 {"Boolean", 9},
                 {"Null", 10},
                 {"Undefined", 11},
                 {"Date", 12},
                 {"Raw", 13},
                 {"Bytes", 14},
                 {"Guid", 15},
                 {"Uri", 16},
                 {"TimeSpan", 17}});
    registry.enumeration("Newtonsoft.Json", "Formatting").values({{"None", 0}, {"Indented", 1}});
    registry.define("System.Numerics", "BigInteger", TypeKind::Struct);
}

}  // namespace

MGC_TYPE(json_container, describe)

}  // namespace mgc::expression
