// The integer types differ in their bounds only; they are declared together.
#include "expression/runtime/convert.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/equality.h"
#include "expression/runtime/numbers.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

template <Kind kind>
Value parse(Call& c, int styles) {
    std::int64_t out = 0;
    const auto result = parseInteger(c.needText(0), styles, kind, out);
    if (result == ParseResult::Format) raiseFormat();
    if (result == ParseResult::Overflow) raiseOverflow("Value was either too large or too small for " + std::string(kind == Kind::Int32 || kind == Kind::Int64 || kind == Kind::Int16 ? "an " : "a ") + c.result->definition->name + ".");
    return Value::scalar(kind, out);
}
template <Kind kind>
Value tryParse(Call& c, int styles, int outIndex) {
    std::int64_t out = 0;
    const bool ok = !c.isNull(0) && parseInteger(c.text(0), styles, kind, out) == ParseResult::Ok;
    c[outIndex] = Value::scalar(kind, ok ? out : 0);
    return boxed(ok);
}

template <Kind kind>
void integer(TypeRegistry& registry, const char* name, const char* keyword, std::int64_t minimum, std::int64_t maximum) {
    const std::string type(keyword);
    registry.define("System", name, TypeKind::Struct)
        .storedAs(kind)
        .implements({"IComparable"})
        .constant(keep("const " + type + " MinValue"), Value::scalar(kind, minimum))
        .constant(keep("const " + type + " MaxValue"), Value::scalar(kind, maximum))
        .method(keep("static " + type + " Parse(string s)"), [](Call& c) { return parse<kind>(c, integerStyle); }, "FormatException unless the text is a whole number.")
        .method(keep("static " + type + " Parse(string s, IFormatProvider provider)"), [](Call& c) { return parse<kind>(c, integerStyle); })
        .method(keep("static " + type + " Parse(string s, NumberStyles style)"), [](Call& c) { return parse<kind>(c, static_cast<int>(c.integer(1))); })
        .method(keep("static " + type + " Parse(string s, NumberStyles style, IFormatProvider provider)"), [](Call& c) { return parse<kind>(c, static_cast<int>(c.integer(1))); })
        .method(keep("static bool TryParse(string s, out " + type + " result)"), [](Call& c) { return tryParse<kind>(c, integerStyle, 1); }, "False and 0 instead of an exception.")
        .method(keep("static bool TryParse(string s, NumberStyles style, IFormatProvider provider, out " + type + " result)"), [](Call& c) { return tryParse<kind>(c, static_cast<int>(c.integer(1)), 3); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format)", [](Call& c) { return textOf(toText(c.self(), c.text(0))); })
        .method("string ToString(IFormatProvider provider)", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format, IFormatProvider provider)", [](Call& c) { return textOf(toText(c.self(), c.text(0))); })
        .method(keep("int CompareTo(" + type + " value)"), [](Call& c) {
            // .NET subtracts the small ones.
            if (c.self().kind() < Kind::Int32) return number(c.self().bits() - c.integer(0));
            return number(compareValues(c.self(), c[0]));
        })
        .method(keep("bool Equals(" + type + " obj)"), [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); });
}

void describe(TypeRegistry& registry) {
    integer<Kind::SByte>(registry, "SByte", "sbyte", INT8_MIN, INT8_MAX);
    integer<Kind::Byte>(registry, "Byte", "byte", 0, UINT8_MAX);
    integer<Kind::Int16>(registry, "Int16", "short", INT16_MIN, INT16_MAX);
    integer<Kind::UInt16>(registry, "UInt16", "ushort", 0, UINT16_MAX);
    integer<Kind::Int32>(registry, "Int32", "int", INT32_MIN, INT32_MAX);
    integer<Kind::UInt32>(registry, "UInt32", "uint", 0, UINT32_MAX);
    integer<Kind::Int64>(registry, "Int64", "long", INT64_MIN, INT64_MAX);
    integer<Kind::UInt64>(registry, "UInt64", "ulong", 0, -1);
}

}  // namespace

MGC_TYPE(integers, describe)

}  // namespace mgc::expression
