// Interfaces and delegate types: declarations that other types refer to.
#include "expression/runtime/equality.h"
#include "expression/runtime/links.h"
#include "expression/types/collection_members.h"

namespace mgc::expression {
namespace {

/// IEnumerator<T>: a walk with a current item.
class EnumeratorObject final : public Object {
public:
    EnumeratorObject(const Type* enumeratorType, Value items)
        : m_type(enumeratorType), m_items(std::move(items)), m_walk(iterate(m_items)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    bool next() { return m_walk->next(current); }
    void reset() { m_walk = iterate(m_items); }
    Value current;

private:
    const Type* m_type;
    Value m_items;
    IteratorPtr m_walk;
};

Value invokeDelegate(Call& c) { return invokeAll(c.self(), c.arguments + 1, c.count); }

/// Func<T1,..,TResult> and Action<T1,..> of up to eight parameters, and their kin.
void describeDelegates(TypeRegistry& registry) {
    for (int count = 0; count <= 8; ++count) {
        std::string types, parameters, variance;
        for (int i = 1; i <= count; ++i) {
            const std::string name = count == 1 ? "T" : "T" + std::to_string(i);
            types += (i > 1 ? "," : "") + name;
            parameters += (i > 1 ? ", " : "") + name + " arg" + std::to_string(i);
            variance += '-';
        }
        registry.define("System", keep(count == 0 ? "Func<TResult>" : "Func<" + types + ",TResult>"), TypeKind::Delegate)
            .variance(variance + "+")
            .method(keep("TResult Invoke(" + parameters + ")"), invokeDelegate);
        registry.define("System", keep(count == 0 ? "Action" : "Action<" + types + ">"), TypeKind::Delegate)
            .variance(variance)
            .method(keep("void Invoke(" + parameters + ")"), invokeDelegate);
    }
    registry.define("System", "Predicate<T>", TypeKind::Delegate).variance("-").method("bool Invoke(T obj)", invokeDelegate);
    registry.define("System", "Comparison<T>", TypeKind::Delegate).variance("-").method("int Invoke(T x, T y)", invokeDelegate);
    registry.define("System", "Converter<TInput,TOutput>", TypeKind::Delegate)
        .variance("-+")
        .method("TOutput Invoke(TInput input)", invokeDelegate);
}

void describe(TypeRegistry& registry) {
    const std::string_view generic = "System.Collections.Generic";
    registry.define("System.Collections", "IEnumerable", TypeKind::Interface);
    registry.define(generic, "IEnumerator<T>", TypeKind::Interface)
        .variance("+")
        .implements({"IDisposable"})
        .method("bool MoveNext()", [](Call& c) { return boxed(c.selfAs<EnumeratorObject>().next()); })
        .method("void Reset()",
                [](Call& c) {
                    c.selfAs<EnumeratorObject>().reset();
                    return Value();
                })
        .property("T Current", [](Call& c) { return c.selfAs<EnumeratorObject>().current; });
    registry.define(generic, "IEnumerable<T>", TypeKind::Interface)
        .variance("+")
        .implements({"IEnumerable"})
        .help("A sequence; LINQ methods work on it lazily.")
        .method("IEnumerator<T> GetEnumerator()", [](Call& c) { return makeEnumerator(c.result, c.self()); });
    registry.define(generic, "IReadOnlyCollection<T>", TypeKind::Interface)
        .variance("+")
        .implements({"IEnumerable<T>"})
        .property("int Count", collectionCount);
    registry.define(generic, "IReadOnlyList<T>", TypeKind::Interface)
        .variance("+")
        .implements({"IReadOnlyCollection<T>"})
        .indexer("T this[int index]", collectionGet);
    registry.define(generic, "ICollection<T>", TypeKind::Interface)
        .implements({"IEnumerable<T>"})
        .property("int Count", collectionCount)
        .property("bool IsReadOnly", [](Call& c) { return boxed(c.self().kind() == Kind::Host || (typeOf(c.self())->isArray())); })
        .method("void CopyTo(T[] array, int arrayIndex)", collectionCopyTo)
        .method("void Add(T item)", collectionAdd)
        .mutating()
        .method("void Clear()", collectionClear)
        .mutating()
        .method("bool Contains(T item)", collectionContains)
        .method("bool Remove(T item)", collectionRemove)
        .mutating();
    registry.define(generic, "IList<T>", TypeKind::Interface)
        .implements({"ICollection<T>"})
        .indexer("T this[int index]", collectionGet, collectionSet)
        .mutating()
        .method("int IndexOf(T item)", collectionIndexOf)
        .method("void Insert(int index, T item)", collectionInsert)
        .mutating()
        .method("void RemoveAt(int index)", collectionRemoveAt)
        .mutating();
    registry.define(generic, "ISet<T>", TypeKind::Interface).implements({"ICollection<T>"}).method("bool Add(T item)", collectionAdd);
    registry.define(generic, "IReadOnlyDictionary<TKey,TValue>", TypeKind::Interface)
        .implements({"IReadOnlyCollection<KeyValuePair<TKey,TValue>>"})
        .indexer("TValue this[TKey key]", dictionaryGet)
        .property("IEnumerable<TKey> Keys", dictionaryKeys)
        .property("IEnumerable<TValue> Values", dictionaryValues)
        .method("bool ContainsKey(TKey key)", dictionaryContainsKey)
        .method("bool TryGetValue(TKey key, out TValue value)", dictionaryTryGetValue);
    registry.define(generic, "IDictionary<TKey,TValue>", TypeKind::Interface)
        .implements({"ICollection<KeyValuePair<TKey,TValue>>"})
        .indexer("TValue this[TKey key]", dictionaryGet, dictionarySet)
        .mutating()
        .property("ICollection<TKey> Keys", dictionaryKeys)
        .property("ICollection<TValue> Values", dictionaryValues)
        .method("bool ContainsKey(TKey key)", dictionaryContainsKey)
        .method("bool TryGetValue(TKey key, out TValue value)", dictionaryTryGetValue)
        .method("void Add(TKey key, TValue value)", dictionaryAdd)
        .mutating()
        .method("bool Remove(TKey key)", dictionaryRemove)
        .mutating();
    registry.define(generic, "IEqualityComparer<T>", TypeKind::Interface)
        .variance("-")
        .method("bool Equals(T x, T y)",
                [](Call& c) {
                    return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : Comparer::from(c.self()).equal(c[0], c[1]));
                })
        .method("int GetHashCode(T obj)",
                [](Call& c) { return number(static_cast<std::int32_t>(Comparer::from(c.self()).hash(c.need(0)))); });
    registry.define(generic, "IComparer<T>", TypeKind::Interface).variance("-").method("int Compare(T x, T y)", [](Call& c) {
        return number(c.isNull(0) || c.isNull(1) ? (c.isNull(0) ? (c.isNull(1) ? 0 : -1) : 1)
                                                 : Comparer::from(c.self()).compare(c[0], c[1]));
    });
    registry.define("System.Linq", "IGrouping<TKey,TElement>", TypeKind::Interface)
        .variance("++")
        .implements({"IEnumerable<TElement>"})
        .property("TKey Key", [](Call& c) { return groupingKey(c.self()); });
    registry.define("System.Linq", "IOrderedEnumerable<TElement>", TypeKind::Interface).variance("+").implements({"IEnumerable<TElement>"});
    registry.define("System.Linq", "ILookup<TKey,TElement>", TypeKind::Interface)
        .implements({"IEnumerable<IGrouping<TKey,TElement>>"})
        .property("int Count", collectionCount)
        .method("bool Contains(TKey key)", [](Call& c) { return lookupGet(c, true); })
        .indexer("IEnumerable<TElement> this[TKey key]", [](Call& c) { return lookupGet(c, false); });

    describeDelegates(registry);
}

}  // namespace

Value makeEnumerator(const Type* type, const Value& items) { return Value::object(new EnumeratorObject(type, items)); }

MGC_TYPE(interfaces, describe)

}  // namespace mgc::expression
