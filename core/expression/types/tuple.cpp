// KeyValuePair and Tuple.
#include "expression/types/collection_members.h"

namespace mgc::expression {
namespace {

using Items = std::vector<Value>;

template <std::size_t index>
Value item(Call& c) {
    return c.selfAs<RecordObject>().items[index];
}
Value record(Call& c) {
    Items items;
    for (int i = 0; i < c.count; ++i) items.push_back(c[i]);
    return Value::object(new RecordObject(c.result, std::move(items)));
}

void describe(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", "KeyValuePair<TKey,TValue>", TypeKind::Struct)
        .constructor("new(TKey key, TValue value)", record)
        .property("TKey Key", [](Call& c) { return pairKey(c.self()); })
        .property("TValue Value", [](Call& c) { return pairValue(c.self()); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); });
    auto factory = registry.define("System", "Tuple", TypeKind::Class);
    factory.method("static Tuple<T1> Create<T1>(T1 item1)", record)
        .method("static Tuple<T1,T2> Create<T1,T2>(T1 item1, T2 item2)", record)
        .method("static Tuple<T1,T2,T3> Create<T1,T2,T3>(T1 item1, T2 item2, T3 item3)", record)
        .method("static Tuple<T1,T2,T3,T4> Create<T1,T2,T3,T4>(T1 item1, T2 item2, T3 item3, T4 item4)", record)
        .method("static Tuple<T1,T2,T3,T4,T5> Create<T1,T2,T3,T4,T5>(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)", record)
        .method("static Tuple<T1,T2,T3,T4,T5,T6> Create<T1,T2,T3,T4,T5,T6>(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6)",
                record)
        .method(
            "static Tuple<T1,T2,T3,T4,T5,T6,T7> Create<T1,T2,T3,T4,T5,T6,T7>(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, "
            "T7 item7)",
            record);
    registry.define("System", "Tuple<T1>", TypeKind::Class).constructor("new(T1 item1)", record).property("T1 Item1", item<0>);
    registry.define("System", "Tuple<T1,T2>", TypeKind::Class)
        .constructor("new(T1 item1, T2 item2)", record)
        .property("T1 Item1", item<0>)
        .property("T2 Item2", item<1>);
    registry.define("System", "Tuple<T1,T2,T3>", TypeKind::Class)
        .constructor("new(T1 item1, T2 item2, T3 item3)", record)
        .property("T1 Item1", item<0>)
        .property("T2 Item2", item<1>)
        .property("T3 Item3", item<2>);
    registry.define("System", "Tuple<T1,T2,T3,T4>", TypeKind::Class)
        .constructor("new(T1 item1, T2 item2, T3 item3, T4 item4)", record)
        .property("T1 Item1", item<0>)
        .property("T2 Item2", item<1>)
        .property("T3 Item3", item<2>)
        .property("T4 Item4", item<3>);
    registry.define("System", "Tuple<T1,T2,T3,T4,T5>", TypeKind::Class)
        .constructor("new(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)", record)
        .property("T1 Item1", item<0>)
        .property("T2 Item2", item<1>)
        .property("T3 Item3", item<2>)
        .property("T4 Item4", item<3>)
        .property("T5 Item5", item<4>);
    registry.define("System", "Tuple<T1,T2,T3,T4,T5,T6>", TypeKind::Class)
        .constructor("new(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6)", record)
        .property("T1 Item1", item<0>)
        .property("T2 Item2", item<1>)
        .property("T3 Item3", item<2>)
        .property("T4 Item4", item<3>)
        .property("T5 Item5", item<4>)
        .property("T6 Item6", item<5>);
    registry.define("System", "Tuple<T1,T2,T3,T4,T5,T6,T7>", TypeKind::Class)
        .constructor("new(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7)", record)
        .property("T1 Item1", item<0>)
        .property("T2 Item2", item<1>)
        .property("T3 Item3", item<2>)
        .property("T4 Item4", item<3>)
        .property("T5 Item5", item<4>)
        .property("T6 Item6", item<5>)
        .property("T7 Item7", item<6>);
}

}  // namespace

MGC_TYPE(tuple, describe)

}  // namespace mgc::expression
