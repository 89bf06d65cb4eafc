// Enumerable: Sum, Average, Min, Max, Aggregate.
#include <cmath>

#include "expression/eval/arithmetic.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/numbers.h"
#include "expression/types/enumerable.h"

namespace mgc::expression {
using namespace linq;

namespace {

[[noreturn]] void noElements() { raise("InvalidOperationException", "Sequence contains no elements"); }
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
        if (floating)
            real += item.number();
        else
            total = arithmetic(Operator::Add, type, total, item, true);
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
        if (type->isDecimal())
            exact = arithmetic(Operator::Add, type, exact, item, true);
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
        if (!any)
            best = item;
        else if (!wantMax && (item.kind() == Kind::Double || item.kind() == Kind::Single) && std::isnan(item.number()))
            best = item;
        else if (wantMax ? compareValues(item, best) > 0 : compareValues(item, best) < 0)
            best = item;
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

void describe(TypeRegistry& registry) {
    auto t = enumerable(registry);
    t.method("static T Aggregate<T>(this IEnumerable<T> source, Func<T,T,T> func)", aggregate)
        .method("static A Aggregate<T,A>(this IEnumerable<T> source, A seed, Func<A,T,A> func)", aggregateSeed)
        .method("static R Aggregate<T,A,R>(this IEnumerable<T> source, A seed, Func<A,T,A> func, Func<A,R> resultSelector)", aggregateSeed);
    static const struct {
        const char* type;
        const char* sum;
        const char* average;
    } numeric[] = {{"int", "int", "double"},          {"long", "long", "double"},
                   {"float", "float", "float"},       {"double", "double", "double"},
                   {"decimal", "decimal", "decimal"}, {"int?", "int?", "double?"},
                   {"long?", "long?", "double?"},     {"float?", "float?", "float?"},
                   {"double?", "double?", "double?"}, {"decimal?", "decimal?", "decimal?"}};
    for (const auto& each : numeric) {
        const std::string type(each.type);
        t.method(keep("static " + std::string(each.sum) + " Sum(this IEnumerable<" + type + "> source)"), sum)
            .method(keep("static " + std::string(each.sum) + " Sum<T>(this IEnumerable<T> source, Func<T," + type + "> selector)"), sum)
            .method(keep("static " + std::string(each.average) + " Average(this IEnumerable<" + type + "> source)"), average)
            .method(keep("static " + std::string(each.average) + " Average<T>(this IEnumerable<T> source, Func<T," + type + "> selector)"),
                    average);
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
        t.method(keep("static T " + name + "<T>(this IEnumerable<T> source)"), function)
            .method(keep("static R " + name + "<T,R>(this IEnumerable<T> source, Func<T,R> selector)"), function);
    };
}

}  // namespace

MGC_TYPE(enumerable_aggregates, describe)

}  // namespace mgc::expression
