// HashSet<T>.
#include "expression/runtime/links.h"
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

/// CopyTo: `count` items (-1: all).
Value copyTo(Call& c, std::int64_t index, std::int64_t count) {
    auto items = toVector(c.self());
    if (count >= 0 && count < static_cast<std::int64_t>(items.size())) items.resize(static_cast<std::size_t>(count));
    const auto& target = as<ArrayObject>(c.need(0));
    if (index < 0) raiseOutOfRange("arrayIndex", "Non-negative number required.");
    if (index + static_cast<std::int64_t>(items.size()) > static_cast<std::int64_t>(target.size()))
        raise("ArgumentException",
              "Destination array is not long enough to copy all the items in the collection. Check array index and length.");
    storeItems(c[0], items, static_cast<std::size_t>(index));
    return {};
}

/// What HashSet<T> and ISet<T> do with another sequence.
void setOperations(TypeBuilder& t) {
    t.method("void UnionWith(IEnumerable<T> other)",
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

void describe(TypeRegistry& registry) {
    auto t = registry.define("System.Collections.Generic", "HashSet<T>", TypeKind::Class);
    t.implements({"ISet<T>", "IReadOnlyCollection<T>"})
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
        .constructor("new(int capacity)",
                     [](Call& c) {
                         if (c.integer(0) < 0) raiseOutOfRange("capacity");
                         return Value::object(new SetObject(c.result));
                     })
        .property("int Count", collectionCount)
        .method("bool Add(T item)", collectionAdd)
        .method("bool Remove(T item)", collectionRemove)
        .method("bool Contains(T item)", collectionContains)
        .method("void Clear()", collectionClear)
        .method("IEnumerator<T> GetEnumerator()", [](Call& c) { return makeEnumerator(c.result, c.self()); })
        .method("void TrimExcess()", [](Call&) { return Value(); })
        .method("void CopyTo(T[] array)", [](Call& c) { return copyTo(c, 0, -1); })
        .method("void CopyTo(T[] array, int arrayIndex)", [](Call& c) { return copyTo(c, c.integer(1), -1); })
        .method("void CopyTo(T[] array, int arrayIndex, int count)",
                [](Call& c) {
                    if (c.integer(2) < 0) raiseOutOfRange("count", "Non-negative number required.");
                    return copyTo(c, c.integer(1), c.integer(2));
                })
        .method("int RemoveWhere(Predicate<T> match)", [](Call& c) {
            Items doomed;
            for (const auto& item : toVector(c.self()))
                if (test(c.need(0), item)) doomed.push_back(item);
            for (const auto& item : doomed) (void)set(c).table.remove(item);
            return number(static_cast<std::int64_t>(doomed.size()));
        });
    setOperations(t);
    auto interface = registry.extend("System.Collections.Generic", "ISet<T>", TypeKind::Interface);
    setOperations(interface);
}

}  // namespace

MGC_TYPE(hash_set, describe)

}  // namespace mgc::expression
