// Enumerable: sequences made from others, and sets.
#include "expression/types/enumerable.h"

namespace mgc::expression {
using namespace linq;

namespace {

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

void describe(TypeRegistry& registry) {
    auto t = enumerable(registry);
    t.method("static IEnumerable<T> Concat<T>(this IEnumerable<T> first, IEnumerable<T> second)", concat)
        .method("static IEnumerable<T> Append<T>(this IEnumerable<T> source, T element)", append)
        .method("static IEnumerable<T> Prepend<T>(this IEnumerable<T> source, T element)", prepend)
        .method("static IEnumerable<T> Distinct<T>(this IEnumerable<T> source)", setOperation<SetOperation::Distinct>)
        .method("static IEnumerable<T> Distinct<T>(this IEnumerable<T> source, IEqualityComparer<T> comparer)",
                setOperation<SetOperation::Distinct>)
        .method("static IEnumerable<T> Union<T>(this IEnumerable<T> first, IEnumerable<T> second)", setOperation<SetOperation::Union>)
        .method("static IEnumerable<T> Union<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)",
                setOperation<SetOperation::Union>)
        .method("static IEnumerable<T> Intersect<T>(this IEnumerable<T> first, IEnumerable<T> second)",
                setOperation<SetOperation::Intersect>)
        .method("static IEnumerable<T> Intersect<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)",
                setOperation<SetOperation::Intersect>)
        .method("static IEnumerable<T> Except<T>(this IEnumerable<T> first, IEnumerable<T> second)", setOperation<SetOperation::Except>)
        .method("static IEnumerable<T> Except<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)",
                setOperation<SetOperation::Except>)
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
}

}  // namespace

MGC_TYPE(enumerable_sequences, describe)

}  // namespace mgc::expression
