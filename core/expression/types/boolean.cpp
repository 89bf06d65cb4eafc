#include <unicode/uchar.h>

#include "expression/runtime/convert.h"
#include "expression/runtime/equality.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

UChar32 unit(Call& c) {
    if (c.count < 2) return static_cast<UChar32>(c.integer(0));
    const StringObject& text = stringOf(c.need(0));
    if (c.integer(1) < 0 || c.integer(1) >= static_cast<std::int64_t>(text.length())) raiseOutOfRange("index");
    return text.at(static_cast<std::size_t>(c.integer(1)));
}

template <bool (*test)(UChar32)>
Value check(Call& c) {
    return boxed(test(unit(c)));
}
bool digit(UChar32 c) { return u_charType(c) == U_DECIMAL_DIGIT_NUMBER; }
bool letter(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_L_MASK) != 0; }
bool letterOrDigit(UChar32 c) { return letter(c) || digit(c); }
bool upper(UChar32 c) { return u_charType(c) == U_UPPERCASE_LETTER; }
bool lower(UChar32 c) { return u_charType(c) == U_LOWERCASE_LETTER; }
bool white(UChar32 c) { return isWhiteSpace(static_cast<char16_t>(c)); }
bool punctuation(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_P_MASK) != 0; }
bool symbol(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_S_MASK) != 0; }
bool control(UChar32 c) { return u_charType(c) == U_CONTROL_CHAR; }
bool numberChar(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_N_MASK) != 0; }
bool separator(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_Z_MASK) != 0; }
bool surrogate(UChar32 c) { return c >= 0xD800 && c < 0xE000; }
/// ICU's category as System.Globalization.UnicodeCategory numbers it.
std::int64_t categoryOf(UChar32 c) {
    // by U_UNASSIGNED, Lu, Ll, Lt, Lm, Lo, Mn, Me, Mc, Nd, Nl, No, Zs, Zl, Zp, Cc, Cf, Co, Cs, Pd, Ps, Pe, Pc, Po, Sm, Sc, Sk, So, Pi, Pf
    static constexpr int numbers[] = {29, 0, 1, 2, 3, 4, 5, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15, 17, 16, 19, 20, 21, 18, 24, 25, 26, 27, 28, 22, 23};
    const auto category = static_cast<std::size_t>(u_charType(c));
    return category < std::size(numbers) ? numbers[category] : 29;
}

void describe(TypeRegistry& registry) {
    registry.define("System", "Boolean", TypeKind::Struct)
        .storedAs(Kind::Boolean)
        .implements({"IComparable"})
        .constant("const string TrueString", Value::text("True"))
        .constant("const string FalseString", Value::text("False"))
        .method("static bool Parse(string value)", [](Call& c) {
            bool out = false;
            if (!parseBoolean(c.needText(0), out)) raiseFormat("String was not recognized as a valid Boolean.");
            return boxed(out);
        }, "\"true\" or \"false\" in any case; FormatException otherwise.")
        .method("static bool TryParse(string value, out bool result)", [](Call& c) {
            bool out = false;
            const bool ok = parseBoolean(c.text(0), out);
            c[1] = boxed(ok && out);
            return boxed(ok);
        })
        .method("string ToString()", [](Call& c) { return textOf(c.self().bits() ? "True" : "False"); })
        .method("string ToString(IFormatProvider provider)", [](Call& c) { return textOf(c.self().bits() ? "True" : "False"); })
        .method("int CompareTo(bool value)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method("bool Equals(bool obj)", [](Call& c) { return boxed(c.self().bits() == c.integer(0)); });
    auto type = registry.define("System", "Char", TypeKind::Struct);
    type.storedAs(Kind::Char)
        .implements({"IComparable"})
        .constant("const char MinValue", Value::character(0))
        .constant("const char MaxValue", Value::character(0xFFFF))
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("static string ToString(char c)", [](Call& c) { return textOf(toText(c[0])); })
        .method("static char ToUpper(char c)", [](Call& c) { return Value::character(static_cast<char16_t>(u_toupper(static_cast<UChar32>(c.integer(0))))); })
        .method("static char ToLower(char c)", [](Call& c) { return Value::character(static_cast<char16_t>(u_tolower(static_cast<UChar32>(c.integer(0))))); })
        .method("static char ToUpperInvariant(char c)", [](Call& c) { return Value::character(static_cast<char16_t>(u_toupper(static_cast<UChar32>(c.integer(0))))); })
        .method("static char ToLowerInvariant(char c)", [](Call& c) { return Value::character(static_cast<char16_t>(u_tolower(static_cast<UChar32>(c.integer(0))))); })
        .method("static double GetNumericValue(char c)", [](Call& c) {
            const double value = u_getNumericValue(static_cast<UChar32>(c.integer(0)));
            return Value::float64(value == U_NO_NUMERIC_VALUE ? -1 : value);
        })
        .method("static char Parse(string s)", [](Call& c) {
            const auto units = toUtf16(c.needText(0));
            if (units.size() != 1) raiseFormat("String must be exactly one character long.");
            return Value::character(units[0]);
        })
        .method("static bool TryParse(string s, out char result)", [](Call& c) {
            const auto units = toUtf16(c.text(0));
            c[1] = Value::character(units.size() == 1 ? units[0] : u'\0');
            return boxed(units.size() == 1);
        })
        .method("static string ConvertFromUtf32(int utf32)", [](Call& c) {
            const std::int64_t code = c.integer(0);
            if (code < 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) raiseOutOfRange("utf32");
            std::u16string units;
            if (code >= 0x10000) {
                units += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
                units += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
            } else {
                units += static_cast<char16_t>(code);
            }
            return textValue(units);
        })
        .method("static UnicodeCategory GetUnicodeCategory(char c)", [](Call& c) { return enumValue("UnicodeCategory", categoryOf(static_cast<UChar32>(c.integer(0)))); })
        .method("int GetHashCode()", [](Call& c) { return number(static_cast<std::int32_t>(static_cast<std::uint32_t>(c.self().bits()) * 0x10001U)); })
        .method("int CompareTo(char value)", [](Call& c) { return number(c.self().bits() - c.integer(0)); })
        .method("bool Equals(char obj)", [](Call& c) { return boxed(c.self().bits() == c.integer(0)); });
    const auto add = [&](std::string_view one, std::string_view two, Native function) { type.method(one, function).method(two, function); };
    add("static bool IsDigit(char c)", "static bool IsDigit(string s, int index)", check<digit>);
    add("static bool IsLetter(char c)", "static bool IsLetter(string s, int index)", check<letter>);
    add("static bool IsLetterOrDigit(char c)", "static bool IsLetterOrDigit(string s, int index)", check<letterOrDigit>);
    add("static bool IsUpper(char c)", "static bool IsUpper(string s, int index)", check<upper>);
    add("static bool IsLower(char c)", "static bool IsLower(string s, int index)", check<lower>);
    add("static bool IsWhiteSpace(char c)", "static bool IsWhiteSpace(string s, int index)", check<white>);
    add("static bool IsPunctuation(char c)", "static bool IsPunctuation(string s, int index)", check<punctuation>);
    add("static bool IsSymbol(char c)", "static bool IsSymbol(string s, int index)", check<symbol>);
    add("static bool IsControl(char c)", "static bool IsControl(string s, int index)", check<control>);
    add("static bool IsNumber(char c)", "static bool IsNumber(string s, int index)", check<numberChar>);
    add("static bool IsSeparator(char c)", "static bool IsSeparator(string s, int index)", check<separator>);
    add("static bool IsSurrogate(char c)", "static bool IsSurrogate(string s, int index)", check<surrogate>);
}

}  // namespace

MGC_TYPE(boolean, describe)

}  // namespace mgc::expression
