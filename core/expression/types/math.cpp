// Math.
#include <cmath>

#include "expression/eval/arithmetic.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/numbers.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

template <double (*function)(double)>
Value real(Call& c) {
    return Value::float64(function(c.number(0)));
}
double roundTo(double value, int digits, bool away) {
    if (digits < 0 || digits > 15) raiseOutOfRange("digits", "Rounding digits must be between 0 and 15, inclusive.");
    if (std::fabs(value) >= 1e16) return value;
    const double scale = std::pow(10.0, digits);
    const double scaled = value * scale;
    double result = 0;
    if (away) {
        const double whole = std::trunc(scaled);
        result = std::fabs(scaled - whole) >= 0.5 ? whole + std::copysign(1.0, scaled) : whole;
    } else {
        result = std::nearbyint(scaled);
    }
    return result / scale;
}
Value absolute(Call& c) {
    if (c[0].kind() == Kind::Double || c[0].kind() == Kind::Single)
        return convertNumber(Value::float64(std::fabs(c.number(0))), c.result, false);
    if (const Decimal* value = decimalOf(c[0])) return makeDecimal({value->magnitude, value->scale, false});
    if (c.integer(0) == minimumOf(c[0].kind())) raiseOverflow("Negating the minimum value of a twos complement number is invalid.");
    return Value::scalar(c[0].kind(), std::abs(c.integer(0)));
}
template <bool wantMax>
Value pick(Call& c) {
    if (c[0].kind() == Kind::Double || c[0].kind() == Kind::Single) {
        if (std::isnan(c.number(0))) return c[0];
        if (std::isnan(c.number(1))) return c[1];
    }
    const bool less = compareNumbers(Operator::Less, c.result, c[0], c[1]);
    return less == wantMax ? c[1] : c[0];
}
Value sign(Call& c) {
    if (const Decimal* value = decimalOf(c[0])) return number(value->isZero() ? 0 : value->negative ? -1 : 1);
    if (c[0].kind() == Kind::Double || c[0].kind() == Kind::Single) {
        if (std::isnan(c.number(0))) raise("ArithmeticException", "Function does not accept floating point Not-a-Number values.");
        return number(c.number(0) > 0 ? 1 : c.number(0) < 0 ? -1 : 0);
    }
    return number(c.integer(0) > 0 ? 1 : c.integer(0) < 0 ? -1 : 0);
}

void describe(TypeRegistry& registry) {
    auto t = registry.define("System", "Math", TypeKind::Class);
    t.constant("const double PI", Value::float64(M_PI)).constant("const double E", Value::float64(M_E));
    for (const char* type : {"sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal"}) {
        const std::string n(type);
        t.method(keep("static " + n + " Max(" + n + " val1, " + n + " val2)"), pick<true>)
            .method(keep("static " + n + " Min(" + n + " val1, " + n + " val2)"), pick<false>);
        if (n != "byte" && n != "ushort" && n != "uint" && n != "ulong")
            t.method(keep("static " + n + " Abs(" + n + " value)"), absolute).method(keep("static int Sign(" + n + " value)"), sign);
    }
    t.method(
         "static double Round(double a)", [](Call& c) { return Value::float64(std::nearbyint(c.number(0))); }, "Half to even.")
        .method("static double Round(double value, int digits)",
                [](Call& c) { return Value::float64(roundTo(c.number(0), c.int32(1), false)); })
        .method("static double Round(double value, MidpointRounding mode)",
                [](Call& c) { return Value::float64(roundTo(c.number(0), 0, c.integer(1) == 1)); })
        .method("static double Round(double value, int digits, MidpointRounding mode)",
                [](Call& c) { return Value::float64(roundTo(c.number(0), c.int32(1), c.integer(2) == 1)); })
        .method("static decimal Round(decimal d)", [](Call& c) { return makeDecimal(toDecimal(c[0]).rounded(0, false)); })
        .method("static decimal Round(decimal d, int decimals)",
                [](Call& c) {
                    if (c.integer(1) < 0 || c.integer(1) > 28)
                        raiseOutOfRange("decimals", "Decimal can only round to between 0 and 28 digits of precision.");
                    return makeDecimal(toDecimal(c[0]).rounded(c.int32(1), false));
                })
        .method("static decimal Round(decimal d, MidpointRounding mode)",
                [](Call& c) { return makeDecimal(toDecimal(c[0]).rounded(0, c.integer(1) == 1)); })
        .method("static decimal Round(decimal d, int decimals, MidpointRounding mode)",
                [](Call& c) {
                    if (c.integer(1) < 0 || c.integer(1) > 28)
                        raiseOutOfRange("decimals", "Decimal can only round to between 0 and 28 digits of precision.");
                    return makeDecimal(toDecimal(c[0]).rounded(c.int32(1), c.integer(2) == 1));
                })
        .method("static double Ceiling(double a)", real<std::ceil>)
        .method("static decimal Ceiling(decimal d)", [](Call& c) { return makeDecimal(toDecimal(c[0]).negated().floored().negated()); })
        .method("static double Floor(double d)", real<std::floor>)
        .method("static decimal Floor(decimal d)", [](Call& c) { return makeDecimal(toDecimal(c[0]).floored()); })
        .method("static double Truncate(double d)", real<std::trunc>)
        .method("static decimal Truncate(decimal d)", [](Call& c) { return makeDecimal(toDecimal(c[0]).truncated()); })
        .method("static double Sqrt(double d)", real<std::sqrt>)
        .method("static double Exp(double d)", real<std::exp>)
        .method("static double Log(double d)", real<std::log>)
        .method("static double Log(double a, double newBase)",
                [](Call& c) { return Value::float64(std::log(c.number(0)) / std::log(c.number(1))); })
        .method("static double Log10(double d)", real<std::log10>)
        .method("static double Sin(double a)", real<std::sin>)
        .method("static double Cos(double d)", real<std::cos>)
        .method("static double Tan(double a)", real<std::tan>)
        .method("static double Asin(double d)", real<std::asin>)
        .method("static double Acos(double d)", real<std::acos>)
        .method("static double Atan(double d)", real<std::atan>)
        .method("static double Atan2(double y, double x)", [](Call& c) { return Value::float64(std::atan2(c.number(0), c.number(1))); })
        .method("static double Sinh(double value)", real<std::sinh>)
        .method("static double Cosh(double value)", real<std::cosh>)
        .method("static double Tanh(double value)", real<std::tanh>)
        .method("static double Pow(double x, double y)", [](Call& c) { return Value::float64(std::pow(c.number(0), c.number(1))); })
        .method("static double IEEERemainder(double x, double y)",
                [](Call& c) { return Value::float64(std::remainder(c.number(0), c.number(1))); })
        .method("static long BigMul(int a, int b)", [](Call& c) { return Value::int64(c.integer(0) * c.integer(1)); })
        .method("static int DivRem(int a, int b, out int result)",
                [](Call& c) {
                    c[2] = arithmetic(Operator::Remainder, types().int32, c[0], c[1], true);
                    return arithmetic(Operator::Divide, types().int32, c[0], c[1], true);
                })
        .method("static long DivRem(long a, long b, out long result)", [](Call& c) {
            c[2] = arithmetic(Operator::Remainder, types().int64, c[0], c[1], true);
            return arithmetic(Operator::Divide, types().int64, c[0], c[1], true);
        });
}

}  // namespace

MGC_TYPE(math, describe)

}  // namespace mgc::expression
