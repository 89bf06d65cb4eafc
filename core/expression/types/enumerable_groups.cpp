// Enumerable: groups, lookups and joins.
#include "expression/types/enumerable.h"

namespace mgc::expression {
using namespace linq;

namespace {

class GroupingObject final : public Enumerable {
public:
    GroupingObject(const Type* groupingType, Value groupKey) : m_type(groupingType), key(std::move(groupKey)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override {
        return makeIterator([self = Value::object(this), this, at = std::size_t{0}](Value& out) mutable {
            if (at >= items.size()) return false;
            out = items[at++];
            return true;
        });
    }
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(items.size()); }

private:
    const Type* m_type;

public:
    Value key;
    Items items;
};

/// Groups in order of first appearance.
class LookupObject final : public Enumerable {
public:
    LookupObject(const Type* lookupType, Comparer comparer) : m_type(lookupType), table(std::move(comparer)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override {
        return makeIterator([self = Value::object(this), this, at = std::size_t{0}](Value& out) mutable {
            if (at >= table.entries().size()) return false;
            out = table.entries()[at++].value;
            return true;
        });
    }
    [[nodiscard]] std::int64_t knownCount() const override { return static_cast<std::int64_t>(table.size()); }
    void add(const Type* groupingType, const Value& key, const Value& item) {
        auto* entry = table.find(key);
        if (!entry) {
            (void)table.add(key, Value::object(new GroupingObject(groupingType, key)));
            entry = table.find(key);
        }
        as<GroupingObject>(entry->value).items.push_back(item);
    }

private:
    const Type* m_type;

public:
    HashTable table;
};

const Type* groupingOf(const Type* key, const Type* element) { return types().generic("IGrouping", {key, element}); }

Value buildLookup(const Value& items, const Value& keyOf, const Value& elementOf, const Comparer& comparer, const Type* keyType,
                  const Type* elementType) {
    auto* lookup = new LookupObject(types().generic("ILookup", {keyType, elementType}), comparer);
    Value result = Value::object(lookup);
    const Type* grouping = groupingOf(keyType, elementType);
    const auto walk = iterate(items);
    for (Value item; walk->next(item);) {
        countStep();
        const Value key = invoke(keyOf, item);
        lookup->add(grouping, key, elementOf.isNull() ? item : invoke(elementOf, item));
    }
    return result;
}

Value toLookup(Call& c) {
    int next = 2;
    Value element;
    if (c.count > next && !c[next].isNull() && typeOf(c[next])->isDelegate()) element = c[next++];
    return buildLookup(source(c), c.need(1), element, c.count > next ? Comparer::from(c[next]) : Comparer(), c.result->arguments[0],
                       c.result->arguments[1]);
}
/// (source, key[, element][, result(key, group)][, comparer]); which of them are there follows from their types.
template <bool hasElement, bool hasResult>
Value groupBy(Call& c) {
    const Value element = hasElement ? c.need(2) : Value();
    const Value result = hasResult ? c.need(hasElement ? 3 : 2) : Value();
    constexpr int comparerIndex = 2 + (hasElement ? 1 : 0) + (hasResult ? 1 : 0);
    const Comparer comparer = c.count > comparerIndex ? Comparer::from(c[comparerIndex]) : Comparer();
    const Type* keyType = c.typeArguments[1];
    const Type* elementType = hasElement ? c.typeArguments[2] : c.typeArguments[0];
    return lazy(c, [items = source(c), key = c.need(1), element, result, comparer, keyType, elementType] {
        return makeIterator([=, lookup = Value(), walk = IteratorPtr()](Value& out) mutable {
            if (!walk) {
                lookup = buildLookup(items, key, element, comparer, keyType, elementType);
                walk = iterate(lookup);
            }
            if (!walk->next(out)) return false;
            if (hasResult) {
                const Value group = out;
                out = invoke(result, as<GroupingObject>(group).key, group);
            }
            return true;
        });
    });
}
template <bool group>
Value join(Call& c) {
    const Comparer comparer = c.count > 5 ? Comparer::from(c[5]) : Comparer();
    return lazy(c, [outer = c.need(0), inner = c.need(1), outerKey = c.need(2), innerKey = c.need(3), result = c.need(4), comparer,
                    inType = c.typeArguments[1], keyType = c.typeArguments[2]] {
        return makeIterator([=, lookup = Value(), walk = IteratorPtr(), matches = IteratorPtr(), current = Value()](Value& out) mutable {
            if (!walk) {
                lookup = buildLookup(inner, innerKey, {}, comparer, keyType, inType);
                walk = iterate(outer);
            }
            while (true) {
                Value item;
                if (matches && matches->next(item)) {
                    out = invoke(result, current, item);
                    return true;
                }
                if (!walk->next(current)) return false;
                const Value key = invoke(outerKey, current);
                auto* entry = key.isNull() ? nullptr : as<LookupObject>(lookup).table.find(key);
                if (group) {
                    out = invoke(result, current, entry ? entry->value : ArrayObject::make(types().arrayOf(inType), {}));
                    return true;
                }
                matches = entry ? iterate(entry->value) : nullptr;
            }
        });
    });
}

void describe(TypeRegistry& registry) {
    auto t = enumerable(registry);
    t.method("static IEnumerable<IGrouping<K,T>> GroupBy<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", groupBy<false, false>,
             "Groups in order of first appearance.")
        .method(
            "static IEnumerable<IGrouping<K,T>> GroupBy<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IEqualityComparer<K> "
            "comparer)",
            groupBy<false, false>)
        .method(
            "static IEnumerable<IGrouping<K,E>> GroupBy<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> "
            "elementSelector)",
            groupBy<true, false>)
        .method(
            "static IEnumerable<IGrouping<K,E>> GroupBy<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> "
            "elementSelector, IEqualityComparer<K> comparer)",
            groupBy<true, false>)
        .method(
            "static IEnumerable<R> GroupBy<T,K,R>(this IEnumerable<T> source, Func<T,K> keySelector, Func<K,IEnumerable<T>,R> "
            "resultSelector)",
            groupBy<false, true>)
        .method(
            "static IEnumerable<R> GroupBy<T,K,E,R>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector, "
            "Func<K,IEnumerable<E>,R> resultSelector)",
            groupBy<true, true>)
        .method(
            "static IEnumerable<R> Join<A,B,K,R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A,K> outerKeySelector, Func<B,K> "
            "innerKeySelector, Func<A,B,R> resultSelector)",
            join<false>)
        .method(
            "static IEnumerable<R> Join<A,B,K,R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A,K> outerKeySelector, Func<B,K> "
            "innerKeySelector, Func<A,B,R> resultSelector, IEqualityComparer<K> comparer)",
            join<false>)
        .method(
            "static IEnumerable<R> GroupJoin<A,B,K,R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A,K> outerKeySelector, "
            "Func<B,K> innerKeySelector, Func<A,IEnumerable<B>,R> resultSelector)",
            join<true>)
        .method(
            "static IEnumerable<R> GroupBy<T,K,R>(this IEnumerable<T> source, Func<T,K> keySelector, Func<K,IEnumerable<T>,R> "
            "resultSelector, IEqualityComparer<K> comparer)",
            groupBy<false, true>)
        .method(
            "static IEnumerable<R> GroupBy<T,K,E,R>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector, "
            "Func<K,IEnumerable<E>,R> resultSelector, IEqualityComparer<K> comparer)",
            groupBy<true, true>)
        .method(
            "static IEnumerable<R> GroupJoin<A,B,K,R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A,K> outerKeySelector, "
            "Func<B,K> innerKeySelector, Func<A,IEnumerable<B>,R> resultSelector, IEqualityComparer<K> comparer)",
            join<true>)
        .method(
            "static ILookup<K,E> ToLookup<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector, "
            "IEqualityComparer<K> comparer)",
            toLookup)
        .method("static ILookup<K,T> ToLookup<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", toLookup)
        .method("static ILookup<K,T> ToLookup<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IEqualityComparer<K> comparer)",
                toLookup)
        .method("static ILookup<K,E> ToLookup<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector)",
                toLookup);
}

}  // namespace

Value groupingKey(const Value& grouping) { return as<GroupingObject>(grouping).key; }

Value lookupGet(Call& c, bool wantContains) {
    auto* entry = c.selfAs<LookupObject>().table.find(c[0]);
    if (wantContains) return boxed(entry != nullptr);
    return entry ? entry->value : ArrayObject::make(types().arrayOf(c.self().pointer()->type()->arguments[1]), {});
}

MGC_TYPE(enumerable_groups, describe)

}  // namespace mgc::expression
