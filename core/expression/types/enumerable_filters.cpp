// Enumerable: Where, Select, SelectMany, Take, Skip and their kin.
#include "expression/types/enumerable.h"

namespace mgc::expression {
using namespace linq;

namespace {

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
        return makeIterator(
            [walk = iterate(items), selector, result, inner = IteratorPtr(), outer = Value(), index = 0](Value& out) mutable {
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

void describe(TypeRegistry& registry) {
    auto t = enumerable(registry);
    t.method("static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T,bool> predicate)", where,
             "Items for which the condition holds.")
        .method("static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T,int,bool> predicate)", whereIndexed)
        .method("static IEnumerable<R> Select<T,R>(this IEnumerable<T> source, Func<T,R> selector)", select,
                "Each item turned into something else.")
        .method("static IEnumerable<R> Select<T,R>(this IEnumerable<T> source, Func<T,int,R> selector)", selectIndexed)
        .method("static IEnumerable<R> SelectMany<T,R>(this IEnumerable<T> source, Func<T,IEnumerable<R>> selector)", selectMany<false>)
        .method("static IEnumerable<R> SelectMany<T,R>(this IEnumerable<T> source, Func<T,int,IEnumerable<R>> selector)", selectMany<true>)
        .method(
            "static IEnumerable<R> SelectMany<T,C,R>(this IEnumerable<T> source, Func<T,IEnumerable<C>> collectionSelector, Func<T,C,R> "
            "resultSelector)",
            selectMany<false>)
        .method(
            "static IEnumerable<R> SelectMany<T,C,R>(this IEnumerable<T> source, Func<T,int,IEnumerable<C>> collectionSelector, "
            "Func<T,C,R> resultSelector)",
            selectMany<true>)
        .method("static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)", take)
        .method("static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)", skip)
        .method("static IEnumerable<T> TakeWhile<T>(this IEnumerable<T> source, Func<T,bool> predicate)", takeWhile<false>)
        .method("static IEnumerable<T> TakeWhile<T>(this IEnumerable<T> source, Func<T,int,bool> predicate)", takeWhile<true>)
        .method("static IEnumerable<T> SkipWhile<T>(this IEnumerable<T> source, Func<T,bool> predicate)", skipWhile<false>)
        .method("static IEnumerable<T> SkipWhile<T>(this IEnumerable<T> source, Func<T,int,bool> predicate)", skipWhile<true>);
}

}  // namespace

MGC_TYPE(enumerable_filters, describe)

}  // namespace mgc::expression
