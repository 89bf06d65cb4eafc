// System.Linq.Enumerable: lazy where .NET is lazy.
#include <algorithm>
#include <cmath>

#include "expression/eval/arithmetic.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/numbers.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

using Items = std::vector<Value>;

template <class Start>
Value lazy(Call& c, Start start) {
    return Value::object(new SequenceObject(c.result, std::move(start)));
}
bool test(const Value& predicate, const Value& item) {
    countStep();
    return invoke(predicate, item).bits() != 0;
}
Value source(Call& c) { return c.need(0); }

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

Value buildLookup(const Value& items, const Value& keyOf, const Value& elementOf, const Comparer& comparer, const Type* keyType, const Type* elementType) {
    auto* lookup = new LookupObject(types().generic("ILookup", {keyType, elementType}), comparer);
    Value result = Value::object(lookup);
    const Type* grouping = groupingOf(keyType, elementType);
    const auto walk = iterate(items);
    for (Value item; walk->next(item);) {
        countStep();
        lookup->add(grouping, invoke(keyOf, item), elementOf.isNull() ? item : invoke(elementOf, item));
    }
    return result;
}

/// An ordered sequence remembers its keys so that ThenBy can add one.
class OrderedObject final : public Enumerable {
public:
    struct Key {
        Value selector;
        bool descending;
        Comparer comparer;
    };
    OrderedObject(const Type* orderedType, Value items) : m_type(orderedType), m_items(std::move(items)) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] IteratorPtr iterate() override {
        return makeIterator([self = Value::object(this), this, sorted = Items(), at = std::size_t{0}, ready = false](Value& out) mutable {
            if (!ready) {
                sorted = sort();
                ready = true;
            }
            if (at >= sorted.size()) return false;
            out = sorted[at++];
            return true;
        });
    }
    std::vector<Key> keys;
    [[nodiscard]] const Value& items() const { return m_items; }

private:
    [[nodiscard]] Items sort() const {
        const Items all = toVector(m_items);
        std::vector<Items> values(all.size());
        std::vector<std::size_t> order(all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            order[i] = i;
            for (const auto& key : keys) values[i].push_back(invoke(key.selector, all[i]));
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            countStep();
            for (std::size_t k = 0; k < keys.size(); ++k) {
                const int result = keys[k].comparer.compare(values[a][k], values[b][k]);
                if (result != 0) return keys[k].descending ? result > 0 : result < 0;
            }
            return false;
        });
        Items sorted;
        for (const std::size_t i : order) sorted.push_back(all[i]);
        return sorted;
    }
    const Type* m_type;
    Value m_items;
};

template <bool descending, bool then>
Value orderBy(Call& c) {
    const Value items = source(c);
    auto* ordered = new OrderedObject(c.result, then ? as<OrderedObject>(items).items() : items);
    Value result = Value::object(ordered);
    if (then) ordered->keys = as<OrderedObject>(items).keys;
    ordered->keys.push_back({c.need(1), descending, c.count > 2 ? Comparer::from(c[2]) : Comparer()});
    return result;
}

Value where(Call& c) {
    return lazy(c, [items = source(c), predicate = c.need(1)] {
        return makeIterator([walk = iterate(items), predicate](Value& out) {
            while (walk->next(out))
                if (test(predicate, out)) return true;
            return false;
        });
    });
}
Value whereIndexed(Call& c) {
    return lazy(c, [items = source(c), predicate = c.need(1)] {
        return makeIterator([walk = iterate(items), predicate, index = 0](Value& out) mutable {
            while (walk->next(out))
                if (invoke(predicate, out, Value::int32(index++)).bits()) return true;
            return false;
        });
    });
}
Value select(Call& c) {
    return lazy(c, [items = source(c), selector = c.need(1)] {
        return makeIterator([walk = iterate(items), selector](Value& out) {
            Value item;
            if (!walk->next(item)) return false;
            out = invoke(selector, std::move(item));
            return true;
        });
    });
}
Value selectIndexed(Call& c) {
    return lazy(c, [items = source(c), selector = c.need(1)] {
        return makeIterator([walk = iterate(items), selector, index = 0](Value& out) mutable {
            Value item;
            if (!walk->next(item)) return false;
            out = invoke(selector, std::move(item), Value::int32(index++));
            return true;
        });
    });
}
template <bool indexed>
Value selectMany(Call& c) {
    return lazy(c, [items = source(c), selector = c.need(1), result = c.count > 2 ? c.need(2) : Value()] {
        return makeIterator([walk = iterate(items), selector, result, inner = IteratorPtr(), outer = Value(), index = 0](Value& out) mutable {
            while (true) {
                Value item;
                if (inner && inner->next(item)) {
                    out = result.isNull() ? item : invoke(result, outer, item);
                    return true;
                }
                if (!walk->next(outer)) return false;
                countStep();
                inner = iterate(indexed ? invoke(selector, outer, Value::int32(index++)) : invoke(selector, outer));
            }
        });
    });
}
Value take(Call& c) {
    return lazy(c, [items = source(c), count = c.integer(1)] {
        return makeIterator([walk = iterate(items), left = count](Value& out) mutable { return left-- > 0 && walk->next(out); });
    });
}
Value skip(Call& c) {
    return lazy(c, [items = source(c), count = c.integer(1)] {
        return makeIterator([walk = iterate(items), left = count](Value& out) mutable {
            while (left > 0) {
                --left;
                if (!walk->next(out)) return false;
            }
            return walk->next(out);
        });
    });
}
template <bool indexed>
Value takeWhile(Call& c) {
    return lazy(c, [items = source(c), predicate = c.need(1)] {
        return makeIterator([walk = iterate(items), predicate, index = 0](Value& out) mutable {
            if (!walk->next(out)) return false;
            return indexed ? invoke(predicate, out, Value::int32(index++)).bits() != 0 : test(predicate, out);
        });
    });
}
template <bool indexed>
Value skipWhile(Call& c) {
    return lazy(c, [items = source(c), predicate = c.need(1)] {
        return makeIterator([walk = iterate(items), predicate, skipping = true, index = 0](Value& out) mutable {
            while (walk->next(out)) {
                if (skipping && (indexed ? invoke(predicate, out, Value::int32(index++)).bits() != 0 : test(predicate, out))) continue;
                skipping = false;
                return true;
            }
            return false;
        });
    });
}
Value concat(Call& c) {
    return lazy(c, [first = source(c), second = c.need(1)] {
        return makeIterator([walk = iterate(first), second, switched = false](Value& out) mutable {
            if (walk->next(out)) return true;
            if (switched) return false;
            switched = true;
            walk = iterate(second);
            return walk->next(out);
        });
    });
}
Value append(Call& c) {
    return lazy(c, [items = source(c), extra = c[1]] {
        return makeIterator([walk = iterate(items), extra, done = false](Value& out) mutable {
            if (walk->next(out)) return true;
            if (done) return false;
            done = true;
            out = extra;
            return true;
        });
    });
}
Value prepend(Call& c) {
    return lazy(c, [items = source(c), extra = c[1]] {
        return makeIterator([walk = iterate(items), extra, done = false](Value& out) mutable {
            if (!done) {
                done = true;
                out = extra;
                return true;
            }
            return walk->next(out);
        });
    });
}
/// Distinct, Union, Intersect, Except share a set of what was seen.
enum class SetOperation { Distinct, Union, Intersect, Except };
template <SetOperation operation>
Value setOperation(Call& c) {
    constexpr int comparerIndex = operation == SetOperation::Distinct ? 1 : 2;
    const Comparer comparer = c.count > comparerIndex ? Comparer::from(c[comparerIndex]) : Comparer();
    return lazy(c, [items = source(c), other = operation == SetOperation::Distinct ? Value() : c.need(1), comparer] {
        auto seen = std::make_shared<HashTable>(comparer);
        if (operation == SetOperation::Except || operation == SetOperation::Intersect)
            for (const auto& item : toVector(other, "second")) (void)seen->add(item, {});
        return makeIterator([walk = iterate(items), other, seen, second = false](Value& out) mutable {
            while (true) {
                if (!walk->next(out)) {
                    if (operation != SetOperation::Union || second) return false;
                    second = true;
                    walk = iterate(other);
                    continue;
                }
                countStep();
                if (operation == SetOperation::Intersect ? seen->remove(out) : seen->add(out, {})) return true;
            }
        });
    });
}
Value reverse(Call& c) {
    return lazy(c, [items = source(c)] {
        return makeIterator([items, all = Items(), ready = false](Value& out) mutable {
            if (!ready) all = toVector(items), ready = true;
            if (all.empty()) return false;
            out = std::move(all.back());
            all.pop_back();
            return true;
        });
    });
}
Value zip(Call& c) {
    return lazy(c, [first = source(c), second = c.need(1), selector = c.need(2)] {
        return makeIterator([a = iterate(first), b = iterate(second), selector](Value& out) {
            Value x, y;
            if (!a->next(x) || !b->next(y)) return false;
            out = invoke(selector, std::move(x), std::move(y));
            return true;
        });
    });
}
Value defaultIfEmpty(Call& c) {
    const Value fallback = c.count > 1 ? c[1] : defaultValue(c.typeArguments[0]);
    return lazy(c, [items = source(c), fallback] {
        return makeIterator([walk = iterate(items), fallback, any = false](Value& out) mutable {
            if (walk->next(out)) return any = true;
            if (any) return false;
            any = true;
            out = fallback;
            return true;
        });
    });
}
Value cast(Call& c) {
    return lazy(c, [items = source(c), type = c.typeArguments[0]] {
        return makeIterator([walk = iterate(items), type](Value& out) {
            if (!walk->next(out)) return false;
            if (out.isNull()) {
                if (type->isValueType() && !type->isNullable()) raiseNullReference();
            } else if (!isInstance(out, type)) {
                raiseInvalidCast(typeOf(out), type);
            }
            return true;
        });
    });
}
Value ofType(Call& c) {
    return lazy(c, [items = source(c), type = c.typeArguments[0]] {
        return makeIterator([walk = iterate(items), type](Value& out) {
            while (walk->next(out))
                if (isInstance(out, type)) return true;
            return false;
        });
    });
}
Value rangeOf(Call& c) {
    if (c.integer(1) < 0 || c.integer(0) + c.integer(1) - 1 > INT32_MAX) raiseOutOfRange("count");
    return lazy(c, [start = c.integer(0), count = c.integer(1)] {
        return makeIterator([start, count, at = std::int64_t{0}](Value& out) mutable {
            if (at >= count) return false;
            countStep();
            out = Value::int32(static_cast<std::int32_t>(start + at++));
            return true;
        });
    });
}
Value repeat(Call& c) {
    if (c.integer(1) < 0) raiseOutOfRange("count");
    return lazy(c, [item = c[0], count = c.integer(1)] {
        return makeIterator([item, left = count](Value& out) mutable {
            if (left-- <= 0) return false;
            countStep();
            out = item;
            return true;
        });
    });
}

// --- one result

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
        if (pick == Pick::Single && any) raise("InvalidOperationException", hasPredicate ? "Sequence contains more than one matching element" : "Sequence contains more than one element");
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
/// Applies the selector where there is one.
Items projected(Call& c) {
    Items items = toVector(source(c));
    if (c.count > 1)
        for (auto& item : items) item = invoke(c.need(1), item);
    return items;
}
Value sum(Call& c) {
    const Type* type = c.result->underlying();
    Value total = defaultValue(type);
    double real = 0;
    const bool floating = type->valueKind == Kind::Double || type->valueKind == Kind::Single;
    for (const auto& item : projected(c)) {
        if (item.isNull()) continue;
        if (floating) real += item.number();
        else total = arithmetic(Operator::Add, type, total, item, true);
    }
    if (floating) return type->valueKind == Kind::Single ? Value::float32(static_cast<float>(real)) : Value::float64(real);
    return total;
}
Value average(Call& c) {
    std::int64_t count = 0;
    const Type* type = c.result->underlying();
    double real = 0;
    Value exact = makeDecimal({});
    std::int64_t whole = 0;
    bool integers = true;
    for (const auto& item : projected(c)) {
        if (item.isNull()) continue;
        ++count;
        if (type->isDecimal()) exact = arithmetic(Operator::Add, type, exact, item, true);
        else if (item.kind() == Kind::Int32 || item.kind() == Kind::Int64) {
            if (__builtin_add_overflow(whole, item.bits(), &whole)) raiseOverflow();
        } else {
            integers = false;
            real += toDouble(item);
        }
    }
    if (count == 0) {
        if (c.result->isNullable()) return {};
        noElements();
    }
    if (type->isDecimal()) return arithmetic(Operator::Divide, type, exact, makeDecimal(Decimal::fromInteger(count)), true);
    const double result = (integers ? static_cast<double>(whole) : real) / static_cast<double>(count);
    return type->valueKind == Kind::Single ? Value::float32(static_cast<float>(result)) : Value::float64(result);
}
template <bool wantMax>
Value extreme(Call& c) {
    Value best;
    bool any = false;
    for (const auto& item : projected(c)) {
        if (item.isNull()) continue;
        if (!any) best = item;
        else if (!wantMax && (item.kind() == Kind::Double || item.kind() == Kind::Single) && std::isnan(item.number())) best = item;
        else if (wantMax ? compareValues(item, best) > 0 : compareValues(item, best) < 0) best = item;
        any = true;
    }
    if (!any) {
        if (c.result->isValueType() && !c.result->isNullable()) noElements();
        return {};
    }
    return best;
}
Value aggregate(Call& c) {
    const auto walk = iterate(source(c));
    Value total;
    if (!walk->next(total)) noElements();
    for (Value item; walk->next(item);) total = invoke(c.need(1), std::move(total), item);
    return total;
}
Value aggregateSeed(Call& c) {
    Value total = c[1];
    const auto walk = iterate(source(c));
    for (Value item; walk->next(item);) total = invoke(c.need(2), std::move(total), item);
    return c.count > 3 ? invoke(c.need(3), std::move(total)) : total;
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
        if (!made->table.add(key, element.isNull() ? item : invoke(element, item))) raise("ArgumentException", "An item with the same key has already been added.");
    }
    return result;
}
Value toLookup(Call& c) {
    int next = 2;
    Value element;
    if (c.count > next && !c[next].isNull() && typeOf(c[next])->isDelegate()) element = c[next++];
    return buildLookup(source(c), c.need(1), element, c.count > next ? Comparer::from(c[next]) : Comparer(), c.result->arguments[0], c.result->arguments[1]);
}
Value toHashSet(Call& c) {
    auto* made = new SetObject(c.result, c.count > 1 ? Comparer::from(c[1]) : Comparer());
    Value result = Value::object(made);
    for (const auto& item : toVector(source(c))) (void)made->table.add(item, {});
    return result;
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
    return lazy(c, [outer = c.need(0), inner = c.need(1), outerKey = c.need(2), innerKey = c.need(3), result = c.need(4), comparer, inType = c.typeArguments[1], keyType = c.typeArguments[2]] {
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

void describeLazy(TypeBuilder& t) {
    t.method("static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T,bool> predicate)", where, "Items for which the condition holds.")
        .method("static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T,int,bool> predicate)", whereIndexed)
        .method("static IEnumerable<R> Select<T,R>(this IEnumerable<T> source, Func<T,R> selector)", select, "Each item turned into something else.")
        .method("static IEnumerable<R> Select<T,R>(this IEnumerable<T> source, Func<T,int,R> selector)", selectIndexed)
        .method("static IEnumerable<R> SelectMany<T,R>(this IEnumerable<T> source, Func<T,IEnumerable<R>> selector)", selectMany<false>)
        .method("static IEnumerable<R> SelectMany<T,R>(this IEnumerable<T> source, Func<T,int,IEnumerable<R>> selector)", selectMany<true>)
        .method("static IEnumerable<R> SelectMany<T,C,R>(this IEnumerable<T> source, Func<T,IEnumerable<C>> collectionSelector, Func<T,C,R> resultSelector)", selectMany<false>)
        .method("static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)", take)
        .method("static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)", skip)
        .method("static IEnumerable<T> TakeWhile<T>(this IEnumerable<T> source, Func<T,bool> predicate)", takeWhile<false>)
        .method("static IEnumerable<T> TakeWhile<T>(this IEnumerable<T> source, Func<T,int,bool> predicate)", takeWhile<true>)
        .method("static IEnumerable<T> SkipWhile<T>(this IEnumerable<T> source, Func<T,bool> predicate)", skipWhile<false>)
        .method("static IEnumerable<T> SkipWhile<T>(this IEnumerable<T> source, Func<T,int,bool> predicate)", skipWhile<true>)
        .method("static IEnumerable<T> Concat<T>(this IEnumerable<T> first, IEnumerable<T> second)", concat)
        .method("static IEnumerable<T> Append<T>(this IEnumerable<T> source, T element)", append)
        .method("static IEnumerable<T> Prepend<T>(this IEnumerable<T> source, T element)", prepend)
        .method("static IEnumerable<T> Distinct<T>(this IEnumerable<T> source)", setOperation<SetOperation::Distinct>)
        .method("static IEnumerable<T> Distinct<T>(this IEnumerable<T> source, IEqualityComparer<T> comparer)", setOperation<SetOperation::Distinct>)
        .method("static IEnumerable<T> Union<T>(this IEnumerable<T> first, IEnumerable<T> second)", setOperation<SetOperation::Union>)
        .method("static IEnumerable<T> Union<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)", setOperation<SetOperation::Union>)
        .method("static IEnumerable<T> Intersect<T>(this IEnumerable<T> first, IEnumerable<T> second)", setOperation<SetOperation::Intersect>)
        .method("static IEnumerable<T> Intersect<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)", setOperation<SetOperation::Intersect>)
        .method("static IEnumerable<T> Except<T>(this IEnumerable<T> first, IEnumerable<T> second)", setOperation<SetOperation::Except>)
        .method("static IEnumerable<T> Except<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)", setOperation<SetOperation::Except>)
        .method("static IEnumerable<T> Reverse<T>(this IEnumerable<T> source)", reverse)
        .method("static IEnumerable<R> Zip<A,B,R>(this IEnumerable<A> first, IEnumerable<B> second, Func<A,B,R> resultSelector)", zip)
        .method("static IEnumerable<T> DefaultIfEmpty<T>(this IEnumerable<T> source)", defaultIfEmpty)
        .method("static IEnumerable<T> DefaultIfEmpty<T>(this IEnumerable<T> source, T defaultValue)", defaultIfEmpty)
        .method("static IEnumerable<R> Cast<R>(this IEnumerable source)", cast)
        .method("static IEnumerable<R> OfType<R>(this IEnumerable source)", ofType)
        .method("static IEnumerable<T> AsEnumerable<T>(this IEnumerable<T> source)", [](Call& c) { return c[0]; })
        .method("static IEnumerable<int> Range(int start, int count)", rangeOf)
        .method("static IEnumerable<T> Repeat<T>(T element, int count)", repeat)
        .method("static IEnumerable<T> Empty<T>()", [](Call& c) { return ArrayObject::make(types().arrayOf(c.typeArguments[0]), {}); });
    t.method("static IOrderedEnumerable<T> OrderBy<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", orderBy<false, false>, "Stable; strings by the invariant culture.")
        .method("static IOrderedEnumerable<T> OrderBy<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IComparer<K> comparer)", orderBy<false, false>)
        .method("static IOrderedEnumerable<T> OrderByDescending<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", orderBy<true, false>)
        .method("static IOrderedEnumerable<T> OrderByDescending<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IComparer<K> comparer)", orderBy<true, false>)
        .method("static IOrderedEnumerable<T> ThenBy<T,K>(this IOrderedEnumerable<T> source, Func<T,K> keySelector)", orderBy<false, true>)
        .method("static IOrderedEnumerable<T> ThenBy<T,K>(this IOrderedEnumerable<T> source, Func<T,K> keySelector, IComparer<K> comparer)", orderBy<false, true>)
        .method("static IOrderedEnumerable<T> ThenByDescending<T,K>(this IOrderedEnumerable<T> source, Func<T,K> keySelector)", orderBy<true, true>)
        .method("static IOrderedEnumerable<T> ThenByDescending<T,K>(this IOrderedEnumerable<T> source, Func<T,K> keySelector, IComparer<K> comparer)", orderBy<true, true>);
    t.method("static IEnumerable<IGrouping<K,T>> GroupBy<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", groupBy<false, false>, "Groups in order of first appearance.")
        .method("static IEnumerable<IGrouping<K,T>> GroupBy<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IEqualityComparer<K> comparer)", groupBy<false, false>)
        .method("static IEnumerable<IGrouping<K,E>> GroupBy<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector)", groupBy<true, false>)
        .method("static IEnumerable<IGrouping<K,E>> GroupBy<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector, IEqualityComparer<K> comparer)", groupBy<true, false>)
        .method("static IEnumerable<R> GroupBy<T,K,R>(this IEnumerable<T> source, Func<T,K> keySelector, Func<K,IEnumerable<T>,R> resultSelector)", groupBy<false, true>)
        .method("static IEnumerable<R> GroupBy<T,K,E,R>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector, Func<K,IEnumerable<E>,R> resultSelector)", groupBy<true, true>)
        .method("static IEnumerable<R> Join<A,B,K,R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A,K> outerKeySelector, Func<B,K> innerKeySelector, Func<A,B,R> resultSelector)", join<false>)
        .method("static IEnumerable<R> Join<A,B,K,R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A,K> outerKeySelector, Func<B,K> innerKeySelector, Func<A,B,R> resultSelector, IEqualityComparer<K> comparer)", join<false>)
        .method("static IEnumerable<R> GroupJoin<A,B,K,R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A,K> outerKeySelector, Func<B,K> innerKeySelector, Func<A,IEnumerable<B>,R> resultSelector)", join<true>);
}

void describeSingle(TypeBuilder& t) {
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
        .method("static bool SequenceEqual<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)", sequenceEqual)
        .method("static T Aggregate<T>(this IEnumerable<T> source, Func<T,T,T> func)", aggregate)
        .method("static A Aggregate<T,A>(this IEnumerable<T> source, A seed, Func<A,T,A> func)", aggregateSeed)
        .method("static R Aggregate<T,A,R>(this IEnumerable<T> source, A seed, Func<A,T,A> func, Func<A,R> resultSelector)", aggregateSeed)
        .method("static List<T> ToList<T>(this IEnumerable<T> source)", [](Call& c) { return Value::object(new ListObject(c.result, toVector(source(c)))); })
        .method("static T[] ToArray<T>(this IEnumerable<T> source)", [](Call& c) { return ArrayObject::make(c.result, toVector(source(c))); })
        .method("static HashSet<T> ToHashSet<T>(this IEnumerable<T> source)", toHashSet)
        .method("static HashSet<T> ToHashSet<T>(this IEnumerable<T> source, IEqualityComparer<T> comparer)", toHashSet)
        .method("static Dictionary<K,T> ToDictionary<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", toDictionary, "ArgumentException when a key comes twice.")
        .method("static Dictionary<K,T> ToDictionary<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IEqualityComparer<K> comparer)", toDictionary)
        .method("static Dictionary<K,E> ToDictionary<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector)", toDictionary)
        .method("static Dictionary<K,E> ToDictionary<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector, IEqualityComparer<K> comparer)", toDictionary)
        .method("static ILookup<K,T> ToLookup<T,K>(this IEnumerable<T> source, Func<T,K> keySelector)", toLookup)
        .method("static ILookup<K,T> ToLookup<T,K>(this IEnumerable<T> source, Func<T,K> keySelector, IEqualityComparer<K> comparer)", toLookup)
        .method("static ILookup<K,E> ToLookup<T,K,E>(this IEnumerable<T> source, Func<T,K> keySelector, Func<T,E> elementSelector)", toLookup);
    static const struct {
        const char* type;
        const char* sum;
        const char* average;
    } numeric[] = {{"int", "int", "double"}, {"long", "long", "double"}, {"float", "float", "float"}, {"double", "double", "double"}, {"decimal", "decimal", "decimal"},
                   {"int?", "int?", "double?"}, {"long?", "long?", "double?"}, {"float?", "float?", "float?"}, {"double?", "double?", "double?"}, {"decimal?", "decimal?", "decimal?"}};
    const auto keep = [](std::string text) -> std::string_view { return *new std::string(std::move(text)); };
    for (const auto& each : numeric) {
        const std::string type(each.type);
        t.method(keep("static " + std::string(each.sum) + " Sum(this IEnumerable<" + type + "> source)"), sum)
            .method(keep("static " + std::string(each.sum) + " Sum<T>(this IEnumerable<T> source, Func<T," + type + "> selector)"), sum)
            .method(keep("static " + std::string(each.average) + " Average(this IEnumerable<" + type + "> source)"), average)
            .method(keep("static " + std::string(each.average) + " Average<T>(this IEnumerable<T> source, Func<T," + type + "> selector)"), average);
        for (const bool wantMax : {true, false}) {
            const Native function = wantMax ? extreme<true> : extreme<false>;
            const std::string name = wantMax ? "Max" : "Min";
            t.method(keep("static " + type + " " + name + "(this IEnumerable<" + type + "> source)"), function)
                .method(keep("static " + type + " " + name + "<T>(this IEnumerable<T> source, Func<T," + type + "> selector)"), function);
        }
    }
    for (const bool wantMax : {true, false}) {
        const Native function = wantMax ? extreme<true> : extreme<false>;
        const std::string name = wantMax ? "Max" : "Min";
        t.method(keep("static T " + name + "<T>(this IEnumerable<T> source)"), function).method(keep("static R " + name + "<T,R>(this IEnumerable<T> source, Func<T,R> selector)"), function);
    }
}

void describe(TypeRegistry& registry) {
    auto t = registry.define("System.Linq", "Enumerable", TypeKind::Class);
    t.makeStatic().help("LINQ to objects.");
    describeLazy(t);
    describeSingle(t);
}

}  // namespace

Value groupingKey(const Value& grouping) { return as<GroupingObject>(grouping).key; }

Value lookupGet(Call& c, bool wantContains) {
    auto* entry = c.selfAs<LookupObject>().table.find(c[0]);
    if (wantContains) return boxed(entry != nullptr);
    return entry ? entry->value : ArrayObject::make(types().arrayOf(c.self().pointer()->type()->arguments[1]), {});
}

MGC_TYPE(enumerable, describe)

}  // namespace mgc::expression
