// HashSet<T>.
#include "expression/types/collection_members.h"

namespace mgc::expression {
namespace {

using Items = std::vector<Value>;

SetObject& set(Call& c) { return c.selfAs<SetObject>(); }
std::size_t sharedCount(Call& c, HashTable& other) {
    std::size_t count = 0;
    for (const auto& entry : set(c).table.entries())
        if (entry.used && other.find(entry.key)) ++count;
    return count;
}
struct OtherSet {
    OtherSet(Call& c) : table(set(c).table.comparer()) {
        for (const auto& item : toVector(c[0], "other")) (void)table.add(item, {});
    }
    HashTable table;
};

void describe(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", "HashSet<T>", TypeKind::Class)
        .implements({"ISet<T>", "IReadOnlyCollection<T>"})
        .constructor("new()", [](Call& c) { return Value::object(new SetObject(c.result)); })
        .constructor("new(IEqualityComparer<T> comparer)",
                     [](Call& c) { return Value::object(new SetObject(c.result, Comparer::from(c[0]))); })
        .constructor("new(IEnumerable<T> collection)",
                     [](Call& c) {
                         auto* made = new SetObject(c.result);
                         Value result = Value::object(made);
                         for (const auto& item : toVector(c[0], "collection")) (void)made->table.add(item, {});
                         return result;
                     })
        .constructor("new(IEnumerable<T> collection, IEqualityComparer<T> comparer)",
                     [](Call& c) {
                         auto* made = new SetObject(c.result, Comparer::from(c[1]));
                         Value result = Value::object(made);
                         for (const auto& item : toVector(c[0], "collection")) (void)made->table.add(item, {});
                         return result;
                     })
        .property("int Count", collectionCount)
        .method("bool Add(T item)", collectionAdd)
        .method("bool Remove(T item)", collectionRemove)
        .method("bool Contains(T item)", collectionContains)
        .method("void Clear()", collectionClear)
        .method("int RemoveWhere(Predicate<T> match)",
                [](Call& c) {
                    Items doomed;
                    for (const auto& item : toVector(c.self()))
                        if (test(c.need(0), item)) doomed.push_back(item);
                    for (const auto& item : doomed) (void)set(c).table.remove(item);
                    return number(static_cast<std::int64_t>(doomed.size()));
                })
        .method("void UnionWith(IEnumerable<T> other)",
                [](Call& c) {
                    for (const auto& item : toVector(c[0], "other")) (void)set(c).table.add(item, {});
                    return Value();
                })
        .method("void ExceptWith(IEnumerable<T> other)",
                [](Call& c) {
                    for (const auto& item : toVector(c[0], "other")) (void)set(c).table.remove(item);
                    return Value();
                })
        .method("void IntersectWith(IEnumerable<T> other)",
                [](Call& c) {
                    OtherSet other(c);
                    for (const auto& item : toVector(c.self()))
                        if (!other.table.find(item)) (void)set(c).table.remove(item);
                    return Value();
                })
        .method("void SymmetricExceptWith(IEnumerable<T> other)",
                [](Call& c) {
                    OtherSet other(c);
                    for (const auto& entry : other.table.entries())
                        if (!set(c).table.remove(entry.key)) (void)set(c).table.add(entry.key, {});
                    return Value();
                })
        .method("bool IsSubsetOf(IEnumerable<T> other)",
                [](Call& c) {
                    OtherSet other(c);
                    return boxed(sharedCount(c, other.table) == set(c).table.size());
                })
        .method("bool IsSupersetOf(IEnumerable<T> other)",
                [](Call& c) {
                    OtherSet other(c);
                    return boxed(sharedCount(c, other.table) == other.table.size());
                })
        .method("bool IsProperSubsetOf(IEnumerable<T> other)",
                [](Call& c) {
                    OtherSet other(c);
                    return boxed(sharedCount(c, other.table) == set(c).table.size() && set(c).table.size() < other.table.size());
                })
        .method("bool IsProperSupersetOf(IEnumerable<T> other)",
                [](Call& c) {
                    OtherSet other(c);
                    return boxed(sharedCount(c, other.table) == other.table.size() && set(c).table.size() > other.table.size());
                })
        .method("bool Overlaps(IEnumerable<T> other)",
                [](Call& c) {
                    OtherSet other(c);
                    return boxed(sharedCount(c, other.table) > 0);
                })
        .method("bool SetEquals(IEnumerable<T> other)", [](Call& c) {
            OtherSet other(c);
            return boxed(sharedCount(c, other.table) == other.table.size() && set(c).table.size() == other.table.size());
        });
}

}  // namespace

MGC_TYPE(hash_set, describe)

}  // namespace mgc::expression
