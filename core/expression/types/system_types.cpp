// Enumerations, exceptions, Convert, Math, BitConverter, Random, Guid, Encoding, StringBuilder, WebUtility, IPAddress, readers.
#include <arpa/inet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/text.h"
#include "expression/eval/arithmetic.h"
#include "expression/runtime/comparable.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/formattable.h"
#include "expression/runtime/links.h"
#include "expression/runtime/numbers.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

void enums(TypeRegistry& registry) {
    registry.enumeration("System", "StringComparison").values({{"CurrentCulture", 0}, {"CurrentCultureIgnoreCase", 1}, {"InvariantCulture", 2}, {"InvariantCultureIgnoreCase", 3}, {"Ordinal", 4}, {"OrdinalIgnoreCase", 5}});
    registry.enumeration("System", "StringSplitOptions").values({{"None", 0}, {"RemoveEmptyEntries", 1}}, true);
    registry.enumeration("System", "MidpointRounding").values({{"ToEven", 0}, {"AwayFromZero", 1}});
    registry.enumeration("System", "DateTimeKind").values({{"Unspecified", 0}, {"Utc", 1}, {"Local", 2}});
    registry.enumeration("System", "DayOfWeek").values({{"Sunday", 0}, {"Monday", 1}, {"Tuesday", 2}, {"Wednesday", 3}, {"Thursday", 4}, {"Friday", 5}, {"Saturday", 6}});
    registry.enumeration("System", "UriPartial").values({{"Scheme", 0}, {"Authority", 1}, {"Path", 2}, {"Query", 3}});
    registry.enumeration("System", "UriKind").values({{"RelativeOrAbsolute", 0}, {"Absolute", 1}, {"Relative", 2}});
    registry.enumeration("System", "Base64FormattingOptions").values({{"None", 0}, {"InsertLineBreaks", 1}}, true);
    registry.enumeration("System.Globalization", "NumberStyles")
        .values({{"None", 0}, {"AllowLeadingWhite", 1}, {"AllowTrailingWhite", 2}, {"AllowLeadingSign", 4}, {"AllowTrailingSign", 8}, {"AllowParentheses", 16}, {"AllowDecimalPoint", 32}, {"AllowThousands", 64}, {"AllowExponent", 128},
                 {"AllowCurrencySymbol", 256}, {"AllowHexSpecifier", 512}, {"Integer", 7}, {"HexNumber", 515}, {"Number", 111}, {"Float", 167}, {"Currency", 383}, {"Any", 511}}, true);
    registry.enumeration("System.Net.Sockets", "AddressFamily").values({{"InterNetwork", 2}, {"InterNetworkV6", 23}});
    registry.enumeration("System.Xml", "XmlNodeType").values({{"None", 0}, {"Element", 1}, {"Attribute", 2}, {"Text", 3}, {"CDATA", 4}, {"ProcessingInstruction", 7}, {"Comment", 8}, {"Document", 9}, {"DocumentType", 10}, {"Whitespace", 13}, {"XmlDeclaration", 17}});
    registry.define("System.Globalization", "CultureInfo", TypeKind::Class).definition().refused = true;
    registry.define("System.Globalization", "DateTimeStyles", TypeKind::Enum).definition().refused = true;
    for (const char* name : {"Environment", "Console", "Activator", "AppDomain", "GC"}) registry.define("System", name, TypeKind::Class).definition().refused = true;
    for (const char* name : {"File", "Directory", "Path", "Stream", "MemoryStream", "StreamReader"}) registry.define("System.IO", name, TypeKind::Class).definition().refused = true;
    for (const char* name : {"Thread", "Task"}) registry.define("System.Threading", name, TypeKind::Class).definition().refused = true;
    for (const char* name : {"HttpClient", "WebClient", "Dns"}) registry.define("System.Net", name, TypeKind::Class).definition().refused = true;
}

Value makeException(Call& c) {
    const Type* type = c.result;
    std::string message;
    if (c.count > 0 && !c[0].isNull()) message = c.text(0);
    else message = "Exception of type '" + type->definition->fullName() + "' was thrown.";
    return Value::object(new ExceptionObject(type, message, c.count > 1 ? c[1] : Value()));
}

void exceptions(TypeRegistry& registry) {
    registry.define("System", "Exception", TypeKind::Class)
        .constructor("new()", makeException)
        .constructor("new(string message)", makeException)
        .constructor("new(string message, Exception innerException)", makeException)
        .property("string Message", [](Call& c) { return textOf(c.selfAs<ExceptionObject>().message); })
        .property("Exception InnerException", [](Call& c) { return c.selfAs<ExceptionObject>().inner; })
        .property("string StackTrace", [](Call&) { return textOf(""); })
        .property("string Source", [](Call&) { return textOf("policy"); })
        .property("int HResult", [](Call&) { return number(-2146233088); })
        .method("Exception GetBaseException()", [](Call& c) {
            Value at = c.self();
            while (!exceptionOf(at).inner.isNull()) at = exceptionOf(at).inner;
            return at;
        })
        .method("string ToString()", [](Call& c) { return textOf(c.selfAs<ExceptionObject>().toText()); });
    const auto define = [&](const char* space, const char* name, const char* base) {
        auto t = registry.define(space, name, TypeKind::Class);
        t.base(base);
        const bool argument = std::string_view(name).substr(0, 8) == "Argument";
        const bool nameFirst = argument && std::string_view(name) != "ArgumentException";
        t.constructor("new()", makeException);
        if (nameFirst) {
            t.constructor("new(string paramName)", [](Call& c) {
                auto* made = new ExceptionObject(c.result, std::string(c.result->name == "ArgumentNullException" ? "Value cannot be null." : "Specified argument was out of the range of valid values.") + "\nParameter name: " + std::string(c.text(0)));
                made->parameter = c.text(0);
                return Value::object(made);
            });
            t.constructor("new(string paramName, string message)", [](Call& c) {
                auto* made = new ExceptionObject(c.result, std::string(c.text(1)) + "\nParameter name: " + std::string(c.text(0)));
                made->parameter = c.text(0);
                return Value::object(made);
            });
        } else {
            t.constructor("new(string message)", makeException).constructor("new(string message, Exception innerException)", makeException);
            if (argument) {
                t.constructor("new(string message, string paramName)", [](Call& c) {
                    auto* made = new ExceptionObject(c.result, std::string(c.text(0)) + "\nParameter name: " + std::string(c.text(1)));
                    made->parameter = c.text(1);
                    return Value::object(made);
                });
            }
        }
        if (std::string_view(name) == "ArgumentException") t.property("string ParamName", [](Call& c) { return textOf(c.selfAs<ExceptionObject>().parameter); });
    };
    define("System", "SystemException", "Exception");
    define("System", "ApplicationException", "Exception");
    define("System", "ArgumentException", "SystemException");
    define("System", "ArgumentNullException", "ArgumentException");
    define("System", "ArgumentOutOfRangeException", "ArgumentException");
    define("System", "ArithmeticException", "SystemException");
    define("System", "DivideByZeroException", "ArithmeticException");
    define("System", "OverflowException", "ArithmeticException");
    define("System", "FormatException", "SystemException");
    define("System", "UriFormatException", "FormatException");
    define("System", "IndexOutOfRangeException", "SystemException");
    define("System", "InvalidCastException", "SystemException");
    define("System", "InvalidOperationException", "SystemException");
    define("System", "ObjectDisposedException", "InvalidOperationException");
    define("System", "NotSupportedException", "SystemException");
    define("System", "NotImplementedException", "SystemException");
    define("System", "NullReferenceException", "SystemException");
    define("System", "TimeoutException", "SystemException");
    define("System", "ArrayTypeMismatchException", "SystemException");
    define("System", "RankException", "SystemException");
    define("System", "OutOfMemoryException", "SystemException");
    define("System", "TimeZoneNotFoundException", "Exception");
    define("System.Collections.Generic", "KeyNotFoundException", "SystemException");
    define("System.Text", "DecoderFallbackException", "ArgumentException");
    define("System.Text.RegularExpressions", "RegexMatchTimeoutException", "TimeoutException");
    define("System.Security.Cryptography", "CryptographicException", "SystemException");
    define("System.Xml", "XmlException", "SystemException");
    define("Newtonsoft.Json", "JsonException", "Exception");
    define("Newtonsoft.Json", "JsonReaderException", "JsonException");
    define("Newtonsoft.Json", "JsonSerializationException", "JsonException");
    define("Newtonsoft.Json", "JsonWriterException", "JsonException");
}

// --- Convert

Value toType(Call& c) { return convertTo(c[0], c.result); }
Value toInteger(Call& c) {
    // (string value, int fromBase)
    const std::int64_t base = c.integer(1);
    if (base != 2 && base != 8 && base != 10 && base != 16) raise("ArgumentException", "Invalid Base.");
    if (c.isNull(0)) return Value::scalar(c.result->valueKind, 0);
    if (base == 10) return convertTo(c[0], c.result);
    std::string text(c.text(0));
    if (base == 16 && text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) text = text.substr(2);
    if (text.empty()) raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    std::uint64_t value = 0;
    const int bits = c.result->valueKind == Kind::Byte || c.result->valueKind == Kind::SByte ? 8 : c.result->valueKind == Kind::Int16 || c.result->valueKind == Kind::UInt16 ? 16 : c.result->valueKind == Kind::Int32 || c.result->valueKind == Kind::UInt32 ? 32 : 64;
    for (const char ch : text) {
        const int digit = ch >= '0' && ch <= '9' ? ch - '0' : ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : 99;
        if (digit >= base) raiseFormat("Could not find any recognizable digits.");
        if (value > (UINT64_MAX - static_cast<std::uint64_t>(digit)) / static_cast<std::uint64_t>(base)) raiseOverflow("Value was either too large or too small for a UInt64.");
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
const std::string& bytes(Call& c, int i) { return *byteContent(c.need(i)); }
std::string base64(Call& c, std::string_view content, std::int64_t options) {
    std::string text = base64Encode(content);
    if (options == 1)
        for (std::size_t i = 76; i < text.size(); i += 78) text.insert(i, "\r\n");
    (void)c;
    return text;
}
Value fromBase64(Call& c) {
    std::string out;
    if (!base64Decode(c.needText(0), out)) raiseFormat("The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.");
    return Value::object(new ByteArrayObject(std::move(out)));
}

void convert(TypeRegistry& registry) {
    auto t = registry.define("System", "Convert", TypeKind::Class);
    t.help("Conversions with rounding half to even and range checks.");
    const auto keep = [](std::string text) -> std::string_view { return *new std::string(std::move(text)); };
    static const std::pair<const char*, const char*> targets[] = {{"ToBoolean", "bool"}, {"ToByte", "byte"}, {"ToSByte", "sbyte"}, {"ToChar", "char"}, {"ToInt16", "short"}, {"ToUInt16", "ushort"}, {"ToInt32", "int"}, {"ToUInt32", "uint"},
                                                                  {"ToInt64", "long"}, {"ToUInt64", "ulong"}, {"ToSingle", "float"}, {"ToDouble", "double"}, {"ToDecimal", "decimal"}, {"ToDateTime", "DateTime"}};
    for (const auto& [name, type] : targets) {
        for (const char* source : {"object", "bool", "byte", "sbyte", "char", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "string", "DateTime"}) {
            t.method(keep(std::string("static ") + type + " " + name + "(" + source + " value)"), toType);
            if (std::string_view(source) == "object" || std::string_view(source) == "string") t.method(keep(std::string("static ") + type + " " + name + "(" + source + " value, IFormatProvider provider)"), toType);
        }
        const std::string_view n(name);
        if (n == "ToByte" || n == "ToSByte" || n == "ToInt16" || n == "ToUInt16" || n == "ToInt32" || n == "ToUInt32" || n == "ToInt64" || n == "ToUInt64") t.method(keep(std::string("static ") + type + " " + name + "(string value, int fromBase)"), toInteger);
    }
    const auto toString = [](Call& c) { return c.isNull(0) ? (c[0].isText() ? c[0] : textOf("")) : textOf(toText(c[0])); };
    for (const char* source : {"object", "bool", "byte", "sbyte", "char", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "DateTime"}) {
        t.method(keep(std::string("static string ToString(") + source + " value)"), toString);
        t.method(keep(std::string("static string ToString(") + source + " value, IFormatProvider provider)"), toString);
    }
    t.method("static string ToString(string value)", [](Call& c) { return c[0]; });
    for (const char* source : {"byte", "short", "int", "long"}) t.method(keep(std::string("static string ToString(") + source + " value, int toBase)"), toBase);
    t.method("static string ToBase64String(byte[] inArray)", [](Call& c) { return textOf(base64(c, bytes(c, 0), 0)); })
        .method("static string ToBase64String(byte[] inArray, Base64FormattingOptions options)", [](Call& c) { return textOf(base64(c, bytes(c, 0), c.integer(1))); })
        .method("static string ToBase64String(byte[] inArray, int offset, int length)", [](Call& c) {
            const auto& content = bytes(c, 0);
            if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size())) raiseOutOfRange("offset");
            return textOf(base64Encode(std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)))));
        })
        .method("static byte[] FromBase64String(string s)", fromBase64, "White space is ignored, padding is required.")
        .method("static object ChangeType(object value, Type conversionType)", [](Call& c) {
            const std::string name = toText(c.need(1));
            return convertTo(c[0], types().named(name.substr(name.rfind('.') + 1)));
        })
        .method("static bool IsDBNull(object value)", [](Call&) { return boxed(false); });
}

// --- Math

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
    if (c[0].kind() == Kind::Double || c[0].kind() == Kind::Single) return convertNumber(Value::float64(std::fabs(c.number(0))), c.result, false);
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

void math(TypeRegistry& registry) {
    auto t = registry.define("System", "Math", TypeKind::Class);
    const auto keep = [](std::string text) -> std::string_view { return *new std::string(std::move(text)); };
    t.constant("const double PI", Value::float64(M_PI)).constant("const double E", Value::float64(M_E));
    for (const char* type : {"sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal"}) {
        const std::string n(type);
        t.method(keep("static " + n + " Max(" + n + " val1, " + n + " val2)"), pick<true>).method(keep("static " + n + " Min(" + n + " val1, " + n + " val2)"), pick<false>);
        if (n != "byte" && n != "ushort" && n != "uint" && n != "ulong") t.method(keep("static " + n + " Abs(" + n + " value)"), absolute).method(keep("static int Sign(" + n + " value)"), sign);
    }
    t.method("static double Round(double a)", [](Call& c) { return Value::float64(std::nearbyint(c.number(0))); }, "Half to even.")
        .method("static double Round(double value, int digits)", [](Call& c) { return Value::float64(roundTo(c.number(0), c.int32(1), false)); })
        .method("static double Round(double value, MidpointRounding mode)", [](Call& c) { return Value::float64(roundTo(c.number(0), 0, c.integer(1) == 1)); })
        .method("static double Round(double value, int digits, MidpointRounding mode)", [](Call& c) { return Value::float64(roundTo(c.number(0), c.int32(1), c.integer(2) == 1)); })
        .method("static decimal Round(decimal d)", [](Call& c) { return makeDecimal(toDecimal(c[0]).rounded(0, false)); })
        .method("static decimal Round(decimal d, int decimals)", [](Call& c) {
            if (c.integer(1) < 0 || c.integer(1) > 28) raiseOutOfRange("decimals", "Decimal can only round to between 0 and 28 digits of precision.");
            return makeDecimal(toDecimal(c[0]).rounded(c.int32(1), false));
        })
        .method("static decimal Round(decimal d, MidpointRounding mode)", [](Call& c) { return makeDecimal(toDecimal(c[0]).rounded(0, c.integer(1) == 1)); })
        .method("static decimal Round(decimal d, int decimals, MidpointRounding mode)", [](Call& c) { return makeDecimal(toDecimal(c[0]).rounded(c.int32(1), c.integer(2) == 1)); })
        .method("static double Ceiling(double a)", real<std::ceil>)
        .method("static decimal Ceiling(decimal d)", [](Call& c) { return makeDecimal(toDecimal(c[0]).negated().floored().negated()); })
        .method("static double Floor(double d)", real<std::floor>)
        .method("static decimal Floor(decimal d)", [](Call& c) { return makeDecimal(toDecimal(c[0]).floored()); })
        .method("static double Truncate(double d)", real<std::trunc>)
        .method("static decimal Truncate(decimal d)", [](Call& c) { return makeDecimal(toDecimal(c[0]).truncated()); })
        .method("static double Sqrt(double d)", real<std::sqrt>)
        .method("static double Exp(double d)", real<std::exp>)
        .method("static double Log(double d)", real<std::log>)
        .method("static double Log(double a, double newBase)", [](Call& c) { return Value::float64(std::log(c.number(0)) / std::log(c.number(1))); })
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
        .method("static double IEEERemainder(double x, double y)", [](Call& c) { return Value::float64(std::remainder(c.number(0), c.number(1))); })
        .method("static long BigMul(int a, int b)", [](Call& c) { return Value::int64(c.integer(0) * c.integer(1)); })
        .method("static int DivRem(int a, int b, out int result)", [](Call& c) {
            c[2] = arithmetic(Operator::Remainder, types().int32, c[0], c[1], true);
            return arithmetic(Operator::Divide, types().int32, c[0], c[1], true);
        })
        .method("static long DivRem(long a, long b, out long result)", [](Call& c) {
            c[2] = arithmetic(Operator::Remainder, types().int64, c[0], c[1], true);
            return arithmetic(Operator::Divide, types().int64, c[0], c[1], true);
        });
}

// --- BitConverter, Random, Guid

template <class T>
Value rawBytes(T value) {
    std::string out(sizeof value, '\0');
    std::memcpy(out.data(), &value, sizeof value);
    return Value::object(new ByteArrayObject(std::move(out)));
}
template <class T>
T rawRead(Call& c) {
    const auto& content = bytes(c, 0);
    if (c.integer(1) < 0 || c.integer(1) >= static_cast<std::int64_t>(content.size())) raiseOutOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
    if (c.integer(1) + static_cast<std::int64_t>(sizeof(T)) > static_cast<std::int64_t>(content.size())) raise("ArgumentException", "Destination array is not long enough to copy all the items in the collection. Check array index and length.");
    T value;
    std::memcpy(&value, content.data() + c.integer(1), sizeof value);
    return value;
}
Value hexPairs(Call& c, std::int64_t start, std::int64_t length) {
    const auto& content = bytes(c, 0);
    if (start < 0 || length < 0 || start + length > static_cast<std::int64_t>(content.size())) raiseOutOfRange("startIndex");
    std::string out;
    for (std::int64_t i = start; i < start + length; ++i) {
        const auto byte = static_cast<unsigned char>(content[static_cast<std::size_t>(i)]);
        if (i > start) out += '-';
        out += "0123456789ABCDEF"[byte >> 4];
        out += "0123456789ABCDEF"[byte & 15];
    }
    return textOf(out);
}

class RandomObject final : public Object {
public:
    explicit RandomObject(std::uint64_t start) : m_state(start) {}
    [[nodiscard]] const Type* type() const override { return types().named("Random"); }
    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    std::uint64_t m_state;
};
std::uint64_t entropy(Call& c) {
    if (c.runtime.context.random) return c.runtime.context.random->next();
    static const auto system = makeSystemRandom();
    return system->next();
}

class GuidObject final : public Object, public Comparable, public Formattable {
public:
    explicit GuidObject(std::string content) : bytes(std::move(content)) {}
    [[nodiscard]] const Type* type() const override { return types().guid; }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* guid = dynamic_cast<const GuidObject*>(&other);
        return guid && guid->bytes == bytes;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(bytes); }
    [[nodiscard]] int compareTo(const Value& other) const override {
        const auto* guid = other.kind() == Kind::Object ? dynamic_cast<const GuidObject*>(other.pointer()) : nullptr;
        if (!guid) raise("ArgumentException", "Object must be of type GUID.");
        return toText().compare(guid->toText());
    }
    [[nodiscard]] std::string toText() const override { return format("D"); }
    [[nodiscard]] std::string format(std::string_view style) const override {
        static constexpr int order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
        std::string hex;
        for (const int i : order) {
            const auto byte = static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
            hex += "0123456789abcdef"[byte >> 4];
            hex += "0123456789abcdef"[byte & 15];
        }
        const char letter = style.empty() ? 'D' : static_cast<char>(std::toupper(static_cast<unsigned char>(style[0])));
        if (style.size() > 1) raiseFormat("Format String can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".");
        if (letter == 'N') return hex;
        if (letter == 'X') {
            std::string out = "{0x" + hex.substr(0, 8) + ",0x" + hex.substr(8, 4) + ",0x" + hex.substr(12, 4) + ",{";
            for (std::size_t i = 16; i < 32; i += 2) out += (i > 16 ? ",0x" : "0x") + hex.substr(i, 2);
            return out + "}}";
        }
        const std::string plain = hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" + hex.substr(20);
        if (letter == 'B') return "{" + plain + "}";
        if (letter == 'P') return "(" + plain + ")";
        if (letter != 'D') raiseFormat("Format String can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".");
        return plain;
    }
    const std::string bytes;
};
Value parseGuidValue(Call& c) {
    std::string content;
    if (!parseGuid(c.needText(0), content)) raiseFormat("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).");
    return guidValue(std::move(content));
}

void values(TypeRegistry& registry) {
    registry.define("System", "BitConverter", TypeKind::Class)
        .constant("const bool IsLittleEndian", Value::boolean(true))
        .method("static byte[] GetBytes(bool value)", [](Call& c) { return rawBytes<std::uint8_t>(c.flag(0) ? 1 : 0); })
        .method("static byte[] GetBytes(char value)", [](Call& c) { return rawBytes(static_cast<std::uint16_t>(c.integer(0))); })
        .method("static byte[] GetBytes(short value)", [](Call& c) { return rawBytes(static_cast<std::int16_t>(c.integer(0))); })
        .method("static byte[] GetBytes(ushort value)", [](Call& c) { return rawBytes(static_cast<std::uint16_t>(c.integer(0))); })
        .method("static byte[] GetBytes(int value)", [](Call& c) { return rawBytes(static_cast<std::int32_t>(c.integer(0))); })
        .method("static byte[] GetBytes(uint value)", [](Call& c) { return rawBytes(static_cast<std::uint32_t>(c.integer(0))); })
        .method("static byte[] GetBytes(long value)", [](Call& c) { return rawBytes(c.integer(0)); })
        .method("static byte[] GetBytes(ulong value)", [](Call& c) { return rawBytes(static_cast<std::uint64_t>(c.integer(0))); })
        .method("static byte[] GetBytes(float value)", [](Call& c) { return rawBytes(static_cast<float>(c.number(0))); })
        .method("static byte[] GetBytes(double value)", [](Call& c) { return rawBytes(c.number(0)); })
        .method("static bool ToBoolean(byte[] value, int startIndex)", [](Call& c) { return boxed(rawRead<std::uint8_t>(c) != 0); })
        .method("static char ToChar(byte[] value, int startIndex)", [](Call& c) { return Value::character(static_cast<char16_t>(rawRead<std::uint16_t>(c))); })
        .method("static short ToInt16(byte[] value, int startIndex)", [](Call& c) { return Value::scalar(Kind::Int16, rawRead<std::int16_t>(c)); })
        .method("static ushort ToUInt16(byte[] value, int startIndex)", [](Call& c) { return Value::scalar(Kind::UInt16, rawRead<std::uint16_t>(c)); })
        .method("static int ToInt32(byte[] value, int startIndex)", [](Call& c) { return number(rawRead<std::int32_t>(c)); })
        .method("static uint ToUInt32(byte[] value, int startIndex)", [](Call& c) { return Value::scalar(Kind::UInt32, rawRead<std::uint32_t>(c)); })
        .method("static long ToInt64(byte[] value, int startIndex)", [](Call& c) { return Value::int64(rawRead<std::int64_t>(c)); })
        .method("static ulong ToUInt64(byte[] value, int startIndex)", [](Call& c) { return Value::scalar(Kind::UInt64, static_cast<std::int64_t>(rawRead<std::uint64_t>(c))); })
        .method("static float ToSingle(byte[] value, int startIndex)", [](Call& c) { return Value::float32(rawRead<float>(c)); })
        .method("static double ToDouble(byte[] value, int startIndex)", [](Call& c) { return Value::float64(rawRead<double>(c)); })
        .method("static long DoubleToInt64Bits(double value)", [](Call& c) { return c[0].kind() == Kind::Double ? Value::int64(c.integer(0)) : Value(); })
        .method("static double Int64BitsToDouble(long value)", [](Call& c) {
            const std::int64_t bits = c.integer(0);
            double value = 0;
            std::memcpy(&value, &bits, sizeof value);
            return Value::float64(value);
        })
        .method("static string ToString(byte[] value)", [](Call& c) { return hexPairs(c, 0, static_cast<std::int64_t>(bytes(c, 0).size())); }, "\"41-5A\"")
        .method("static string ToString(byte[] value, int startIndex)", [](Call& c) { return hexPairs(c, c.integer(1), static_cast<std::int64_t>(bytes(c, 0).size()) - c.integer(1)); })
        .method("static string ToString(byte[] value, int startIndex, int length)", [](Call& c) { return hexPairs(c, c.integer(1), c.integer(2)); });
    registry.define("System", "Random", TypeKind::Class)
        .constructor("new()", [](Call& c) { return Value::object(new RandomObject(entropy(c))); })
        .constructor("new(int Seed)", [](Call& c) { return Value::object(new RandomObject(static_cast<std::uint64_t>(c.integer(0)))); }, "DIFFERS: not .NET's sequence of numbers.")
        .method("int Next()", [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<RandomObject>().next() % INT32_MAX)); })
        .method("int Next(int maxValue)", [](Call& c) {
            if (c.integer(0) < 0) raiseOutOfRange("maxValue", "'maxValue' must be greater than zero.");
            return number(c.integer(0) == 0 ? 0 : static_cast<std::int64_t>(c.selfAs<RandomObject>().next() % static_cast<std::uint64_t>(c.integer(0))));
        })
        .method("int Next(int minValue, int maxValue)", [](Call& c) {
            if (c.integer(0) > c.integer(1)) raiseOutOfRange("minValue", "'minValue' cannot be greater than maxValue.");
            const auto range = static_cast<std::uint64_t>(c.integer(1) - c.integer(0));
            return number(range == 0 ? c.integer(0) : c.integer(0) + static_cast<std::int64_t>(c.selfAs<RandomObject>().next() % range));
        })
        .method("double NextDouble()", [](Call& c) { return Value::float64(c.selfAs<RandomObject>().unit()); })
        .method("void NextBytes(byte[] buffer)", [](Call& c) {
            for (auto& byte : *byteContent(c.need(0))) byte = static_cast<char>(c.selfAs<RandomObject>().next());
            return Value();
        });
    const auto compare = [](Call& c) { return boxed(valuesEqual(c[0], c[1])); };
    registry.define("System", "Guid", TypeKind::Struct)
        .implements({"IComparable"})
        .property("static Guid Empty", [](Call&) { return guidValue(std::string(16, '\0')); })
        .constructor("new(string g)", parseGuidValue)
        .constructor("new(byte[] b)", [](Call& c) {
            if (bytes(c, 0).size() != 16) raise("ArgumentException", "Byte array for GUID must be exactly 16 bytes long.");
            return guidValue(bytes(c, 0));
        })
        .method("static Guid NewGuid()", [](Call& c) {
            std::string content;
            for (int i = 0; i < 2; ++i) {
                const std::uint64_t part = entropy(c);
                content.append(reinterpret_cast<const char*>(&part), sizeof part);
            }
            content[7] = static_cast<char>((content[7] & 0x0F) | 0x40);
            content[8] = static_cast<char>((content[8] & 0x3F) | 0x80);
            return guidValue(std::move(content));
        })
        .method("static Guid Parse(string input)", parseGuidValue)
        .method("static Guid ParseExact(string input, string format)", parseGuidValue)
        .method("static bool TryParse(string input, out Guid result)", [](Call& c) {
            std::string content;
            const bool ok = parseGuid(c.text(0), content);
            c[1] = guidValue(ok ? content : std::string(16, '\0'));
            return boxed(ok);
        })
        .method("byte[] ToByteArray()", [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<GuidObject>().bytes)); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format)", [](Call& c) { return textOf(c.selfAs<GuidObject>().format(c.text(0))); })
        .method("int CompareTo(Guid value)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method("bool Equals(Guid g)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("static bool operator ==(Guid a, Guid b)", compare)
        .method("static bool operator !=(Guid a, Guid b)", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
}

// --- Encoding

class EncodingObject final : public Object {
public:
    enum class Form { Utf8, Utf16, Utf16Big, Utf32, Ascii, Latin1 };
    explicit EncodingObject(Form wanted) : form(wanted) {}
    [[nodiscard]] const Type* type() const override { return types().named("Encoding"); }
    [[nodiscard]] std::string encode(std::string_view text) const {
        if (form == Form::Utf8) return toStrictUtf8(text);
        std::string out;
        for (const char16_t unit : toUtf16(text)) {
            switch (form) {
                case Form::Utf16: out += static_cast<char>(unit & 0xFF); out += static_cast<char>(unit >> 8); break;
                case Form::Utf16Big: out += static_cast<char>(unit >> 8); out += static_cast<char>(unit & 0xFF); break;
                case Form::Utf32: out += static_cast<char>(unit & 0xFF); out += static_cast<char>(unit >> 8); out += '\0'; out += '\0'; break;
                case Form::Ascii: out += unit < 0x80 ? static_cast<char>(unit) : '?'; break;
                default: out += unit < 0x100 ? static_cast<char>(unit) : '?'; break;
            }
        }
        return out;
    }
    [[nodiscard]] std::string decode(std::string_view content) const {
        if (form == Form::Utf8) return fromUtf8Bytes(content);
        std::u16string units;
        const std::size_t width = form == Form::Utf16 || form == Form::Utf16Big ? 2 : form == Form::Utf32 ? 4 : 1;
        for (std::size_t i = 0; i + width <= content.size(); i += width) {
            const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(content[i + k]); };
            if (width == 1) units += form == Form::Ascii && byte(0) >= 0x80 ? u'?' : static_cast<char16_t>(byte(0));
            else if (form == Form::Utf16Big) units += static_cast<char16_t>(byte(0) << 8 | byte(1));
            else units += static_cast<char16_t>(byte(1) << 8 | byte(0));
        }
        if (content.size() % width) units += u'\uFFFD';
        return toUtf8(units);
    }
    const Form form;
};
template <EncodingObject::Form form>
Value encoding(Call&) {
    return Value::object(new EncodingObject(form));
}
std::string_view slice(Call& c, const std::string& content, int index) {
    if (c.integer(index) < 0 || c.integer(index + 1) < 0 || c.integer(index) + c.integer(index + 1) > static_cast<std::int64_t>(content.size())) raiseOutOfRange("index");
    return std::string_view(content).substr(static_cast<std::size_t>(c.integer(index)), static_cast<std::size_t>(c.integer(index + 1)));
}
std::string charText(const Value& array) {
    std::u16string units;
    for (const auto& item : toVector(array, "chars")) units += static_cast<char16_t>(item.bits());
    return toUtf8(units);
}

void encodings(TypeRegistry& registry) {
    using Form = EncodingObject::Form;
    registry.define("System.Text", "Encoding", TypeKind::Class)
        .property("static Encoding UTF8", encoding<Form::Utf8>)
        .property("static Encoding Unicode", encoding<Form::Utf16>)
        .property("static Encoding BigEndianUnicode", encoding<Form::Utf16Big>)
        .property("static Encoding UTF32", encoding<Form::Utf32>)
        .property("static Encoding ASCII", encoding<Form::Ascii>)
        .property("static Encoding Default", encoding<Form::Latin1>)
        .method("static Encoding GetEncoding(string name)", [](Call& c) -> Value {
            const std::string name = toLowerAscii(c.needText(0));
            if (name == "utf-8" || name == "utf8") return encoding<Form::Utf8>(c);
            if (name == "utf-16" || name == "utf-16le" || name == "unicode") return encoding<Form::Utf16>(c);
            if (name == "utf-16be") return encoding<Form::Utf16Big>(c);
            if (name == "utf-32") return encoding<Form::Utf32>(c);
            if (name == "us-ascii" || name == "ascii") return encoding<Form::Ascii>(c);
            if (name == "iso-8859-1" || name == "latin1" || name == "windows-1252") return encoding<Form::Latin1>(c);
            raise("ArgumentException", "'" + std::string(c.text(0)) + "' is not a supported encoding name.");
        })
        .method("static Encoding GetEncoding(int codepage)", [](Call& c) -> Value {
            switch (c.integer(0)) {
                case 65001: return encoding<Form::Utf8>(c);
                case 1200: return encoding<Form::Utf16>(c);
                case 1201: return encoding<Form::Utf16Big>(c);
                case 20127: return encoding<Form::Ascii>(c);
                case 28591:
                case 1252: return encoding<Form::Latin1>(c);
                default: raise("NotSupportedException", "No data is available for encoding " + std::to_string(c.integer(0)) + ".");
            }
        })
        .property("string WebName", [](Call& c) {
            static constexpr const char* names[] = {"utf-8", "utf-16", "utf-16BE", "utf-32", "us-ascii", "iso-8859-1"};
            return textOf(names[static_cast<std::size_t>(c.selfAs<EncodingObject>().form)]);
        })
        .method("byte[] GetBytes(string s)", [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<EncodingObject>().encode(c.needText(0)))); })
        .method("byte[] GetBytes(char[] chars)", [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<EncodingObject>().encode(charText(c[0])))); })
        .method("int GetByteCount(string s)", [](Call& c) { return number(static_cast<std::int64_t>(c.selfAs<EncodingObject>().encode(c.needText(0)).size())); })
        .method("string GetString(byte[] bytes)", [](Call& c) { return textOf(c.selfAs<EncodingObject>().decode(bytes(c, 0))); })
        .method("string GetString(byte[] bytes, int index, int count)", [](Call& c) { return textOf(c.selfAs<EncodingObject>().decode(slice(c, bytes(c, 0), 1))); })
        .method("int GetCharCount(byte[] bytes)", [](Call& c) { return number(static_cast<std::int64_t>(utf16Length(c.selfAs<EncodingObject>().decode(bytes(c, 0))))); })
        .method("char[] GetChars(byte[] bytes)", [](Call& c) { return ArrayObject::make(types().arrayOf(types().character), toVector(textOf(c.selfAs<EncodingObject>().decode(bytes(c, 0))))); })
        .method("byte[] GetPreamble()", [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<EncodingObject>().form == Form::Utf8 ? "\xEF\xBB\xBF" : "")); })
        .method("static byte[] Convert(Encoding srcEncoding, Encoding dstEncoding, byte[] bytes)", [](Call& c) { return Value::object(new ByteArrayObject(as<EncodingObject>(c.need(1)).encode(as<EncodingObject>(c.need(0)).decode(bytes(c, 2))))); });
    registry.define("System.Text", "UTF8Encoding", TypeKind::Class).base("Encoding").constructor("new()", encoding<Form::Utf8>).constructor("new(bool encoderShouldEmitUTF8Identifier)", encoding<Form::Utf8>);
}

// --- StringBuilder

class BuilderObject final : public Object {
public:
    [[nodiscard]] const Type* type() const override { return types().named("StringBuilder"); }
    [[nodiscard]] std::string toText() const override { return text; }
    Value self() { return Value::object(this); }
    std::string text;
};
BuilderObject& builder(Call& c) { return c.selfAs<BuilderObject>(); }
Value appended(Call& c, std::string_view text) {
    appendUtf8(builder(c).text, text);
    checkStringSize(builder(c).text.size());
    return c.self();
}
Value withUnits(Call& c, const std::function<void(std::u16string&)>& change) {
    std::u16string units = toUtf16(builder(c).text);
    change(units);
    builder(c).text = toUtf8(units);
    return c.self();
}
std::int64_t builderLength(Call& c) { return static_cast<std::int64_t>(utf16Length(builder(c).text)); }
Value insertText(Call& c) {
    if (c.integer(0) < 0 || c.integer(0) > builderLength(c)) raiseOutOfRange("index");
    return withUnits(c, [&](std::u16string& units) { units.insert(static_cast<std::size_t>(c.integer(0)), toUtf16(toText(c[1]))); });
}

void stringBuilder(TypeRegistry& registry) {
    auto t = registry.define("System.Text", "StringBuilder", TypeKind::Class);
    const auto create = [](Call& c) {
        auto* made = new BuilderObject;
        if (c.count > 0 && c[0].isText()) made->text = c.text(0);
        return Value::object(made);
    };
    t.constructor("new()", create).constructor("new(int capacity)", create).constructor("new(string value)", create).constructor("new(string value, int capacity)", create).constructor("new(int capacity, int maxCapacity)", create);
    t.property("int Length", [](Call& c) { return number(builderLength(c)); }, {}, [](Call& c) {
        if (c.integer(0) < 0) raiseOutOfRange("value", "Length cannot be less than zero.");
        checkStringSize(static_cast<std::size_t>(c.integer(0)));
        (void)withUnits(c, [&](std::u16string& units) { units.resize(static_cast<std::size_t>(c.integer(0))); });
        return Value();
    });
    t.property("int Capacity", [](Call& c) { return number(std::max<std::int64_t>(16, builderLength(c))); });
    t.indexer("char this[int index]", [](Call& c) {
        const auto units = toUtf16(builder(c).text);
        if (c.integer(0) < 0 || c.integer(0) >= static_cast<std::int64_t>(units.size())) raiseIndexOutOfRange();
        return Value::character(units[static_cast<std::size_t>(c.integer(0))]);
    }, [](Call& c) {
        if (c.integer(0) < 0 || c.integer(0) >= builderLength(c)) raiseOutOfRange("index");
        (void)withUnits(c, [&](std::u16string& units) { units[static_cast<std::size_t>(c.integer(0))] = static_cast<char16_t>(c.integer(1)); });
        return Value();
    });
    const auto keep = [](std::string text) -> std::string_view { return *new std::string(std::move(text)); };
    for (const char* type : {"string", "object", "bool", "byte", "sbyte", "char", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal"}) {
        t.method(keep(std::string("StringBuilder Append(") + type + " value)"), [](Call& c) { return appended(c, toText(c[0])); });
        t.method(keep(std::string("StringBuilder Insert(int index, ") + type + " value)"), insertText);
    }
    t.method("StringBuilder Append(char[] value)", [](Call& c) { return c.isNull(0) ? c.self() : appended(c, charText(c[0])); })
        .method("StringBuilder Append(char value, int repeatCount)", [](Call& c) {
            if (c.integer(1) < 0) raiseOutOfRange("repeatCount");
            checkStringSize(static_cast<std::size_t>(c.integer(1)));
            return appended(c, toUtf8(std::u16string(static_cast<std::size_t>(c.integer(1)), static_cast<char16_t>(c.integer(0)))));
        })
        .method("StringBuilder Append(string value, int startIndex, int count)", [](Call& c) {
            const auto units = toUtf16(c.text(0));
            if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(units.size())) raiseOutOfRange("startIndex");
            return appended(c, toUtf8(std::u16string_view(units).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)))));
        })
        // DIFFERS from Windows gateways: Environment.NewLine is a line feed here, as in the oracle; the corpus removes CR anyway.
        .method("StringBuilder AppendLine()", [](Call& c) { return appended(c, "\n"); })
        .method("StringBuilder AppendLine(string value)", [](Call& c) { return appended(c, std::string(c.text(0)) + "\n"); })
        .method("StringBuilder AppendFormat(string format, params object[] args)", [](Call& c) {
            if (c.isNull(0)) raiseArgumentNull("format");
            const auto arguments = toVector(c.need(1));
            return appended(c, formatComposite(c.text(0), arguments.data(), arguments.size()));
        })
        .method("StringBuilder AppendFormat(IFormatProvider provider, string format, params object[] args)", [](Call& c) {
            const auto arguments = toVector(c.need(2));
            return appended(c, formatComposite(c.needText(1), arguments.data(), arguments.size()));
        })
        .method("StringBuilder Remove(int startIndex, int length)", [](Call& c) {
            if (c.integer(0) < 0 || c.integer(1) < 0 || c.integer(0) + c.integer(1) > builderLength(c)) raiseOutOfRange("length");
            return withUnits(c, [&](std::u16string& units) { units.erase(static_cast<std::size_t>(c.integer(0)), static_cast<std::size_t>(c.integer(1))); });
        })
        .method("StringBuilder Replace(string oldValue, string newValue)", [](Call& c) {
            if (c.needText(0).empty()) raiseArgument("ArgumentException", "Empty name is not legal.", "oldValue");
            builder(c).text = replacedAll(builder(c).text, c.text(0), c.text(1));
            checkStringSize(builder(c).text.size());
            return c.self();
        })
        .method("StringBuilder Replace(char oldChar, char newChar)", [](Call& c) {
            return withUnits(c, [&](std::u16string& units) { std::replace(units.begin(), units.end(), static_cast<char16_t>(c.integer(0)), static_cast<char16_t>(c.integer(1))); });
        })
        .method("StringBuilder Clear()", [](Call& c) {
            builder(c).text.clear();
            return c.self();
        })
        .method("string ToString()", [](Call& c) { return textOf(builder(c).text); })
        .method("string ToString(int startIndex, int length)", [](Call& c) {
            const auto units = toUtf16(builder(c).text);
            if (c.integer(0) < 0 || c.integer(1) < 0 || c.integer(0) + c.integer(1) > static_cast<std::int64_t>(units.size())) raiseOutOfRange("startIndex");
            return textOf(toUtf8(std::u16string_view(units).substr(static_cast<std::size_t>(c.integer(0)), static_cast<std::size_t>(c.integer(1)))));
        })
        .method("bool Equals(StringBuilder sb)", [](Call& c) { return boxed(!c.isNull(0) && as<BuilderObject>(c[0]).text == builder(c).text); });
}

// --- WebUtility, IPAddress

std::string urlEncode(std::string_view text) {
    std::string out;
    for (const char ch : toStrictUtf8(text)) {
        const auto byte = static_cast<unsigned char>(ch);
        if (std::isalnum(byte) || std::strchr("-_.!*()", ch)) out += ch;
        else if (ch == ' ') out += '+';
        else {
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
        }
    }
    return out;
}
std::string htmlEncode(std::string_view text) {
    std::string out;
    for (const char16_t unit : toUtf16(text)) {
        switch (unit) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            case '&': out += "&amp;"; break;
            default:
                if (unit >= 160 && unit < 256) out += "&#" + std::to_string(unit) + ";";
                else appendUtf8(out, std::u16string_view(&unit, 1));
        }
    }
    return out;
}
std::string htmlDecode(std::string_view text) {
    // The Latin-1 entities in code order from 160, and those common in markup.
    static constexpr const char* latin[] = {"nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
                                            "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave",
                                            "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute",
                                            "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
                                            "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml"};
    static constexpr std::pair<const char*, char32_t> others[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}, {"euro", 0x20AC}, {"hellip", 0x2026}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018},
                                                                  {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bull", 0x2022}, {"trade", 0x2122}, {"larr", 0x2190}, {"rarr", 0x2192}, {"infin", 0x221E}, {"ne", 0x2260},
                                                                  {"le", 0x2264}, {"ge", 0x2265}, {"alpha", 0x3B1}, {"beta", 0x3B2}, {"gamma", 0x3B3}, {"delta", 0x3B4}, {"pi", 0x3C0}, {"omega", 0x3C9}, {"OElig", 0x152}, {"oelig", 0x153},
                                                                  {"Scaron", 0x160}, {"scaron", 0x161}, {"dagger", 0x2020}, {"permil", 0x2030}};
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t end = text[i] == '&' ? text.find_first_of(";&", i + 1) : std::string_view::npos;
        if (end == std::string_view::npos || text[end] != ';') {
            out += text[i];
            continue;
        }
        const std::string name(text.substr(i + 1, end - i - 1));
        char32_t code = 0;
        if (name.size() > 1 && name[0] == '#') {
            const bool hex = name[1] == 'x' || name[1] == 'X';
            char* stop = nullptr;
            const auto value = std::strtoul(name.c_str() + (hex ? 2 : 1), &stop, hex ? 16 : 10);
            if (*stop == '\0' && value <= 0x10FFFF && !(value >= 0xD800 && value < 0xE000)) code = static_cast<char32_t>(value);
        } else {
            for (std::size_t k = 0; k < std::size(latin); ++k)
                if (name == latin[k]) code = static_cast<char32_t>(160 + k);
            for (const auto& [known, value] : others)
                if (name == known) code = value;
        }
        if (code == 0) {
            out += text[i];
            continue;
        }
        std::u16string units;
        if (code >= 0x10000) {
            units += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
            units += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
        } else {
            units += static_cast<char16_t>(code);
        }
        appendUtf8(out, units);
        i = end;
    }
    return out;
}

class AddressObject final : public Object {
public:
    AddressObject(std::string content, bool v6) : bytes(std::move(content)), isV6(v6) {}
    [[nodiscard]] const Type* type() const override { return types().named("IPAddress"); }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* address = dynamic_cast<const AddressObject*>(&other);
        return address && address->bytes == bytes;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(bytes); }
    [[nodiscard]] std::string toText() const override {
        char text[INET6_ADDRSTRLEN];
        return inet_ntop(isV6 ? AF_INET6 : AF_INET, bytes.data(), text, sizeof text) ? text : "";
    }
    const std::string bytes;
    const bool isV6;
};
Value parseAddress(std::string_view text) {
    std::string plain(text);
    if (plain.size() > 2 && plain.front() == '[' && plain.back() == ']') plain = plain.substr(1, plain.size() - 2);
    unsigned char bytes[16];
    if (inet_pton(AF_INET6, plain.c_str(), bytes) == 1) return Value::object(new AddressObject(std::string(reinterpret_cast<const char*>(bytes), 16), true));
    in_addr address{};
    if (!plain.empty() && plain.find_first_not_of("0123456789.xXabcdefABCDEF") == std::string::npos && inet_aton(plain.c_str(), &address)) return Value::object(new AddressObject(std::string(reinterpret_cast<const char*>(&address.s_addr), 4), false));
    return {};
}

void net(TypeRegistry& registry) {
    registry.define("System.Net", "WebUtility", TypeKind::Class)
        .method("static string UrlEncode(string value)", [](Call& c) { return c.isNull(0) ? Value() : textOf(urlEncode(c.text(0))); })
        .method("static string UrlDecode(string encodedValue)", [](Call& c) { return c.isNull(0) ? Value() : textOf(fromUtf8Bytes(percentDecoded(c.text(0), true))); })
        .method("static string HtmlEncode(string value)", [](Call& c) { return c.isNull(0) ? Value() : textOf(htmlEncode(c.text(0))); })
        .method("static string HtmlDecode(string value)", [](Call& c) { return c.isNull(0) ? Value() : textOf(htmlDecode(c.text(0))); });
    registry.define("System.Net", "IPAddress", TypeKind::Class)
        .method("static IPAddress Parse(string ipString)", [](Call& c) {
            Value address = parseAddress(c.needText(0));
            if (address.isNull()) raiseFormat("An invalid IP address was specified.");
            return address;
        })
        .method("static bool TryParse(string ipString, out IPAddress address)", [](Call& c) {
            c[1] = c.isNull(0) ? Value() : parseAddress(c.text(0));
            return boxed(!c[1].isNull());
        })
        .method("static bool IsLoopback(IPAddress address)", [](Call& c) {
            const auto& address = as<AddressObject>(c.need(0));
            return boxed(address.isV6 ? address.bytes == std::string(15, '\0') + '\x01' : address.bytes[0] == 127);
        })
        .method("byte[] GetAddressBytes()", [](Call& c) { return Value::object(new ByteArrayObject(c.selfAs<AddressObject>().bytes)); })
        .property("AddressFamily AddressFamily", [](Call& c) { return enumValue("AddressFamily", c.selfAs<AddressObject>().isV6 ? 23 : 2); })
        .method("string ToString()", [](Call& c) { return textOf(c.selfAs<AddressObject>().toText()); })
        .refuses({"bool IsIPv6LinkLocal", "IPAddress MapToIPv4()", "IPAddress MapToIPv6()"});
}

// --- readers and writers

class ReaderObject final : public Object {
public:
    explicit ReaderObject(std::string_view content) : m_units(toUtf16(content)) {}
    [[nodiscard]] const Type* type() const override { return types().named("StringReader"); }
    Value readLine() {
        if (m_at >= m_units.size()) return {};
        const std::size_t begin = m_at;
        while (m_at < m_units.size() && m_units[m_at] != '\n' && m_units[m_at] != '\r') ++m_at;
        Value line = textValue(std::u16string_view(m_units).substr(begin, m_at - begin));
        if (m_at < m_units.size() && m_units[m_at++] == '\r' && m_at < m_units.size() && m_units[m_at] == '\n') ++m_at;
        return line;
    }
    Value readToEnd() {
        Value rest = textValue(std::u16string_view(m_units).substr(std::min(m_at, m_units.size())));
        m_at = m_units.size();
        return rest;
    }
    Value read(bool consume) {
        if (m_at >= m_units.size()) return number(-1);
        return number(m_units[consume ? m_at++ : m_at]);
    }

private:
    std::u16string m_units;
    std::size_t m_at = 0;
};

void io(TypeRegistry& registry) {
    registry.define("System.IO", "StringReader", TypeKind::Class)
        .implements({"IDisposable"})
        .constructor("new(string s)", [](Call& c) { return Value::object(new ReaderObject(c.needText(0))); })
        .method("string ReadLine()", [](Call& c) { return c.selfAs<ReaderObject>().readLine(); })
        .method("string ReadToEnd()", [](Call& c) { return c.selfAs<ReaderObject>().readToEnd(); })
        .method("int Read()", [](Call& c) { return c.selfAs<ReaderObject>().read(true); })
        .method("int Peek()", [](Call& c) { return c.selfAs<ReaderObject>().read(false); })
        .method("void Close()", [](Call&) { return Value(); })
        .method("void Dispose()", [](Call&) { return Value(); });
    class WriterObject final : public Object {
    public:
        [[nodiscard]] const Type* type() const override { return types().named("StringWriter"); }
        [[nodiscard]] std::string toText() const override { return text; }
        std::string text;
    };
    auto t = registry.define("System.IO", "StringWriter", TypeKind::Class);
    t.implements({"IDisposable"}).constructor("new()", [](Call&) { return Value::object(new WriterObject); });
    const auto keep = [](std::string text) -> std::string_view { return *new std::string(std::move(text)); };
    for (const char* type : {"string", "object", "bool", "char", "int", "long", "double", "decimal"}) {
        t.method(keep(std::string("void Write(") + type + " value)"), [](Call& c) {
            appendUtf8(c.selfAs<WriterObject>().text, std::string_view(toText(c[0])));
            checkStringSize(c.selfAs<WriterObject>().text.size());
            return Value();
        });
        t.method(keep(std::string("void WriteLine(") + type + " value)"), [](Call& c) {
            appendUtf8(c.selfAs<WriterObject>().text, std::string_view(toText(c[0]) + "\n"));
            checkStringSize(c.selfAs<WriterObject>().text.size());
            return Value();
        });
    }
    t.method("void WriteLine()", [](Call& c) {
         c.selfAs<WriterObject>().text += "\n";
         return Value();
     })
        .method("void Flush()", [](Call&) { return Value(); })
        .method("void Close()", [](Call&) { return Value(); })
        .method("void Dispose()", [](Call&) { return Value(); })
        .method("string ToString()", [](Call& c) { return textOf(c.selfAs<WriterObject>().text); });
}

void describe(TypeRegistry& registry) {
    enums(registry);
    exceptions(registry);
    convert(registry);
    math(registry);
    values(registry);
    encodings(registry);
    stringBuilder(registry);
    net(registry);
    io(registry);
}

}  // namespace

Value guidValue(std::string content) { return Value::object(new GuidObject(std::move(content))); }

bool parseGuid(std::string_view text, std::string& out) {
    text = trimWhiteSpace(text);
    if (text.size() == 38 && ((text.front() == '{' && text.back() == '}') || (text.front() == '(' && text.back() == ')'))) text = text.substr(1, 36);
    std::string hex;
    if (text.size() == 36) {
        if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
        for (std::size_t i = 0; i < 36; ++i)
            if (i != 8 && i != 13 && i != 18 && i != 23) hex += text[i];
    } else if (text.size() == 32) {
        hex = text;
    } else {
        return false;
    }
    static constexpr int order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    out.assign(16, '\0');
    for (std::size_t i = 0; i < 16; ++i) {
        int byte = 0;
        for (const char c : {hex[i * 2], hex[i * 2 + 1]}) {
            const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) return false;
            byte = byte * 16 + digit;
        }
        out[static_cast<std::size_t>(order[i])] = static_cast<char>(byte);
    }
    return true;
}

Value defaultStruct(const Type* type) {
    if (type == types().guid) return guidValue(std::string(16, '\0'));
    if (type->isDecimal()) return makeDecimal({});
    if (type == types().dateTimeOffset) return toDateTimeOffset(Value::scalar(Kind::DateTime, 0));
    std::vector<Value> items;
    for (const Type* argument : type->arguments) items.push_back(defaultValue(argument));
    return Value::object(new RecordObject(type, std::move(items)));
}

MGC_TYPE(system_types, describe)

}  // namespace mgc::expression
