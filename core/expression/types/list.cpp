// List<T>.
#include <algorithm>

#include "expression/runtime/links.h"
#include "expression/types/collection_members.h"

namespace mgc::expression {
namespace {

ListObject& me(Call& c) { return c.selfAs<ListObject>(); }
using Items = std::vector<Value>;

Value removeAll(Call& c) {
    const std::size_t before = me(c).items.size();
    // The predicate may change the list while it is asked.
    Items kept;
    for (const auto& item : Items(me(c).items))
        if (!test(c.need(0), item)) kept.push_back(item);
    me(c).items = std::move(kept);
    me(c).changed();
    return number(static_cast<std::int64_t>(before - me(c).items.size()));
}
Value defaultOf(Call& c) { return defaultValue(c.result); }

void describe(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", "List<T>", TypeKind::Class)
        .implements({"IList<T>", "IReadOnlyList<T>"})
        .help("A list that grows.")
        .constructor("new()", [](Call& c) { return Value::object(new ListObject(c.result)); })
        .constructor("new(int capacity)",
                     [](Call& c) {
                         if (c.integer(0) < 0) raiseOutOfRange("capacity", "Non-negative number required.");
                         return Value::object(new ListObject(c.result));
                     })
        .constructor("new(IEnumerable<T> collection)",
                     [](Call& c) { return Value::object(new ListObject(c.result, toVector(c[0], "collection"))); })
        .property("int Count", collectionCount)
        .property("int Capacity", collectionCount)
        .indexer("T this[int index]", collectionGet, collectionSet)
        .method("void Add(T item)", collectionAdd)
        .method("void AddRange(IEnumerable<T> collection)",
                [](Call& c) {
                    auto added = toVector(c[0], "collection");
                    me(c).items.insert(me(c).items.end(), added.begin(), added.end());
                    me(c).changed();
                    return Value();
                })
        .method("void Insert(int index, T item)", collectionInsert)
        .method("void InsertRange(int index, IEnumerable<T> collection)",
                [](Call& c) {
                    auto added = toVector(c[1], "collection");
                    if (c.integer(0) < 0 || c.integer(0) > static_cast<std::int64_t>(me(c).items.size())) raiseListIndex();
                    me(c).items.insert(me(c).items.begin() + c.integer(0), added.begin(), added.end());
                    me(c).changed();
                    return Value();
                })
        .method("bool Remove(T item)", collectionRemove)
        .method("void RemoveAt(int index)", collectionRemoveAt)
        .method("void RemoveRange(int index, int count)",
                [](Call& c) {
                    const auto [from, to] = itemRange(me(c).items.size(), c.integer(0), c.integer(1));
                    me(c).items.erase(me(c).items.begin() + static_cast<std::ptrdiff_t>(from),
                                      me(c).items.begin() + static_cast<std::ptrdiff_t>(to));
                    me(c).changed();
                    return Value();
                })
        .method("int RemoveAll(Predicate<T> match)", removeAll)
        .method("void Clear()", collectionClear)
        .method("bool Contains(T item)", collectionContains)
        .method("int IndexOf(T item)", collectionIndexOf)
        .method("int LastIndexOf(T item)",
                [](Call& c) {
                    for (std::size_t i = me(c).items.size(); i-- > 0;)
                        if (valuesEqual(me(c).items[i], c[0])) return number(static_cast<std::int64_t>(i));
                    return number(-1);
                })
        .method("bool Exists(Predicate<T> match)", [](Call& c) { return boxed(findIndex(me(c).items, c.need(0)) >= 0); })
        .method("T Find(Predicate<T> match)",
                [](Call& c) {
                    const auto i = findIndex(me(c).items, c.need(0));
                    return i < 0 ? defaultOf(c) : me(c).items[static_cast<std::size_t>(i)];
                })
        .method("T FindLast(Predicate<T> match)",
                [](Call& c) {
                    const auto i = findLastIndex(me(c).items, c.need(0));
                    return i < 0 ? defaultOf(c) : me(c).items[static_cast<std::size_t>(i)];
                })
        .method("List<T> FindAll(Predicate<T> match)",
                [](Call& c) {
                    Items found;
                    for (const auto& item : Items(me(c).items))
                        if (test(c.need(0), item)) found.push_back(item);
                    return Value::object(new ListObject(c.result, std::move(found)));
                })
        .method("int FindIndex(Predicate<T> match)", [](Call& c) { return number(findIndex(me(c).items, c.need(0))); })
        .method("int FindLastIndex(Predicate<T> match)", [](Call& c) { return number(findLastIndex(me(c).items, c.need(0))); })
        .method("bool TrueForAll(Predicate<T> match)",
                [](Call& c) {
                    for (const auto& item : Items(me(c).items))
                        if (!test(c.need(0), item)) return boxed(false);
                    return boxed(true);
                })
        .method("void ForEach(Action<T> action)",
                [](Call& c) {
                    const int version = me(c).version;
                    for (const auto& item : Items(me(c).items)) {
                        (void)invoke(c.need(0), item);
                        if (me(c).version != version)
                            raise("InvalidOperationException", "Collection was modified; enumeration operation may not execute.");
                    }
                    return Value();
                })
        .method("List<TOutput> ConvertAll<TOutput>(Converter<T,TOutput> converter)",
                [](Call& c) {
                    Items made;
                    for (const auto& item : Items(me(c).items)) made.push_back(invoke(c.need(0), item));
                    return Value::object(new ListObject(c.result, std::move(made)));
                })
        .method("List<T> GetRange(int index, int count)",
                [](Call& c) {
                    const auto [from, to] = itemRange(me(c).items.size(), c.integer(0), c.integer(1));
                    return Value::object(new ListObject(c.result, Items(me(c).items.begin() + static_cast<std::ptrdiff_t>(from),
                                                                        me(c).items.begin() + static_cast<std::ptrdiff_t>(to))));
                })
        .method("void Reverse()",
                [](Call& c) {
                    std::reverse(me(c).items.begin(), me(c).items.end());
                    me(c).changed();
                    return Value();
                })
        .method("void Sort()",
                [](Call& c) {
                    sortItems(me(c).items, compareValues);
                    me(c).changed();
                    return Value();
                })
        .method("void Sort(Comparison<T> comparison)",
                [](Call& c) {
                    Items items = me(c).items;
                    sortItems(items, [&](const Value& a, const Value& b) { return static_cast<int>(invoke(c.need(0), a, b).bits()); });
                    me(c).items = std::move(items);
                    me(c).changed();
                    return Value();
                })
        .method("void Sort(IComparer<T> comparer)",
                [](Call& c) {
                    const auto comparer = Comparer::from(c[0]);
                    sortItems(me(c).items, [&](const Value& a, const Value& b) { return comparer.compare(a, b); });
                    me(c).changed();
                    return Value();
                })
        .method("int BinarySearch(T item)", [](Call& c) { return number(binarySearch(me(c).items, c[0], {})); })
        .method("IEnumerator<T> GetEnumerator()", [](Call& c) { return makeEnumerator(c.result, c.self()); })
        .method("T[] ToArray()", [](Call& c) { return ArrayObject::make(c.result, me(c).items); })
        .method("IReadOnlyList<T> AsReadOnly()", [](Call& c) { return c.self(); })
        .method("void TrimExcess()", [](Call&) { return Value(); })
        .method("void CopyTo(T[] array)",
                [](Call& c) {
                    if (as<ArrayObject>(c.need(0)).size() < me(c).items.size())
                        raise("ArgumentException", "Destination array was not long enough.");
                    storeItems(c[0], me(c).items);
                    return Value();
                })
        .method("void CopyTo(T[] array, int arrayIndex)", [](Call& c) {
            if (c.integer(1) < 0) raiseOutOfRange("destinationIndex", "Value has to be >= 0.");
            if (static_cast<std::int64_t>(as<ArrayObject>(c.need(0)).size()) < c.integer(1) + static_cast<std::int64_t>(me(c).items.size()))
                raise("ArgumentException", "Destination array was not long enough.");
            storeItems(c[0], me(c).items, static_cast<std::size_t>(c.integer(1)));
            return Value();
        });
}

}  // namespace

MGC_TYPE(list, describe)

}  // namespace mgc::expression
