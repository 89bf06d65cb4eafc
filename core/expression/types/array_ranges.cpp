// Array and List<T>: searching, sorting and copying of ranges.
#include <algorithm>
#include <numeric>

#include "expression/types/collection_members.h"

namespace mgc::expression {
namespace {

using Items = std::vector<Value>;

Items itemsOf(const Value& sequence) { return toVector(sequence, "array"); }
ListObject& list(Call& c) { return c.selfAs<ListObject>(); }

/// [from, to) of a search that starts at `start` and looks at `count` items (-1: all that follow).
std::pair<std::int64_t, std::int64_t> forward(std::size_t size, std::int64_t start, std::int64_t count) {
    const auto length = static_cast<std::int64_t>(size);
    if (start < 0 || start > length)
        raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    if (count < -1 || (count >= 0 && start + count > length))
        raiseOutOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.");
    return {start, count < 0 ? length : start + count};
}
/// The same backwards: `start` is the last index looked at.
std::pair<std::int64_t, std::int64_t> backward(std::size_t size, std::int64_t start, std::int64_t count) {
    const auto length = static_cast<std::int64_t>(size);
    if (length == 0) return {0, 0};
    if (start < 0 || start >= length)
        raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    if (count < -1 || (count >= 0 && start - count + 1 < 0))
        raiseOutOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.");
    return {count < 0 ? 0 : start - count + 1, start + 1};
}
template <class Accept>
Value first(const Items& items, std::pair<std::int64_t, std::int64_t> range, Accept accept) {
    for (std::int64_t i = range.first; i < range.second; ++i)
        if (accept(items[static_cast<std::size_t>(i)])) return number(i);
    return number(-1);
}
template <class Accept>
Value last(const Items& items, std::pair<std::int64_t, std::int64_t> range, Accept accept) {
    for (std::int64_t i = range.second; i-- > range.first;)
        if (accept(items[static_cast<std::size_t>(i)])) return number(i);
    return number(-1);
}
auto equals(const Value& wanted) {
    return [&wanted](const Value& item) { return valuesEqual(item, wanted); };
}
auto fits(const Value& match) {
    return [&match](const Value& item) { return test(match, item); };
}

Value sortArray(Call& c, std::int64_t index, std::int64_t length, const Comparer& comparer) {
    Items items = itemsOf(c[0]);
    const auto [from, to] = itemRange(items.size(), index, length < 0 ? static_cast<std::int64_t>(items.size()) - index : length);
    Items part(items.begin() + static_cast<std::ptrdiff_t>(from), items.begin() + static_cast<std::ptrdiff_t>(to));
    sortItems(part, [&](const Value& a, const Value& b) { return comparer.compare(a, b); });
    storeItems(c[0], part, from);
    return {};
}
/// The length of a range, given as third argument.
std::int64_t lengthOf(Call& c) {
    (void)c.need(0);
    if (c.integer(1) < 0) raiseOutOfRange("index", "Non-negative number required.");
    if (c.integer(2) < 0) raiseOutOfRange("length", "Non-negative number required.");
    return c.integer(2);
}
/// Sort(keys, items[, comparer]): both arrays in the order of the keys.
Value sortPairs(Call& c) {
    const Items keys = itemsOf(c.need(0));
    const Items values = c.isNull(1) ? Items() : itemsOf(c[1]);
    if (!c.isNull(1) && values.size() < keys.size())
        raise("ArgumentException", "Source array was not long enough. Check srcIndex and length, and the array's lower bounds.");
    const Comparer comparer = c.count > 2 ? Comparer::from(c[2]) : Comparer();
    Items order;
    for (std::size_t i = 0; i < keys.size(); ++i) order.push_back(number(static_cast<std::int64_t>(i)));
    const auto at = [](const Value& i) { return static_cast<std::size_t>(i.bits()); };
    sortItems(order, [&](const Value& a, const Value& b) { return comparer.compare(keys[at(a)], keys[at(b)]); });
    Items sortedKeys, sortedValues;
    for (const auto& i : order) {
        sortedKeys.push_back(keys[at(i)]);
        if (!values.empty()) sortedValues.push_back(values[at(i)]);
    }
    storeItems(c[0], sortedKeys);
    if (!c.isNull(1)) storeItems(c[1], sortedValues);
    return {};
}
Value searchRange(const Items& items, std::int64_t index, std::int64_t length, const Value& wanted, const Value& comparer) {
    const auto [from, to] = itemRange(items.size(), index, length);
    const Items part(items.begin() + static_cast<std::ptrdiff_t>(from), items.begin() + static_cast<std::ptrdiff_t>(to));
    const std::int64_t found = binarySearch(part, wanted, Comparer::from(comparer));
    const auto offset = static_cast<std::int64_t>(from);
    return number(found < 0 ? found - offset : found + offset);
}
Value setValue(Call& c) {
    auto& array = c.selfAs<ArrayObject>();
    if (c.integer(1) < 0 || c.integer(1) >= static_cast<std::int64_t>(array.size())) raiseIndexOutOfRange();
    if (!c.isNull(0) && !isInstance(c[0], array.type()->element()))
        raise("InvalidCastException", "Object cannot be stored in an array of this type.");
    array.set(static_cast<std::size_t>(c.integer(1)), c.isNull(0) ? defaultValue(array.type()->element()) : c[0]);
    return {};
}
Value reverseRange(Call& c, const Value& array, std::int64_t index, std::int64_t length) {
    Items items = itemsOf(array);
    const auto [from, to] = itemRange(items.size(), index, length);
    std::reverse(items.begin() + static_cast<std::ptrdiff_t>(from), items.begin() + static_cast<std::ptrdiff_t>(to));
    if (auto* own = dynamic_cast<ListObject*>(array.pointer())) {
        own->items = std::move(items);
        own->changed();
    } else {
        storeItems(array, items);
    }
    (void)c;
    return {};
}

void describeArray(TypeRegistry& registry) {
    registry.extend("System", "Array", TypeKind::Class)
        .method("static T[] Empty<T>()", [](Call& c) { return ArrayObject::make(c.result, {}); })
        .method("void SetValue(object value, int index)", setValue)
        .method("static int IndexOf<T>(T[] array, T value, int startIndex)",
                [](Call& c) {
                    const Items items = itemsOf(c[0]);
                    return first(items, forward(items.size(), c.integer(2), -1), equals(c[1]));
                })
        .method("static int IndexOf<T>(T[] array, T value, int startIndex, int count)",
                [](Call& c) {
                    const Items items = itemsOf(c[0]);
                    return first(items, forward(items.size(), c.integer(2), std::max<std::int64_t>(c.integer(3), -2)), equals(c[1]));
                })
        .method("static int LastIndexOf<T>(T[] array, T value, int startIndex)",
                [](Call& c) {
                    const Items items = itemsOf(c[0]);
                    return last(items, backward(items.size(), c.integer(2), -1), equals(c[1]));
                })
        .method("static int LastIndexOf<T>(T[] array, T value, int startIndex, int count)",
                [](Call& c) {
                    const Items items = itemsOf(c[0]);
                    return last(items, backward(items.size(), c.integer(2), c.integer(3)), equals(c[1]));
                })
        .method("static int FindIndex<T>(T[] array, int startIndex, Predicate<T> match)",
                [](Call& c) {
                    const Items items = itemsOf(c[0]);
                    return first(items, forward(items.size(), c.integer(1), -1), fits(c.need(2)));
                })
        .method("static int FindIndex<T>(T[] array, int startIndex, int count, Predicate<T> match)",
                [](Call& c) {
                    const Items items = itemsOf(c[0]);
                    return first(items, forward(items.size(), c.integer(1), c.integer(2)), fits(c.need(3)));
                })
        .method("static int FindLastIndex<T>(T[] array, int startIndex, Predicate<T> match)",
                [](Call& c) {
                    const Items items = itemsOf(c[0]);
                    return last(items, backward(items.size(), c.integer(1), -1), fits(c.need(2)));
                })
        .method("static void Reverse<T>(T[] array)",
                [](Call& c) { return reverseRange(c, c.need(0), 0, static_cast<std::int64_t>(itemsOf(c[0]).size())); })
        .method("static void Sort<T>(T[] array)", [](Call& c) { return sortArray(c, 0, -1, {}); })
        .method("static void Sort<T>(T[] array, int index, int length)",
                [](Call& c) { return sortArray(c, c.integer(1), lengthOf(c), {}); })
        .method("static void Sort<T>(T[] array, int index, int length, IComparer<T> comparer)",
                [](Call& c) { return sortArray(c, c.integer(1), lengthOf(c), Comparer::from(c[3])); })
        .method("static void Sort<K,V>(K[] keys, V[] items)", sortPairs)
        .method("static void Sort<K,V>(K[] keys, V[] items, IComparer<K> comparer)", sortPairs)
        .method("static int BinarySearch<T>(T[] array, T value, IComparer<T> comparer)",
                [](Call& c) {
                    const Items items = itemsOf(c[0]);
                    return searchRange(items, 0, static_cast<std::int64_t>(items.size()), c[1], c[2]);
                })
        .method("static int BinarySearch<T>(T[] array, int index, int length, T value)",
                [](Call& c) { return searchRange(itemsOf(c[0]), c.integer(1), c.integer(2), c[3], {}); });
}

void describeList(TypeRegistry& registry) {
    registry.extend("System.Collections.Generic", "List<T>", TypeKind::Class)
        .method("int IndexOf(T item, int index)",
                [](Call& c) { return first(list(c).items, forward(list(c).items.size(), c.integer(1), -1), equals(c[0])); })
        .method("int IndexOf(T item, int index, int count)",
                [](Call& c) { return first(list(c).items, forward(list(c).items.size(), c.integer(1), c.integer(2)), equals(c[0])); })
        .method("int LastIndexOf(T item, int index)",
                [](Call& c) { return last(list(c).items, backward(list(c).items.size(), c.integer(1), -1), equals(c[0])); })
        .method("int LastIndexOf(T item, int index, int count)",
                [](Call& c) { return last(list(c).items, backward(list(c).items.size(), c.integer(1), c.integer(2)), equals(c[0])); })
        .method("int FindIndex(int startIndex, Predicate<T> match)",
                [](Call& c) {
                    const Items items = list(c).items;
                    return first(items, forward(items.size(), c.integer(0), -1), fits(c.need(1)));
                })
        .method("int FindIndex(int startIndex, int count, Predicate<T> match)",
                [](Call& c) {
                    const Items items = list(c).items;
                    return first(items, forward(items.size(), c.integer(0), c.integer(1)), fits(c.need(2)));
                })
        .method("int FindLastIndex(int startIndex, Predicate<T> match)",
                [](Call& c) {
                    const Items items = list(c).items;
                    return last(items, backward(items.size(), c.integer(0), -1), fits(c.need(1)));
                })
        .method("int BinarySearch(T item, IComparer<T> comparer)",
                [](Call& c) { return searchRange(list(c).items, 0, static_cast<std::int64_t>(list(c).items.size()), c[0], c[1]); })
        .method("int BinarySearch(int index, int count, T item, IComparer<T> comparer)",
                [](Call& c) { return searchRange(list(c).items, c.integer(0), c.integer(1), c[2], c[3]); })
        .method("void Reverse(int index, int count)", [](Call& c) { return reverseRange(c, c.self(), c.integer(0), c.integer(1)); })
        .method("void Sort(int index, int count, IComparer<T> comparer)",
                [](Call& c) {
                    const auto [from, to] = itemRange(list(c).items.size(), c.integer(0), c.integer(1));
                    const auto begin = list(c).items.begin();
                    Items part(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to));
                    const Comparer comparer = Comparer::from(c[2]);
                    sortItems(part, [&](const Value& a, const Value& b) { return comparer.compare(a, b); });
                    std::copy(part.begin(), part.end(), list(c).items.begin() + static_cast<std::ptrdiff_t>(from));
                    list(c).changed();
                    return Value();
                })
        .method("void CopyTo(int index, T[] array, int arrayIndex, int count)", [](Call& c) {
            const auto [from, to] = itemRange(list(c).items.size(), c.integer(0), c.integer(3));
            const auto& target = as<ArrayObject>(c.need(1));
            if (c.integer(2) < 0) raiseOutOfRange("arrayIndex");
            if (c.integer(2) + c.integer(3) > static_cast<std::int64_t>(target.size()))
                raise("ArgumentException",
                      "Destination array was not long enough. Check destIndex and length, and the array's lower bounds.");
            const auto begin = list(c).items.begin();
            storeItems(c[1], Items(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to)),
                       static_cast<std::size_t>(c.integer(2)));
            return Value();
        });
}

void describe(TypeRegistry& registry) {
    describeArray(registry);
    describeList(registry);
}

}  // namespace

MGC_TYPE(array_ranges, describe)

}  // namespace mgc::expression
