// Convert: rounds half to even and checks ranges.
#include "expression/runtime/convert.h"

#include "base/text.h"
#include "expression/json/token.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/links.h"
#include "expression/runtime/numbers.h"
#include "expression/types/char_text.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

Value toType(Call& c) { return convertTo(c[0], c.result); }
Value toInteger(Call& c) {
    // (string value, int fromBase)
    const std::int64_t base = c.integer(1);
    if (base != 2 && base != 8 && base != 10 && base != 16) raise("ArgumentException", "Invalid Base.");
    if (c.isNull(0)) return Value::scalar(c.result->valueKind, 0);
    if (base == 10) return convertTo(c[0], c.result);
    std::string text(c.text(0));
    if (base == 16 && text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) text = text.substr(2);
    if (text.empty())
        raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    std::uint64_t value = 0;
    const int bits = c.result->valueKind == Kind::Byte || c.result->valueKind == Kind::SByte     ? 8
                     : c.result->valueKind == Kind::Int16 || c.result->valueKind == Kind::UInt16 ? 16
                     : c.result->valueKind == Kind::Int32 || c.result->valueKind == Kind::UInt32 ? 32
                                                                                                 : 64;
    for (const char ch : text) {
        const int digit = ch >= '0' && ch <= '9'   ? ch - '0'
                          : ch >= 'a' && ch <= 'f' ? ch - 'a' + 10
                          : ch >= 'A' && ch <= 'F' ? ch - 'A' + 10
                                                   : 99;
        if (digit >= base) raiseFormat("Could not find any recognizable digits.");
        if (value > (UINT64_MAX - static_cast<std::uint64_t>(digit)) / static_cast<std::uint64_t>(base))
            raiseOverflow("Value was either too large or too small for a UInt64.");
        value = value * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(digit);
    }
    if (bits < 64 && value >> bits) raiseOverflow("Value was either too large or too small for a UInt32.");
    return convertNumber(Value::int64(static_cast<std::int64_t>(value)), c.result, false);
}
Value toBase(Call& c) {
    const std::int64_t base = c.integer(1);
    if (base != 2 && base != 8 && base != 10 && base != 16) raise("ArgumentException", "Invalid Base.");
    if (base == 10) return textOf(toText(c[0]));
    auto value = static_cast<std::uint64_t>(c.integer(0));
    if (c[0].kind() == Kind::Int32) value &= 0xFFFFFFFF;
    if (c[0].kind() == Kind::Int16) value &= 0xFFFF;
    std::string out;
    do {
        out.insert(out.begin(), "0123456789abcdef"[value % static_cast<std::uint64_t>(base)]);
        value /= static_cast<std::uint64_t>(base);
    } while (value);
    return textOf(out);
}
std::string base64(Call& c, std::string_view content, std::int64_t options) {
    std::string text = base64Encode(content);
    if (options == 1)
        for (std::size_t i = 76; i < text.size(); i += 78) text.insert(i, "\r\n");
    (void)c;
    return text;
}
Value fromBase64(Call& c) {
    std::string out;
    if (!base64Decode(c.needText(0), out))
        raiseFormat(
            "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an "
            "illegal character among the padding characters.");
    return Value::object(new ByteArrayObject(std::move(out)));
}

Value changeType(Call& c) {
    const Type* target = typeOfTypeValue(c.need(1));
    if (!c.isNull(0)) {
        if (typeOf(c[0]) == target || target == types().object) return c[0];
        // Only what is IConvertible converts.
        if (c[0].kind() == Kind::Object && !decimalOf(c[0]) && !tokenOf(c[0])) raise("InvalidCastException", "Object must implement IConvertible.");
        return convertTo(c[0], target);
    }
    if (target->isValueType()) raise("InvalidCastException", "Null object cannot be converted to a value type.");
    return {};
}

void describe(TypeRegistry& registry) {
    auto t = registry.define("System", "Convert", TypeKind::Class);
    t.help("Conversions with rounding half to even and range checks.");
    static const std::pair<const char*, const char*> targets[] = {
        {"ToBoolean", "bool"},  {"ToByte", "byte"},     {"ToSByte", "sbyte"},     {"ToChar", "char"},        {"ToInt16", "short"},
        {"ToUInt16", "ushort"}, {"ToInt32", "int"},     {"ToUInt32", "uint"},     {"ToInt64", "long"},       {"ToUInt64", "ulong"},
        {"ToSingle", "float"},  {"ToDouble", "double"}, {"ToDecimal", "decimal"}, {"ToDateTime", "DateTime"}};
    for (const auto& [name, type] : targets) {
        for (const char* source : {"object", "bool", "byte", "sbyte", "char", "short", "ushort", "int", "uint", "long", "ulong", "float",
                                   "double", "decimal", "string", "DateTime"}) {
            t.method(keep(std::string("static ") + type + " " + name + "(" + source + " value)"), toType);
            if (std::string_view(source) == "object" || std::string_view(source) == "string")
                t.method(keep(std::string("static ") + type + " " + name + "(" + source + " value, IFormatProvider provider)"), toType);
        }
        const std::string_view n(name);
        if (n == "ToByte" || n == "ToSByte" || n == "ToInt16" || n == "ToUInt16" || n == "ToInt32" || n == "ToUInt32" || n == "ToInt64" ||
            n == "ToUInt64")
            t.method(keep(std::string("static ") + type + " " + name + "(string value, int fromBase)"), toInteger);
    }
    const auto toString = [](Call& c) { return c.isNull(0) ? (c[0].isText() ? c[0] : textOf("")) : textOf(toText(c[0])); };
    for (const char* source : {"object", "bool", "byte", "sbyte", "char", "short", "ushort", "int", "uint", "long", "ulong", "float",
                               "double", "decimal", "DateTime"}) {
        t.method(keep(std::string("static string ToString(") + source + " value)"), toString);
        t.method(keep(std::string("static string ToString(") + source + " value, IFormatProvider provider)"), toString);
    }
    t.method("static string ToString(string value)", [](Call& c) { return c[0]; });
    for (const char* source : {"byte", "short", "int", "long"})
        t.method(keep(std::string("static string ToString(") + source + " value, int toBase)"), toBase);
    t.method("static string ToBase64String(byte[] inArray)", [](Call& c) { return textOf(base64(c, bytes(c, 0), 0)); })
        .method("static string ToBase64String(byte[] inArray, Base64FormattingOptions options)",
                [](Call& c) { return textOf(base64(c, bytes(c, 0), c.integer(1))); })
        .method("static string ToBase64String(byte[] inArray, int offset, int length)",
                [](Call& c) {
                    const auto& content = bytes(c, 0);
                    if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size()))
                        raiseOutOfRange("offset");
                    return textOf(base64Encode(
                        std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)))));
                })
        .method("static byte[] FromBase64String(string s)", fromBase64, "White space is ignored, padding is required.")
        .method("static object ChangeType(object value, Type conversionType)", changeType)
        .method("static object ChangeType(object value, Type conversionType, IFormatProvider provider)", changeType)
        .method("static string ToBase64String(byte[] inArray, int offset, int length, Base64FormattingOptions options)", [](Call& c) {
            const auto& content = bytes(c, 0);
            if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size())) raiseOutOfRange("offset");
            return textOf(base64(c, std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2))), c.integer(3)));
        })
        .method("static byte[] FromBase64CharArray(char[] inArray, int offset, int length)", [](Call& c) {
            const auto units = toUtf16(charText(c.need(0)));
            if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(units.size())) raiseOutOfRange("offset");
            c[0] = textValue(std::u16string_view(units).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2))));
            return fromBase64(c);
        })
        .method("static bool IsDBNull(object value)", [](Call&) { return boxed(false); });
}

}  // namespace

MGC_TYPE(convert, describe)

}  // namespace mgc::expression
