// Char: surrogates, code points.
#include <unicode/uchar.h>

#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

/// The unit that (char) or (string, int) names.
char16_t unit(Call& c, int index = 0) {
    if (!c[index].isText() && !c[index].isNull()) return static_cast<char16_t>(c.integer(index));
    (void)c.needText(index);
    const auto& text = stringOf(c[index]);
    if (c.integer(index + 1) < 0 || c.integer(index + 1) >= static_cast<std::int64_t>(text.length())) raiseOutOfRange("index");
    return text.at(static_cast<std::size_t>(c.integer(index + 1)));
}
bool isHigh(char16_t value) { return value >= 0xD800 && value < 0xDC00; }
bool isLow(char16_t value) { return value >= 0xDC00 && value < 0xE000; }
Value codePoint(char16_t high, char16_t low) { return number(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)); }

Value pairAt(Call& c) {
    const char16_t first = unit(c);
    const auto& text = stringOf(c[0]);
    const auto next = static_cast<std::size_t>(c.integer(1)) + 1;
    return boxed(next < text.length() && isHigh(first) && isLow(text.at(next)));
}
Value codePointAt(Call& c) {
    const char16_t first = unit(c);
    if (!isHigh(first) && !isLow(first)) return number(first);
    const auto& text = stringOf(c[0]);
    const auto next = static_cast<std::size_t>(c.integer(1)) + 1;
    if (!isHigh(first) || next >= text.length() || !isLow(text.at(next)))
        raise("ArgumentException",
              "Found a " + std::string(isHigh(first) ? "high" : "low") +
                  " surrogate char without a following or preceding partner at index: " + std::to_string(c.integer(1)) + ".");
    return codePoint(first, text.at(next));
}

void describe(TypeRegistry& registry) {
    registry.extend("System", "Char", TypeKind::Struct)
        .method("string ToString(IFormatProvider provider)", [](Call& c) { return textOf(toText(c.self())); })
        .method("static bool IsHighSurrogate(char c)", [](Call& c) { return boxed(isHigh(unit(c))); })
        .method("static bool IsHighSurrogate(string s, int index)", [](Call& c) { return boxed(isHigh(unit(c))); })
        .method("static bool IsLowSurrogate(char c)", [](Call& c) { return boxed(isLow(unit(c))); })
        .method("static bool IsLowSurrogate(string s, int index)", [](Call& c) { return boxed(isLow(unit(c))); })
        .method("static bool IsSurrogatePair(char highSurrogate, char lowSurrogate)",
                [](Call& c) { return boxed(isHigh(unit(c, 0)) && isLow(unit(c, 1))); })
        .method("static bool IsSurrogatePair(string s, int index)", pairAt)
        .method("static int ConvertToUtf32(char highSurrogate, char lowSurrogate)",
                [](Call& c) {
                    if (!isHigh(unit(c, 0)))
                        raiseOutOfRange("highSurrogate", "A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.");
                    if (!isLow(unit(c, 1)))
                        raiseOutOfRange("lowSurrogate", "A valid low surrogate character is between 0xdc00 and 0xdfff, inclusive.");
                    return codePoint(unit(c, 0), unit(c, 1));
                })
        .method("static int ConvertToUtf32(string s, int index)", codePointAt)
        .method("static double GetNumericValue(string s, int index)", [](Call& c) {
            const double value = u_getNumericValue(static_cast<UChar32>(unit(c)));
            return Value::float64(value == U_NO_NUMERIC_VALUE ? -1 : value);
        });
}

}  // namespace

MGC_TYPE(char_members, describe)

}  // namespace mgc::expression
