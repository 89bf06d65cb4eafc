// Dictionary<TKey,TValue>.
#include "expression/runtime/links.h"
#include "expression/types/collection_members.h"

namespace mgc::expression {
namespace {

Value copyDictionary(Call& c, const Comparer& comparer) {
    auto* made = new DictionaryObject(c.result, comparer);
    Value result = Value::object(made);
    const auto walk = iterate(c[0], "dictionary");
    for (Value item; walk->next(item);) {
        if (!made->table.add(pairKey(item), pairValue(item))) raise("ArgumentException", "An item with the same key has already been added.");
    }
    return result;
}

void describe(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", "Dictionary<TKey,TValue>", TypeKind::Class)
        .implements({"IDictionary<TKey,TValue>", "IReadOnlyDictionary<TKey,TValue>"})
        .help("Values by key; keys compare exactly unless a StringComparer is given.")
        .constructor("new()", [](Call& c) { return Value::object(new DictionaryObject(c.result)); })
        .constructor("new(int capacity)",
                     [](Call& c) {
                         if (c.integer(0) < 0) raiseOutOfRange("capacity");
                         return Value::object(new DictionaryObject(c.result));
                     })
        .constructor("new(IEqualityComparer<TKey> comparer)",
                     [](Call& c) { return Value::object(new DictionaryObject(c.result, Comparer::from(c[0]))); })
        .constructor("new(int capacity, IEqualityComparer<TKey> comparer)",
                     [](Call& c) {
                         if (c.integer(0) < 0) raiseOutOfRange("capacity");
                         return Value::object(new DictionaryObject(c.result, Comparer::from(c[1])));
                     })
        .constructor("new(IDictionary<TKey,TValue> dictionary)", [](Call& c) { return copyDictionary(c, {}); })
        .constructor("new(IDictionary<TKey,TValue> dictionary, IEqualityComparer<TKey> comparer)",
                     [](Call& c) { return copyDictionary(c, Comparer::from(c[1])); })
        .property("int Count", collectionCount)
        .indexer("TValue this[TKey key]", dictionaryGet, dictionarySet)
        .property("ICollection<TKey> Keys", dictionaryKeys)
        .property("ICollection<TValue> Values", dictionaryValues)
        .method("void Add(TKey key, TValue value)", dictionaryAdd)
        .method("bool ContainsKey(TKey key)", dictionaryContainsKey)
        .method("bool ContainsValue(TValue value)",
                [](Call& c) {
                    for (const auto& entry : c.selfAs<DictionaryObject>().table.entries())
                        if (entry.used && valuesEqual(entry.value, c[0])) return boxed(true);
                    return boxed(false);
                })
        .method("bool TryGetValue(TKey key, out TValue value)", dictionaryTryGetValue)
        .method("bool Remove(TKey key)", dictionaryRemove)
        .property("IEqualityComparer<TKey> Comparer", [](Call& c) { return Value::object(new ComparerObject(c.selfAs<DictionaryObject>().table.comparer())); })
        .method("IEnumerator<KeyValuePair<TKey,TValue>> GetEnumerator()", [](Call& c) { return makeEnumerator(c.result, c.self()); })
        .method("void Clear()", collectionClear);
}

}  // namespace

MGC_TYPE(dictionary, describe)

}  // namespace mgc::expression
