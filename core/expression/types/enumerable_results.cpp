// Enumerable: one item, questions about all, collections.
#include "expression/json/token.h"
#include "expression/types/enumerable.h"

namespace mgc::expression {
using namespace linq;

namespace {

[[noreturn]] void noElements() { raise("InvalidOperationException", "Sequence contains no elements"); }
[[noreturn]] void noMatch() { raise("InvalidOperationException", "Sequence contains no matching element"); }

enum class Pick { First, Last, Single };
template <Pick pick, bool orDefault>
Value one(Call& c) {
    const bool hasPredicate = c.count > 1;
    const Value predicate = hasPredicate ? c.need(1) : Value();
    const auto walk = iterate(source(c));
    Value found;
    bool any = false;
    for (Value item; walk->next(item);) {
        if (hasPredicate && !test(predicate, item)) continue;
        if (pick == Pick::Single && any)
            raise("InvalidOperationException",
                  hasPredicate ? "Sequence contains more than one matching element" : "Sequence contains more than one element");
        found = item;
        any = true;
        if (pick == Pick::First) break;
    }
    if (any) return found;
    if (!orDefault) hasPredicate ? noMatch() : noElements();
    return defaultValue(c.typeArguments[0]);
}
template <bool orDefault>
Value elementAt(Call& c) {
    std::int64_t left = c.integer(1);
    const auto walk = iterate(source(c));
    if (left >= 0)
        for (Value item; walk->next(item);)
            if (left-- == 0) return item;
    if (!orDefault) raiseListIndex();
    return defaultValue(c.typeArguments[0]);
}
Value any(Call& c) {
    const auto walk = iterate(source(c));
    for (Value item; walk->next(item);)
        if (c.count < 2 || test(c.need(1), item)) return boxed(true);
    return boxed(false);
}
Value all(Call& c) {
    const auto walk = iterate(source(c));
    for (Value item; walk->next(item);)
        if (!test(c.need(1), item)) return boxed(false);
    return boxed(true);
}
template <bool isLong>
Value count(Call& c) {
    std::int64_t total = 0;
    const Value items = source(c);
    auto* known = dynamic_cast<Enumerable*>(items.pointer());
    if (c.count < 2 && known && known->knownCount() >= 0) {
        total = known->knownCount();
    } else {
        const auto walk = iterate(items);
        for (Value item; walk->next(item);)
            if (c.count < 2 || test(c.need(1), item)) ++total;
    }
    return isLong ? Value::int64(total) : number(total);
}
Value contains(Call& c) {
    const Comparer comparer = c.count > 2 ? Comparer::from(c[2]) : Comparer();
    // A JArray is a collection of its own, which looks for the token itself.
    const auto* tokens =
        c.count > 2 || c.isNull(0) || c[0].kind() != Kind::Object ? nullptr : dynamic_cast<const JContainerObject*>(c[0].pointer());
    if (tokens) return boxed(tokenOf(c[1]) && tokens->indexOf(tokenOf(c[1])) < tokens->count());
    const auto walk = iterate(source(c));
    for (Value item; walk->next(item);) {
        countStep();
        if (comparer.equal(item, c[1])) return boxed(true);
    }
    return boxed(false);
}
Value sequenceEqual(Call& c) {
    const Comparer comparer = c.count > 2 ? Comparer::from(c[2]) : Comparer();
    const auto a = iterate(c.need(0));
    const auto b = iterate(c.need(1));
    Value x, y;
    while (true) {
        const bool left = a->next(x);
        const bool right = b->next(y);
        if (left != right) return boxed(false);
        if (!left) return boxed(true);
        if (!comparer.equal(x, y)) return boxed(false);
    }
}

Value toDictionary(Call& c) {
    // (source, keySelector[, elementSelector][, comparer])
    int next = 2;
    Value element;
    if (c.count > next && !c[next].isNull() && typeOf(c[next])->isDelegate()) element = c[next++];
    const Comparer comparer = c.count > next ? Comparer::from(c[next]) : Comparer();
    auto* made = new DictionaryObject(c.result, comparer);
    Value result = Value::object(made);
    const auto walk = iterate(source(c));
    for (Value item; walk->next(item);) {
        countStep();
        const Value key = invoke(c.need(1), item);
        if (key.isNull()) raiseArgumentNull("key");
        if (!made->table.add(key, element.isNull() ? item : invoke(element, item)))
            raise("ArgumentException", "An item with the same key has already been added.");
    }
    return result;
}
Value toHashSet(Call& c) {
    auto* made = new SetObject(c.result, c.count > 1 ? Comparer::from(c[1]) : Comparer());
    Value result = Value::object(made);
    for (const auto& item : toVector(source(c))) (void)made->table.add(item, {});
    return result;
}

void describe(TypeRegistry& registry) {
    auto t = enumerable(registry);
    t.method("static T First<T>(this IEnumerable<T> source)", one<Pick::First, false>, "InvalidOperationException when there is none.")
        .method("static T First<T>(this IEnumerable<T> source, Func<T,bool> predicate)", one<Pick::First, false>)
        .method("static T FirstOrDefault<T>(this IEnumerable<T> source)", one<Pick::First, true>)
        .method("static T FirstOrDefault<T>(this IEnumerable<T> source, Func<T,bool> predicate)", one<Pick::First, true>)
        .method("static T Last<T>(this IEnumerable<T> source)", one<Pick::Last, false>)
        .method("static T Last<T>(this IEnumerable<T> source, Func<T,bool> predicate)", one<Pick::Last, false>)
        .method("static T LastOrDefault<T>(this IEnumerable<T> source)", one<Pick::Last, true>)
        .method("static T LastOrDefault<T>(this IEnumerable<T> source, Func<T,bool> predicate)", one<Pick::Last, true>)
        .method("static T Single<T>(this IEnumerable<T> source)", one<Pick::Single, false>)
        .method("static T Single<T>(this IEnumerable<T> source, Func<T,bool> predicate)", one<Pick::Single, false>)
        .method("static T SingleOrDefault<T>(this IEnumerable<T> source)", one<Pick::Single, true>)
        .method("static T SingleOrDefault<T>(this IEnumerable<T> source, Func<T,bool> predicate)", one<Pick::Single, true>)
        .method("static T ElementAt<T>(this IEnumerable<T> source, int index)", elementAt<false>)
        .method("static T ElementAtOrDefault<T>(this IEnumerable<T> source, int index)", elementAt<true>)
        .method("static bool Any<T>(this IEnumerable<T> source)", any)
        .method("static bool Any<T>(this IEnumerable<T> source, Func<T,bool> predicate)", any)
        .method("static bool All<T>(this IEnumerable<T> source, Func<T,bool> predicate)", all)
        .method("static int Count<T>(this IEnumerable<T> source)", count<false>)
        .method("static int Count<T>(this IEnumerable<T> source, Func<T,bool> predicate)", count<false>)
        .method("static long LongCount<T>(this IEnumerable<T> source)", count<true>)
        .method("static long LongCount<T>(this IEnumerable<T> source, Func<T,bool> predicate)", count<true>)
        .method("static bool Contains<T>(this IEnumerable<T> source, T value)", contains)
        .method("static bool Contains<T>(this IEnumerable<T> source, T value, IEqualityComparer<T> comparer)", contains)
        .method("static bool SequenceEqual<T>(this IEnumerable<T> first, IEnumerable<T> second)", sequenceEqual)
        .method("static bool SequenceEqual<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)",
                sequenceEqual)
        .method("static List<T> ToList<T>(this IEnumerable<T> source)",
                [](Call& c) { return Value::object(new ListObject(c.result, toVector(source(c)))); })
        .method("static T[] ToArray<T>(this IEnumerable<T> source)",
                [](Call& c) { return ArrayObject::make(c.result, toVector(source(c))); })
        .method("static HashSet<T> ToHashSet<T>(this IEnumerable<T> source)", toHashSet)
        .method("static HashSet<T> ToHashSet<T>(this IEnumerable<T> source, IEqualityComparer<T> comparer)", toHashSet)
        .method("static Dictionary<K,T> ToDictionary<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", toDictionary,
                "ArgumentException when a key comes twice.")
        .method(
            "static Dictionary<K,T> ToDictionary<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IEqualityComparer<K> comparer)",
            toDictionary)
        .method("static Dictionary<K,E> ToDictionary<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector)",
                toDictionary)
        .method(
            "static Dictionary<K,E> ToDictionary<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector, "
            "IEqualityComparer<K> comparer)",
            toDictionary);
}

}  // namespace

MGC_TYPE(enumerable_results, describe)

}  // namespace mgc::expression
