// List, Dictionary, HashSet, Queue, Stack, Array, KeyValuePair, Tuple.
#include <algorithm>
#include <array>

#include "expression/types/natives.h"

namespace mgc::expression {

Value collectionCount(Call& c);
Value collectionGet(Call& c);
Value collectionSet(Call& c);
Value collectionAdd(Call& c);
Value collectionRemove(Call& c);
Value collectionContains(Call& c);
Value collectionClear(Call& c);
Value collectionIndexOf(Call& c);
Value collectionInsert(Call& c);
Value collectionRemoveAt(Call& c);
Value dictionaryGet(Call& c);
Value dictionarySet(Call& c);
Value dictionaryContainsKey(Call& c);
Value dictionaryTryGetValue(Call& c);
Value dictionaryKeys(Call& c);
Value dictionaryValues(Call& c);
Value dictionaryAdd(Call& c);
Value dictionaryRemove(Call& c);

namespace {

ListObject& me(Call& c) { return c.selfAs<ListObject>(); }
using Items = std::vector<Value>;

std::pair<std::size_t, std::size_t> range(Call& c, std::size_t size, std::int64_t index, std::int64_t count) {
    if (index < 0) raiseOutOfRange("index", "Non-negative number required.");
    if (count < 0) raiseOutOfRange("count", "Non-negative number required.");
    if (index + count > static_cast<std::int64_t>(size)) raise("ArgumentException", "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.");
    (void)c;
    return {static_cast<std::size_t>(index), static_cast<std::size_t>(index + count)};
}
template <class Order>
void sortItems(Items& items, Order order) {
    try {
        std::stable_sort(items.begin(), items.end(), [&](const Value& a, const Value& b) {
            countStep();
            return order(a, b) < 0;
        });
    } catch (Thrown& thrown) {
        if (typeOf(thrown.exception)->name == "ArgumentException") raise("InvalidOperationException", "Failed to compare two elements in the array.");
        throw;
    }
}
bool test(const Value& predicate, const Value& item) {
    countStep();
    return invoke(predicate, item).bits() != 0;
}
std::int64_t findIndex(const Items& items, const Value& match) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (test(match, items[i])) return static_cast<std::int64_t>(i);
    return -1;
}
std::int64_t findLastIndex(const Items& items, const Value& match) {
    for (std::size_t i = items.size(); i-- > 0;)
        if (test(match, items[i])) return static_cast<std::int64_t>(i);
    return -1;
}
std::int64_t binarySearch(const Items& items, const Value& value, const Comparer& comparer) {
    std::int64_t low = 0;
    auto high = static_cast<std::int64_t>(items.size()) - 1;
    while (low <= high) {
        const std::int64_t middle = low + (high - low) / 2;
        const int order = comparer.compare(items[static_cast<std::size_t>(middle)], value);
        if (order == 0) return middle;
        if (order < 0) low = middle + 1;
        else high = middle - 1;
    }
    return ~low;
}
Value removeAll(Call& c) {
    const std::size_t before = me(c).items.size();
    std::erase_if(me(c).items, [&](const Value& item) { return test(c.need(0), item); });
    me(c).changed();
    return number(static_cast<std::int64_t>(before - me(c).items.size()));
}
Value defaultOf(Call& c) { return defaultValue(c.result); }
Items arrayItems(const Value& array) { return toVector(array, "array"); }
void storeItems(const Value& array, const Items& items, std::size_t offset = 0) {
    auto& target = as<ArrayObject>(array);
    for (std::size_t i = 0; i < items.size(); ++i) target.set(offset + i, items[i]);
}

void describeList(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", "List<T>", TypeKind::Class)
        .implements({"IList<T>", "IReadOnlyList<T>"})
        .help("A list that grows.")
        .constructor("new()", [](Call& c) { return Value::object(new ListObject(c.result)); })
        .constructor("new(int capacity)", [](Call& c) {
            if (c.integer(0) < 0) raiseOutOfRange("capacity", "Non-negative number required.");
            return Value::object(new ListObject(c.result));
        })
        .constructor("new(IEnumerable<T> collection)", [](Call& c) { return Value::object(new ListObject(c.result, toVector(c[0], "collection"))); })
        .property("int Count", collectionCount)
        .property("int Capacity", collectionCount)
        .indexer("T this[int index]", collectionGet, collectionSet)
        .method("void Add(T item)", collectionAdd)
        .method("void AddRange(IEnumerable<T> collection)", [](Call& c) {
            auto added = toVector(c[0], "collection");
            me(c).items.insert(me(c).items.end(), added.begin(), added.end());
            me(c).changed();
            return Value();
        })
        .method("void Insert(int index, T item)", collectionInsert)
        .method("void InsertRange(int index, IEnumerable<T> collection)", [](Call& c) {
            auto added = toVector(c[1], "collection");
            if (c.integer(0) < 0 || c.integer(0) > static_cast<std::int64_t>(me(c).items.size())) raiseListIndex();
            me(c).items.insert(me(c).items.begin() + c.integer(0), added.begin(), added.end());
            me(c).changed();
            return Value();
        })
        .method("bool Remove(T item)", collectionRemove)
        .method("void RemoveAt(int index)", collectionRemoveAt)
        .method("void RemoveRange(int index, int count)", [](Call& c) {
            const auto [from, to] = range(c, me(c).items.size(), c.integer(0), c.integer(1));
            me(c).items.erase(me(c).items.begin() + static_cast<std::ptrdiff_t>(from), me(c).items.begin() + static_cast<std::ptrdiff_t>(to));
            me(c).changed();
            return Value();
        })
        .method("int RemoveAll(Predicate<T> match)", removeAll)
        .method("void Clear()", collectionClear)
        .method("bool Contains(T item)", collectionContains)
        .method("int IndexOf(T item)", collectionIndexOf)
        .method("int LastIndexOf(T item)", [](Call& c) {
            for (std::size_t i = me(c).items.size(); i-- > 0;)
                if (valuesEqual(me(c).items[i], c[0])) return number(static_cast<std::int64_t>(i));
            return number(-1);
        })
        .method("bool Exists(Predicate<T> match)", [](Call& c) { return boxed(findIndex(me(c).items, c.need(0)) >= 0); })
        .method("T Find(Predicate<T> match)", [](Call& c) {
            const auto i = findIndex(me(c).items, c.need(0));
            return i < 0 ? defaultOf(c) : me(c).items[static_cast<std::size_t>(i)];
        })
        .method("T FindLast(Predicate<T> match)", [](Call& c) {
            const auto i = findLastIndex(me(c).items, c.need(0));
            return i < 0 ? defaultOf(c) : me(c).items[static_cast<std::size_t>(i)];
        })
        .method("List<T> FindAll(Predicate<T> match)", [](Call& c) {
            Items found;
            for (const auto& item : Items(me(c).items))
                if (test(c.need(0), item)) found.push_back(item);
            return Value::object(new ListObject(c.result, std::move(found)));
        })
        .method("int FindIndex(Predicate<T> match)", [](Call& c) { return number(findIndex(me(c).items, c.need(0))); })
        .method("int FindLastIndex(Predicate<T> match)", [](Call& c) { return number(findLastIndex(me(c).items, c.need(0))); })
        .method("bool TrueForAll(Predicate<T> match)", [](Call& c) {
            for (const auto& item : Items(me(c).items))
                if (!test(c.need(0), item)) return boxed(false);
            return boxed(true);
        })
        .method("void ForEach(Action<T> action)", [](Call& c) {
            const int version = me(c).version;
            for (const auto& item : Items(me(c).items)) {
                (void)invoke(c.need(0), item);
                if (me(c).version != version) raise("InvalidOperationException", "Collection was modified; enumeration operation may not execute.");
            }
            return Value();
        })
        .method("List<TOutput> ConvertAll<TOutput>(Converter<T,TOutput> converter)", [](Call& c) {
            Items made;
            for (const auto& item : Items(me(c).items)) made.push_back(invoke(c.need(0), item));
            return Value::object(new ListObject(c.result, std::move(made)));
        })
        .method("List<T> GetRange(int index, int count)", [](Call& c) {
            const auto [from, to] = range(c, me(c).items.size(), c.integer(0), c.integer(1));
            return Value::object(new ListObject(c.result, Items(me(c).items.begin() + static_cast<std::ptrdiff_t>(from), me(c).items.begin() + static_cast<std::ptrdiff_t>(to))));
        })
        .method("void Reverse()", [](Call& c) {
            std::reverse(me(c).items.begin(), me(c).items.end());
            me(c).changed();
            return Value();
        })
        .method("void Sort()", [](Call& c) {
            sortItems(me(c).items, compareValues);
            me(c).changed();
            return Value();
        })
        .method("void Sort(Comparison<T> comparison)", [](Call& c) {
            Items items = me(c).items;
            sortItems(items, [&](const Value& a, const Value& b) { return static_cast<int>(invoke(c.need(0), a, b).bits()); });
            me(c).items = std::move(items);
            me(c).changed();
            return Value();
        })
        .method("void Sort(IComparer<T> comparer)", [](Call& c) {
            const auto comparer = Comparer::from(c[0]);
            sortItems(me(c).items, [&](const Value& a, const Value& b) { return comparer.compare(a, b); });
            me(c).changed();
            return Value();
        })
        .method("int BinarySearch(T item)", [](Call& c) { return number(binarySearch(me(c).items, c[0], {})); })
        .method("T[] ToArray()", [](Call& c) { return ArrayObject::make(c.result, me(c).items); })
        .method("IReadOnlyList<T> AsReadOnly()", [](Call& c) { return c.self(); })
        .method("void TrimExcess()", [](Call&) { return Value(); })
        .method("void CopyTo(T[] array)", [](Call& c) {
            if (as<ArrayObject>(c.need(0)).size() < me(c).items.size()) raise("ArgumentException", "Destination array was not long enough.");
            storeItems(c[0], me(c).items);
            return Value();
        })
        .method("void CopyTo(T[] array, int arrayIndex)", [](Call& c) {
            if (c.integer(1) < 0 || static_cast<std::int64_t>(as<ArrayObject>(c.need(0)).size()) < c.integer(1) + static_cast<std::int64_t>(me(c).items.size())) raise("ArgumentException", "Destination array was not long enough.");
            storeItems(c[0], me(c).items, static_cast<std::size_t>(c.integer(1)));
            return Value();
        });
}

Value copyDictionary(Call& c, const Comparer& comparer) {
    auto* made = new DictionaryObject(c.result, comparer);
    Value result = Value::object(made);
    const auto walk = iterate(c[0], "dictionary");
    for (Value item; walk->next(item);) {
        const auto& pair = as<RecordObject>(item);
        if (!made->table.add(pair.items[0], pair.items[1])) raise("ArgumentException", "An item with the same key has already been added.");
    }
    return result;
}

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

void describeSets(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", "Dictionary<TKey,TValue>", TypeKind::Class)
        .implements({"IDictionary<TKey,TValue>", "IReadOnlyDictionary<TKey,TValue>"})
        .help("Values by key; keys compare exactly unless a StringComparer is given.")
        .constructor("new()", [](Call& c) { return Value::object(new DictionaryObject(c.result)); })
        .constructor("new(int capacity)", [](Call& c) { return Value::object(new DictionaryObject(c.result)); })
        .constructor("new(IEqualityComparer<TKey> comparer)", [](Call& c) { return Value::object(new DictionaryObject(c.result, Comparer::from(c[0]))); })
        .constructor("new(int capacity, IEqualityComparer<TKey> comparer)", [](Call& c) { return Value::object(new DictionaryObject(c.result, Comparer::from(c[1]))); })
        .constructor("new(IDictionary<TKey,TValue> dictionary)", [](Call& c) { return copyDictionary(c, {}); })
        .constructor("new(IDictionary<TKey,TValue> dictionary, IEqualityComparer<TKey> comparer)", [](Call& c) { return copyDictionary(c, Comparer::from(c[1])); })
        .property("int Count", collectionCount)
        .indexer("TValue this[TKey key]", dictionaryGet, dictionarySet)
        .property("ICollection<TKey> Keys", dictionaryKeys)
        .property("ICollection<TValue> Values", dictionaryValues)
        .method("void Add(TKey key, TValue value)", dictionaryAdd)
        .method("bool ContainsKey(TKey key)", dictionaryContainsKey)
        .method("bool ContainsValue(TValue value)", [](Call& c) {
            for (const auto& entry : c.selfAs<DictionaryObject>().table.entries())
                if (entry.used && valuesEqual(entry.value, c[0])) return boxed(true);
            return boxed(false);
        })
        .method("bool TryGetValue(TKey key, out TValue value)", dictionaryTryGetValue)
        .method("bool Remove(TKey key)", dictionaryRemove)
        .method("void Clear()", collectionClear);
    registry.define("System.Collections.Generic", "HashSet<T>", TypeKind::Class)
        .implements({"ISet<T>", "IReadOnlyCollection<T>"})
        .constructor("new()", [](Call& c) { return Value::object(new SetObject(c.result)); })
        .constructor("new(IEqualityComparer<T> comparer)", [](Call& c) { return Value::object(new SetObject(c.result, Comparer::from(c[0]))); })
        .constructor("new(IEnumerable<T> collection)", [](Call& c) {
            auto* made = new SetObject(c.result);
            Value result = Value::object(made);
            for (const auto& item : toVector(c[0], "collection")) (void)made->table.add(item, {});
            return result;
        })
        .constructor("new(IEnumerable<T> collection, IEqualityComparer<T> comparer)", [](Call& c) {
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
        .method("int RemoveWhere(Predicate<T> match)", [](Call& c) {
            Items doomed;
            for (const auto& item : toVector(c.self()))
                if (test(c.need(0), item)) doomed.push_back(item);
            for (const auto& item : doomed) (void)set(c).table.remove(item);
            return number(static_cast<std::int64_t>(doomed.size()));
        })
        .method("void UnionWith(IEnumerable<T> other)", [](Call& c) {
            for (const auto& item : toVector(c[0], "other")) (void)set(c).table.add(item, {});
            return Value();
        })
        .method("void ExceptWith(IEnumerable<T> other)", [](Call& c) {
            for (const auto& item : toVector(c[0], "other")) (void)set(c).table.remove(item);
            return Value();
        })
        .method("void IntersectWith(IEnumerable<T> other)", [](Call& c) {
            OtherSet other(c);
            for (const auto& item : toVector(c.self()))
                if (!other.table.find(item)) (void)set(c).table.remove(item);
            return Value();
        })
        .method("void SymmetricExceptWith(IEnumerable<T> other)", [](Call& c) {
            OtherSet other(c);
            for (const auto& entry : other.table.entries())
                if (!set(c).table.remove(entry.key)) (void)set(c).table.add(entry.key, {});
            return Value();
        })
        .method("bool IsSubsetOf(IEnumerable<T> other)", [](Call& c) { OtherSet other(c); return boxed(sharedCount(c, other.table) == set(c).table.size()); })
        .method("bool IsSupersetOf(IEnumerable<T> other)", [](Call& c) { OtherSet other(c); return boxed(sharedCount(c, other.table) == other.table.size()); })
        .method("bool IsProperSubsetOf(IEnumerable<T> other)", [](Call& c) { OtherSet other(c); return boxed(sharedCount(c, other.table) == set(c).table.size() && set(c).table.size() < other.table.size()); })
        .method("bool IsProperSupersetOf(IEnumerable<T> other)", [](Call& c) { OtherSet other(c); return boxed(sharedCount(c, other.table) == other.table.size() && set(c).table.size() > other.table.size()); })
        .method("bool Overlaps(IEnumerable<T> other)", [](Call& c) { OtherSet other(c); return boxed(sharedCount(c, other.table) > 0); })
        .method("bool SetEquals(IEnumerable<T> other)", [](Call& c) { OtherSet other(c); return boxed(sharedCount(c, other.table) == other.table.size() && set(c).table.size() == other.table.size()); });
}

DequeObject& deque(Call& c) { return c.selfAs<DequeObject>(); }
Value takeFrom(Call& c, bool remove) {
    auto& self = deque(c);
    if (self.items.empty()) raise("InvalidOperationException", self.isStack ? "Stack empty." : "Queue empty.");
    Value item = self.isStack ? self.items.back() : self.items.front();
    if (remove) {
        if (self.isStack) self.items.pop_back();
        else self.items.pop_front();
        ++self.version;
    }
    return item;
}
template <bool isStack>
Value makeDeque(Call& c) {
    auto* made = new DequeObject(c.result, isStack);
    Value result = Value::object(made);
    if (c.count > 0 && !c[0].isNull() && c[0].kind() != Kind::Int32)
        for (const auto& item : toVector(c[0], "collection")) made->items.push_back(item);
    return result;
}
Value pushTo(Call& c) {
    deque(c).items.push_back(c[0]);
    ++deque(c).version;
    checkCollectionSize(deque(c).items.size());
    return {};
}
template <bool isStack>
void describeDeque(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", isStack ? "Stack<T>" : "Queue<T>", TypeKind::Class)
        .implements({"IReadOnlyCollection<T>"})
        .constructor("new()", makeDeque<isStack>)
        .constructor("new(int capacity)", makeDeque<isStack>)
        .constructor("new(IEnumerable<T> collection)", makeDeque<isStack>)
        .property("int Count", collectionCount)
        .method(isStack ? "void Push(T item)" : "void Enqueue(T item)", pushTo)
        .method(isStack ? "T Pop()" : "T Dequeue()", [](Call& c) { return takeFrom(c, true); })
        .method("T Peek()", [](Call& c) { return takeFrom(c, false); })
        .method("bool Contains(T item)", collectionContains)
        .method("void Clear()", [](Call& c) {
            deque(c).items.clear();
            ++deque(c).version;
            return Value();
        })
        .method("T[] ToArray()", [](Call& c) { return ArrayObject::make(c.result, toVector(c.self())); });
}

Value copyArray(Call& c, const Value& from, std::int64_t fromIndex, const Value& to, std::int64_t toIndex, std::int64_t count) {
    if (from.isNull()) raiseArgumentNull("sourceArray");
    if (to.isNull()) raiseArgumentNull("destinationArray");
    auto& source = as<ArrayObject>(from);
    auto& target = as<ArrayObject>(to);
    if (count < 0) raiseOutOfRange("length", "Non-negative number required.");
    if (fromIndex < 0 || toIndex < 0) raiseOutOfRange("sourceIndex");
    if (fromIndex + count > static_cast<std::int64_t>(source.size())) raise("ArgumentException", "Source array was not long enough. Check srcIndex and length, and the array's lower bounds.");
    if (toIndex + count > static_cast<std::int64_t>(target.size())) raise("ArgumentException", "Destination array was not long enough. Check destIndex and length, and the array's lower bounds.");
    Items moved;
    for (std::int64_t i = 0; i < count; ++i) moved.push_back(source.get(static_cast<std::size_t>(fromIndex + i)));
    storeItems(to, moved, static_cast<std::size_t>(toIndex));
    (void)c;
    return {};
}

void describeArray(TypeRegistry& registry) {
    registry.define("System", "Array", TypeKind::Class)
        .implements({"IEnumerable"})
        .help("Arrays have a fixed length.")
        .property("int Length", [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<ArrayObject>().size())); })
        .property("long LongLength", [](Call& c) { return Value::int64(static_cast<std::int64_t>(c.selfAs<ArrayObject>().size())); })
        .property("int Rank", [](Call&) { return number(1); })
        .method("int GetLength(int dimension)", [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<ArrayObject>().size())); })
        .method("int GetUpperBound(int dimension)", [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<ArrayObject>().size()) - 1); })
        .method("int GetLowerBound(int dimension)", [](Call&) { return number(0); })
        .method("object GetValue(int index)", [](Call& c) {
            if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(c.selfAs<ArrayObject>().size())) raiseIndexOutOfRange();
            return c.selfAs<ArrayObject>().get(static_cast<std::size_t>(c.integer(0)));
        })
        .method("object Clone()", [](Call& c) { return ArrayObject::make(c.self().pointer()->type(), toVector(c.self())); })
        .method("void CopyTo(Array array, int index)", [](Call& c) { return copyArray(c, c.self(), 0, c[0], c.integer(1), static_cast<std::int64_t>(c.selfAs<ArrayObject>().size())); })
        .method("static void Copy(Array sourceArray, Array destinationArray, int length)", [](Call& c) { return copyArray(c, c[0], 0, c[1], 0, c.integer(2)); })
        .method("static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)", [](Call& c) { return copyArray(c, c[0], c.integer(1), c[2], c.integer(3), c.integer(4)); })
        .method("static void Reverse(Array array)", [](Call& c) {
            Items items = arrayItems(c[0]);
            std::reverse(items.begin(), items.end());
            storeItems(c[0], items);
            return Value();
        })
        .method("static void Reverse(Array array, int index, int length)", [](Call& c) {
            Items items = arrayItems(c[0]);
            const auto [from, to] = range(c, items.size(), c.integer(1), c.integer(2));
            std::reverse(items.begin() + static_cast<std::ptrdiff_t>(from), items.begin() + static_cast<std::ptrdiff_t>(to));
            storeItems(c[0], items);
            return Value();
        })
        .method("static void Sort(Array array)", [](Call& c) {
            Items items = arrayItems(c[0]);
            sortItems(items, compareValues);
            storeItems(c[0], items);
            return Value();
        })
        .method("static void Sort<T>(T[] array, Comparison<T> comparison)", [](Call& c) {
            Items items = arrayItems(c[0]);
            sortItems(items, [&](const Value& a, const Value& b) { return static_cast<int>(invoke(c.need(1), a, b).bits()); });
            storeItems(c[0], items);
            return Value();
        })
        .method("static void Sort<T>(T[] array, IComparer<T> comparer)", [](Call& c) {
            Items items = arrayItems(c[0]);
            const auto comparer = Comparer::from(c[1]);
            sortItems(items, [&](const Value& a, const Value& b) { return comparer.compare(a, b); });
            storeItems(c[0], items);
            return Value();
        })
        .method("static void Clear(Array array, int index, int length)", [](Call& c) {
            auto& array = as<ArrayObject>(c.need(0));
            const auto [from, to] = range(c, array.size(), c.integer(1), c.integer(2));
            for (std::size_t i = from; i < to; ++i) array.set(i, defaultValue(array.type()->element()));
            return Value();
        })
        .method("static void Resize<T>(ref T[] array, int newSize)", [](Call& c) {
            if (c.integer(1) < 0) raiseOutOfRange("newSize", "Non-negative number required.");
            const Type* type = types().arrayOf(c.typeArguments[0]);
            Items items = c.isNull(0) ? Items() : arrayItems(c[0]);
            checkCollectionSize(static_cast<std::size_t>(c.integer(1)));
            items.resize(static_cast<std::size_t>(c.integer(1)), defaultValue(type->element()));
            c[0] = ArrayObject::make(type, std::move(items));
            return Value();
        })
        .method("static int IndexOf<T>(T[] array, T value)", [](Call& c) {
            const Items items = arrayItems(c[0]);
            for (std::size_t i = 0; i < items.size(); ++i)
                if (valuesEqual(items[i], c[1])) return number(static_cast<std::int64_t>(i));
            return number(-1);
        })
        .method("static int IndexOf(Array array, object value)", [](Call& c) {
            const Items items = arrayItems(c[0]);
            for (std::size_t i = 0; i < items.size(); ++i)
                if (valuesEqual(items[i], c[1])) return number(static_cast<std::int64_t>(i));
            return number(-1);
        })
        .method("static int LastIndexOf<T>(T[] array, T value)", [](Call& c) {
            const Items items = arrayItems(c[0]);
            for (std::size_t i = items.size(); i-- > 0;)
                if (valuesEqual(items[i], c[1])) return number(static_cast<std::int64_t>(i));
            return number(-1);
        })
        .method("static int BinarySearch<T>(T[] array, T value)", [](Call& c) { return number(binarySearch(arrayItems(c[0]), c[1], {})); })
        .method("static bool Exists<T>(T[] array, Predicate<T> match)", [](Call& c) { return boxed(findIndex(arrayItems(c[0]), c.need(1)) >= 0); })
        .method("static bool TrueForAll<T>(T[] array, Predicate<T> match)", [](Call& c) {
            for (const auto& item : arrayItems(c[0]))
                if (!test(c.need(1), item)) return boxed(false);
            return boxed(true);
        })
        .method("static T Find<T>(T[] array, Predicate<T> match)", [](Call& c) {
            const Items items = arrayItems(c[0]);
            const auto i = findIndex(items, c.need(1));
            return i < 0 ? defaultOf(c) : items[static_cast<std::size_t>(i)];
        })
        .method("static T FindLast<T>(T[] array, Predicate<T> match)", [](Call& c) {
            const Items items = arrayItems(c[0]);
            const auto i = findLastIndex(items, c.need(1));
            return i < 0 ? defaultOf(c) : items[static_cast<std::size_t>(i)];
        })
        .method("static T[] FindAll<T>(T[] array, Predicate<T> match)", [](Call& c) {
            Items found;
            for (const auto& item : arrayItems(c[0]))
                if (test(c.need(1), item)) found.push_back(item);
            return ArrayObject::make(c.result, std::move(found));
        })
        .method("static int FindIndex<T>(T[] array, Predicate<T> match)", [](Call& c) { return number(findIndex(arrayItems(c[0]), c.need(1))); })
        .method("static int FindLastIndex<T>(T[] array, Predicate<T> match)", [](Call& c) { return number(findLastIndex(arrayItems(c[0]), c.need(1))); })
        .method("static void ForEach<T>(T[] array, Action<T> action)", [](Call& c) {
            for (const auto& item : arrayItems(c[0])) (void)invoke(c.need(1), item);
            return Value();
        })
        .method("static TOutput[] ConvertAll<TInput,TOutput>(TInput[] array, Converter<TInput,TOutput> converter)", [](Call& c) {
            Items made;
            for (const auto& item : arrayItems(c[0])) made.push_back(invoke(c.need(1), item));
            return ArrayObject::make(c.result, std::move(made));
        });
}

template <std::size_t index>
Value item(Call& c) {
    return c.selfAs<RecordObject>().items[index];
}
Value record(Call& c) {
    Items items;
    for (int i = 0; i < c.count; ++i) items.push_back(c[i]);
    return Value::object(new RecordObject(c.result, std::move(items)));
}

void describeRecords(TypeRegistry& registry) {
    registry.define("System.Collections.Generic", "KeyValuePair<TKey,TValue>", TypeKind::Struct)
        .constructor("new(TKey key, TValue value)", record)
        .property("TKey Key", item<0>)
        .property("TValue Value", item<1>)
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); });
    auto factory = registry.define("System", "Tuple", TypeKind::Class);
    factory.method("static Tuple<T1> Create<T1>(T1 item1)", record)
        .method("static Tuple<T1,T2> Create<T1,T2>(T1 item1, T2 item2)", record)
        .method("static Tuple<T1,T2,T3> Create<T1,T2,T3>(T1 item1, T2 item2, T3 item3)", record)
        .method("static Tuple<T1,T2,T3,T4> Create<T1,T2,T3,T4>(T1 item1, T2 item2, T3 item3, T4 item4)", record)
        .method("static Tuple<T1,T2,T3,T4,T5> Create<T1,T2,T3,T4,T5>(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)", record);
    registry.define("System", "Tuple<T1>", TypeKind::Class).constructor("new(T1 item1)", record).property("T1 Item1", item<0>);
    registry.define("System", "Tuple<T1,T2>", TypeKind::Class).constructor("new(T1 item1, T2 item2)", record).property("T1 Item1", item<0>).property("T2 Item2", item<1>);
    registry.define("System", "Tuple<T1,T2,T3>", TypeKind::Class).constructor("new(T1 item1, T2 item2, T3 item3)", record).property("T1 Item1", item<0>).property("T2 Item2", item<1>).property("T3 Item3", item<2>);
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
}

template <Comparer::Rule rule>
Value comparer(Call&) {
    return Value::object(new ComparerObject(Comparer(rule)));
}

void describe(TypeRegistry& registry) {
    describeList(registry);
    describeSets(registry);
    describeDeque<true>(registry);
    describeDeque<false>(registry);
    describeArray(registry);
    describeRecords(registry);
    registry.define("System", "StringComparer", TypeKind::Class)
        .implements({"IEqualityComparer<string>", "IComparer<string>"})
        .property("static StringComparer Ordinal", comparer<Comparer::Rule::Ordinal>)
        .property("static StringComparer OrdinalIgnoreCase", comparer<Comparer::Rule::OrdinalIgnoreCase>)
        .property("static StringComparer InvariantCulture", comparer<Comparer::Rule::Culture>)
        .property("static StringComparer InvariantCultureIgnoreCase", comparer<Comparer::Rule::CultureIgnoreCase>)
        .property("static StringComparer CurrentCulture", comparer<Comparer::Rule::Culture>)
        .property("static StringComparer CurrentCultureIgnoreCase", comparer<Comparer::Rule::CultureIgnoreCase>)
        .method("int Compare(string x, string y)", [](Call& c) { return number(c.isNull(0) || c.isNull(1) ? (c.isNull(0) ? (c.isNull(1) ? 0 : -1) : 1) : c.selfAs<ComparerObject>().value.compare(c[0], c[1])); })
        .method("bool Equals(string x, string y)", [](Call& c) { return boxed(c.isNull(0) || c.isNull(1) ? c.isNull(0) && c.isNull(1) : c.selfAs<ComparerObject>().value.equal(c[0], c[1])); });
}

}  // namespace

MGC_TYPE(collection_types, describe)

}  // namespace mgc::expression
