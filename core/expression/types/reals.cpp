// double, float and decimal.
#include <cmath>
#include <limits>

#include "expression/runtime/convert.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/equality.h"
#include "expression/runtime/numbers.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

Value make(const Type* type, double value) { return type == types().float32 ? Value::float32(static_cast<float>(value)) : Value::float64(value); }
/// Hexadecimal is for integers only.
void checkStyle(int styles) {
    if (styles & 0x200) raise("ArgumentException", "The number style AllowHexSpecifier is not supported on floating point data types.");
}
Value parseReal(Call& c, int styles) {
    checkStyle(styles);
    double out = 0;
    const auto result = parseDouble(c.needText(0), styles, out);
    if (result == ParseResult::Format) raiseFormat();
    if (result == ParseResult::Overflow) raiseOverflow("Value was either too large or too small for a Double.");
    return make(c.result, out);
}
template <bool isSingle>
Value tryParseReal(Call& c, int styles, int index) {
    checkStyle(styles);
    double out = 0;
    const bool ok = !c.isNull(0) && parseDouble(c.text(0), styles, out) == ParseResult::Ok;
    c[index] = isSingle ? Value::float32(static_cast<float>(ok ? out : 0)) : Value::float64(ok ? out : 0);
    return boxed(ok);
}
Value parseDec(Call& c, int styles) {
    checkStyle(styles);
    Decimal out;
    const auto result = parseDecimal(c.needText(0), styles, out);
    if (result == ParseResult::Format) raiseFormat();
    if (result == ParseResult::Overflow) raiseOverflow("Value was either too large or too small for a Decimal.");
    return makeDecimal(out);
}
Value tryParseDec(Call& c, int styles, int index) {
    checkStyle(styles);
    Decimal out;
    const bool ok = !c.isNull(0) && parseDecimal(c.text(0), styles, out) == ParseResult::Ok;
    c[index] = makeDecimal(ok ? out : Decimal{});
    return boxed(ok);
}
const Decimal& dec(Call& c, int i) { return *decimalOf(c[i]); }
Value checked(const std::optional<Decimal>& value) {
    if (!value) raiseOverflow("Value was either too large or too small for a Decimal.");
    return makeDecimal(*value);
}

void common(TypeBuilder builder) {
    builder.implements({"IComparable"})
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format)", [](Call& c) { return textOf(toText(c.self(), c.text(0))); })
        .method("string ToString(IFormatProvider provider)", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format, IFormatProvider provider)", [](Call& c) { return textOf(toText(c.self(), c.text(0))); });
}

template <bool isSingle>
void real(TypeRegistry& registry, const char* name) {
    auto type = registry.define("System", name, TypeKind::Struct);
    type.storedAs(isSingle ? Kind::Single : Kind::Double);
    common(type);
    const auto value = [](double number) { return isSingle ? Value::float32(static_cast<float>(number)) : Value::float64(number); };
    const double inf = std::numeric_limits<double>::infinity();
    const double most = isSingle ? static_cast<double>(std::numeric_limits<float>::max()) : std::numeric_limits<double>::max();
    const double least = isSingle ? static_cast<double>(std::numeric_limits<float>::denorm_min()) : std::numeric_limits<double>::denorm_min();
    type.constant(isSingle ? "const float NaN" : "const double NaN", value(std::copysign(std::nan(""), -1.0)))
        .constant(isSingle ? "const float PositiveInfinity" : "const double PositiveInfinity", value(inf))
        .constant(isSingle ? "const float NegativeInfinity" : "const double NegativeInfinity", value(-inf))
        .constant(isSingle ? "const float MaxValue" : "const double MaxValue", value(most))
        .constant(isSingle ? "const float MinValue" : "const double MinValue", value(-most))
        .constant(isSingle ? "const float Epsilon" : "const double Epsilon", value(least))
        .method(isSingle ? "static bool IsNaN(float f)" : "static bool IsNaN(double d)", [](Call& c) { return boxed(std::isnan(c.number(0))); })
        .method(isSingle ? "static bool IsInfinity(float f)" : "static bool IsInfinity(double d)", [](Call& c) { return boxed(std::isinf(c.number(0))); })
        .method(isSingle ? "static bool IsPositiveInfinity(float f)" : "static bool IsPositiveInfinity(double d)", [](Call& c) { return boxed(std::isinf(c.number(0)) && c.number(0) > 0); })
        .method(isSingle ? "static bool IsNegativeInfinity(float f)" : "static bool IsNegativeInfinity(double d)", [](Call& c) { return boxed(std::isinf(c.number(0)) && c.number(0) < 0); })
        .method(isSingle ? "static float Parse(string s)" : "static double Parse(string s)", [](Call& c) { return parseReal(c, floatStyle); })
        .method(isSingle ? "static float Parse(string s, IFormatProvider provider)" : "static double Parse(string s, IFormatProvider provider)", [](Call& c) { return parseReal(c, floatStyle); })
        .method(isSingle ? "static float Parse(string s, NumberStyles style)" : "static double Parse(string s, NumberStyles style)", [](Call& c) { return parseReal(c, static_cast<int>(c.integer(1))); })
        .method(isSingle ? "static float Parse(string s, NumberStyles style, IFormatProvider provider)" : "static double Parse(string s, NumberStyles style, IFormatProvider provider)", [](Call& c) { return parseReal(c, static_cast<int>(c.integer(1))); })
        .method(isSingle ? "static bool TryParse(string s, out float result)" : "static bool TryParse(string s, out double result)", [](Call& c) { return tryParseReal<isSingle>(c, floatStyle, 1); })
        .method(isSingle ? "static bool TryParse(string s, NumberStyles style, IFormatProvider provider, out float result)" : "static bool TryParse(string s, NumberStyles style, IFormatProvider provider, out double result)",
                [](Call& c) { return tryParseReal<isSingle>(c, static_cast<int>(c.integer(1)), 3); })
        .method(isSingle ? "int CompareTo(float value)" : "int CompareTo(double value)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method(isSingle ? "bool Equals(float obj)" : "bool Equals(double obj)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); });
}

void describe(TypeRegistry& registry) {
    real<false>(registry, "Double");
    real<true>(registry, "Single");
    auto type = registry.define("System", "Decimal", TypeKind::Struct);
    common(type);
    const Decimal::Magnitude largest = (Decimal::Magnitude{1} << 96) - 1;
    type.constant("const decimal Zero", makeDecimal({}))
        .constant("const decimal One", makeDecimal(Decimal::fromInteger(1)))
        .constant("const decimal MinusOne", makeDecimal(Decimal::fromInteger(-1)))
        .constant("const decimal MaxValue", makeDecimal({largest, 0, false}))
        .constant("const decimal MinValue", makeDecimal({largest, 0, true}))
        .constructor("new(int value)", [](Call& c) { return makeDecimal(Decimal::fromInteger(c.integer(0))); })
        .constructor("new(long value)", [](Call& c) { return makeDecimal(Decimal::fromInteger(c.integer(0))); })
        .constructor("new(double value)", [](Call& c) { return makeDecimal(toDecimal(c[0])); })
        .method("static decimal Parse(string s)", [](Call& c) { return parseDec(c, numberStyle); })
        .method("static decimal Parse(string s, IFormatProvider provider)", [](Call& c) { return parseDec(c, numberStyle); })
        .method("static decimal Parse(string s, NumberStyles style, IFormatProvider provider)", [](Call& c) { return parseDec(c, static_cast<int>(c.integer(1))); })
        .method("static bool TryParse(string s, out decimal result)", [](Call& c) { return tryParseDec(c, numberStyle, 1); })
        .method("static bool TryParse(string s, NumberStyles style, IFormatProvider provider, out decimal result)", [](Call& c) { return tryParseDec(c, static_cast<int>(c.integer(1)), 3); })
        .method("static decimal Add(decimal d1, decimal d2)", [](Call& c) { return checked(Decimal::add(dec(c, 0), dec(c, 1))); })
        .method("static decimal Subtract(decimal d1, decimal d2)", [](Call& c) { return checked(Decimal::subtract(dec(c, 0), dec(c, 1))); })
        .method("static decimal Multiply(decimal d1, decimal d2)", [](Call& c) { return checked(Decimal::multiply(dec(c, 0), dec(c, 1))); })
        .method("static decimal Divide(decimal d1, decimal d2)", [](Call& c) {
            if (dec(c, 1).isZero()) raise("DivideByZeroException", "Attempted to divide by zero.");
            return checked(Decimal::divide(dec(c, 0), dec(c, 1)));
        })
        .method("static decimal Round(decimal d)", [](Call& c) { return makeDecimal(dec(c, 0).rounded(0, false)); })
        .method("static decimal Round(decimal d, int decimals)", [](Call& c) {
            if (c.integer(1) < 0 || c.integer(1) > 28) raiseOutOfRange("decimals", "Decimal can only round to between 0 and 28 digits of precision.");
            return makeDecimal(dec(c, 0).rounded(c.int32(1), false)); })
        .method("static decimal Truncate(decimal d)", [](Call& c) { return makeDecimal(dec(c, 0).truncated()); })
        .method("static decimal Floor(decimal d)", [](Call& c) { return makeDecimal(dec(c, 0).floored()); })
        .method("static decimal Ceiling(decimal d)", [](Call& c) { return makeDecimal(dec(c, 0).negated().floored().negated()); })
        .method("static decimal Negate(decimal d)", [](Call& c) { return makeDecimal(dec(c, 0).negated()); })
        .method("static int ToInt32(decimal d)", [](Call& c) { return convertNumber(c[0], types().int32, true); })
        .method("static long ToInt64(decimal d)", [](Call& c) { return convertNumber(c[0], types().int64, true); })
        .method("static double ToDouble(decimal d)", [](Call& c) { return Value::float64(dec(c, 0).toDouble()); })
        .method("static int Compare(decimal d1, decimal d2)", [](Call& c) { return number(Decimal::compare(dec(c, 0), dec(c, 1))); })
        .method("int CompareTo(decimal value)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method("bool Equals(decimal value)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); });
}

}  // namespace

MGC_TYPE(reals, describe)

}  // namespace mgc::expression
