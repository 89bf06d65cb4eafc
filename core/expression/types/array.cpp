// Array.
#include <algorithm>

#include "expression/runtime/memory_limit.h"
#include "expression/types/collection_members.h"

namespace mgc::expression {
namespace {

using Items = std::vector<Value>;

Items arrayItems(const Value& array) { return toVector(array, "array"); }
Value defaultOf(Call& c) { return defaultValue(c.result); }

Value copyArray(const Value& from, std::int64_t fromIndex, const Value& to, std::int64_t toIndex, std::int64_t count) {
    if (from.isNull()) raiseArgumentNull("sourceArray");
    if (to.isNull()) raiseArgumentNull("destinationArray");
    auto& source = as<ArrayObject>(from);
    auto& target = as<ArrayObject>(to);
    if (count < 0) raiseOutOfRange("length", "Non-negative number required.");
    if (fromIndex < 0 || toIndex < 0) raiseOutOfRange("sourceIndex");
    if (fromIndex + count > static_cast<std::int64_t>(source.size()))
        raise("ArgumentException", "Source array was not long enough. Check srcIndex and length, and the array's lower bounds.");
    if (toIndex + count > static_cast<std::int64_t>(target.size()))
        raise("ArgumentException", "Destination array was not long enough. Check destIndex and length, and the array's lower bounds.");
    const Type* element = target.type()->element();
    if (source.type()->element()->isValueType() != element->isValueType() && element != types().object &&
        source.type()->element() != types().object)
        raise("ArrayTypeMismatchException", "Source array type cannot be assigned to destination array type.");
    Items moved;
    for (std::int64_t i = 0; i < count; ++i) moved.push_back(source.get(static_cast<std::size_t>(fromIndex + i)));
    storeItems(to, moved, static_cast<std::size_t>(toIndex));
    return {};
}

/// Arrays have one dimension here.
void checkDimension(Call& c) {
    if (c.integer(0) != 0) raiseIndexOutOfRange();
}

void describe(TypeRegistry& registry) {
    registry.define("System", "Array", TypeKind::Class)
        .implements({"IEnumerable"})
        .help("Arrays have a fixed length.")
        .property("int Length", [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<ArrayObject>().size())); })
        .property("long LongLength", [](Call& c) { return Value::int64(static_cast<std::int64_t>(c.selfAs<ArrayObject>().size())); })
        .property("int Rank", [](Call&) { return number(1); })
        .method("int GetLength(int dimension)",
                [](Call& c) {
                    checkDimension(c);
                    return number(static_cast<std::int64_t>(c.selfAs<ArrayObject>().size()));
                })
        .method("int GetUpperBound(int dimension)",
                [](Call& c) {
                    checkDimension(c);
                    return number(static_cast<std::int64_t>(c.selfAs<ArrayObject>().size()) - 1);
                })
        .method("int GetLowerBound(int dimension)",
                [](Call& c) {
                    checkDimension(c);
                    return number(0);
                })
        .method("object GetValue(int index)",
                [](Call& c) {
                    if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(c.selfAs<ArrayObject>().size()))
                        raiseIndexOutOfRange();
                    return c.selfAs<ArrayObject>().get(static_cast<std::size_t>(c.integer(0)));
                })
        .method("object Clone()", [](Call& c) { return ArrayObject::make(c.self().pointer()->type(), toVector(c.self())); })
        .method(
            "void CopyTo(Array array, int index)",
            [](Call& c) { return copyArray(c.self(), 0, c[0], c.integer(1), static_cast<std::int64_t>(c.selfAs<ArrayObject>().size())); })
        .method("static void Copy(Array sourceArray, Array destinationArray, int length)",
                [](Call& c) { return copyArray(c[0], 0, c[1], 0, c.integer(2)); })
        .method("static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)",
                [](Call& c) { return copyArray(c[0], c.integer(1), c[2], c.integer(3), c.integer(4)); })
        .method("static void Reverse(Array array)",
                [](Call& c) {
                    Items items = arrayItems(c[0]);
                    std::reverse(items.begin(), items.end());
                    storeItems(c[0], items);
                    return Value();
                })
        .method("static void Reverse(Array array, int index, int length)",
                [](Call& c) {
                    Items items = arrayItems(c[0]);
                    const auto [from, to] = itemRange(items.size(), c.integer(1), c.integer(2));
                    std::reverse(items.begin() + static_cast<std::ptrdiff_t>(from), items.begin() + static_cast<std::ptrdiff_t>(to));
                    storeItems(c[0], items);
                    return Value();
                })
        .method("static void Sort(Array array)",
                [](Call& c) {
                    Items items = arrayItems(c[0]);
                    sortItems(items, compareValues);
                    storeItems(c[0], items);
                    return Value();
                })
        .method("static void Sort<T>(T[] array, Comparison<T> comparison)",
                [](Call& c) {
                    Items items = arrayItems(c[0]);
                    sortItems(items, [&](const Value& a, const Value& b) { return static_cast<int>(invoke(c.need(1), a, b).bits()); });
                    storeItems(c[0], items);
                    return Value();
                })
        .method("static void Sort<T>(T[] array, IComparer<T> comparer)",
                [](Call& c) {
                    Items items = arrayItems(c[0]);
                    const auto comparer = Comparer::from(c[1]);
                    sortItems(items, [&](const Value& a, const Value& b) { return comparer.compare(a, b); });
                    storeItems(c[0], items);
                    return Value();
                })
        .method("static void Clear(Array array, int index, int length)",
                [](Call& c) {
                    auto& array = as<ArrayObject>(c.need(0));
                    if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(array.size()))
                        raiseIndexOutOfRange();
                    const auto [from, to] = itemRange(array.size(), c.integer(1), c.integer(2));
                    for (std::size_t i = from; i < to; ++i) array.set(i, defaultValue(array.type()->element()));
                    return Value();
                })
        .method("static void Resize<T>(ref T[] array, int newSize)",
                [](Call& c) {
                    if (c.integer(1) < 0) raiseOutOfRange("newSize", "Non-negative number required.");
                    const Type* type = types().arrayOf(c.typeArguments[0]);
                    Items items = c.isNull(0) ? Items() : arrayItems(c[0]);
                    checkCollectionSize(static_cast<std::size_t>(c.integer(1)));
                    countMemory(static_cast<std::size_t>(c.integer(1)) * sizeof(Value));
                    items.resize(static_cast<std::size_t>(c.integer(1)), defaultValue(type->element()));
                    c[0] = ArrayObject::make(type, std::move(items));
                    return Value();
                })
        .method("static int IndexOf<T>(T[] array, T value)",
                [](Call& c) {
                    const Items items = arrayItems(c[0]);
                    for (std::size_t i = 0; i < items.size(); ++i)
                        if (valuesEqual(items[i], c[1])) return number(static_cast<std::int64_t>(i));
                    return number(-1);
                })
        .method("static int IndexOf(Array array, object value)",
                [](Call& c) {
                    const Items items = arrayItems(c[0]);
                    for (std::size_t i = 0; i < items.size(); ++i)
                        if (valuesEqual(items[i], c[1])) return number(static_cast<std::int64_t>(i));
                    return number(-1);
                })
        .method("static int LastIndexOf<T>(T[] array, T value)",
                [](Call& c) {
                    const Items items = arrayItems(c[0]);
                    for (std::size_t i = items.size(); i-- > 0;)
                        if (valuesEqual(items[i], c[1])) return number(static_cast<std::int64_t>(i));
                    return number(-1);
                })
        .method("static int BinarySearch<T>(T[] array, T value)", [](Call& c) { return number(binarySearch(arrayItems(c[0]), c[1], {})); })
        .method("static bool Exists<T>(T[] array, Predicate<T> match)",
                [](Call& c) { return boxed(findIndex(arrayItems(c[0]), c.need(1)) >= 0); })
        .method("static bool TrueForAll<T>(T[] array, Predicate<T> match)",
                [](Call& c) {
                    for (const auto& item : arrayItems(c[0]))
                        if (!test(c.need(1), item)) return boxed(false);
                    return boxed(true);
                })
        .method("static T Find<T>(T[] array, Predicate<T> match)",
                [](Call& c) {
                    const Items items = arrayItems(c[0]);
                    const auto i = findIndex(items, c.need(1));
                    return i < 0 ? defaultOf(c) : items[static_cast<std::size_t>(i)];
                })
        .method("static T FindLast<T>(T[] array, Predicate<T> match)",
                [](Call& c) {
                    const Items items = arrayItems(c[0]);
                    const auto i = findLastIndex(items, c.need(1));
                    return i < 0 ? defaultOf(c) : items[static_cast<std::size_t>(i)];
                })
        .method("static T[] FindAll<T>(T[] array, Predicate<T> match)",
                [](Call& c) {
                    Items found;
                    for (const auto& item : arrayItems(c[0]))
                        if (test(c.need(1), item)) found.push_back(item);
                    return ArrayObject::make(c.result, std::move(found));
                })
        .method("static int FindIndex<T>(T[] array, Predicate<T> match)",
                [](Call& c) { return number(findIndex(arrayItems(c[0]), c.need(1))); })
        .method("static int FindLastIndex<T>(T[] array, Predicate<T> match)",
                [](Call& c) { return number(findLastIndex(arrayItems(c[0]), c.need(1))); })
        .method("static void ForEach<T>(T[] array, Action<T> action)",
                [](Call& c) {
                    for (const auto& item : arrayItems(c[0])) (void)invoke(c.need(1), item);
                    return Value();
                })
        .method("static TOutput[] ConvertAll<TInput,TOutput>(TInput[] array, Converter<TInput,TOutput> converter)", [](Call& c) {
            Items made;
            for (const auto& item : arrayItems(c[0])) made.push_back(invoke(c.need(1), item));
            return ArrayObject::make(c.result, std::move(made));
        });
}

}  // namespace

MGC_TYPE(array, describe)

}  // namespace mgc::expression
