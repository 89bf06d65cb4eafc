#include "expression/runtime/convert.h"

#include <charconv>

#include "base/text.h"

#include "base/text.h"
#include "expression/json/token.h"
#include "expression/runtime/collections.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/decimal.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/numbers.h"
#include "expression/runtime/text.h"
#include "expression/runtime/to_text.h"

namespace mgc::expression {

bool parseBoolean(std::string_view text, bool& out) {
    std::string_view trimmedText = trimWhiteSpace(text);
    while (!trimmedText.empty() && trimmedText.back() == '\0') trimmedText.remove_suffix(1);
    if (equalsIgnoreCase(trimmedText, "true")) out = true;
    else if (equalsIgnoreCase(trimmedText, "false")) out = false;
    else return false;
    return true;
}

namespace {

[[noreturn]] void invalidCast(const Value& value, const Type* target) {
    raise("InvalidCastException", "Invalid cast from '" + (typeOf(value)->definition ? typeOf(value)->definition->name : typeOf(value)->name) + "' to '" + target->definition->name + "'.");
}

Value fromText(std::string_view text, const Type* target) {
    if (target == types().boolean) {
        bool value = false;
        if (!parseBoolean(text, value)) raiseFormat("String was not recognized as a valid Boolean.");
        return Value::boolean(value);
    }
    if (target == types().character) {
        const auto units = toUtf16(text);
        if (units.size() != 1) raiseFormat("String must be exactly one character long.");
        return Value::character(units[0]);
    }
    if (target->isDecimal()) {
        Decimal value;
        const auto result = parseDecimal(text, numberStyle, value);
        if (result == ParseResult::Format) raiseFormat();
        if (result == ParseResult::Overflow) raiseOverflow("Value was either too large or too small for a Decimal.");
        return makeDecimal(value);
    }
    if (target == types().float64 || target == types().float32) {
        double value = 0;
        const auto result = parseDouble(text, floatStyle, value);
        if (result == ParseResult::Format) raiseFormat();
        if (result == ParseResult::Overflow) raiseOverflow("Value was either too large or too small for a Double.");
        return target == types().float64 ? Value::float64(value) : Value::float32(static_cast<float>(value));
    }
    if (target->isIntegral()) {
        std::int64_t value = 0;
        const auto result = parseInteger(text, integerStyle, target->valueKind, value);
        if (result == ParseResult::Format) raiseFormat();
        if (result == ParseResult::Overflow) raiseOverflow("Value was either too large or too small for " + std::string(target == types().int32 || target == types().int64 || target == types().int16 ? "an " : "a ") + target->definition->name + ".");
        return Value::scalar(target->valueKind, value);
    }
    if (target == types().dateTime) {
        const Runtime* runtime = Runtime::current();
        const auto parsed = parseDateTime(text, runtime ? runtime->nowTicks() : 0);
        if (!parsed) raiseFormat("String was not recognized as a valid DateTime.");
        return resolveDate(*parsed, false).value();
    }
    raise("InvalidCastException", "Invalid cast from 'System.String' to '" + target->name + "'.");
}

}  // namespace

Value convertTo(const Value& value, const Type* target) {
    if (target == types().object) return value;
    if (target == types().string) return value.isNull() ? Value() : Value::text(toText(value));
    // JValue is IConvertible: the same as the cast.
    if (const auto* token = dynamic_cast<const JValueObject*>(tokenOf(value)); token && !types().isAssignable(target, types().jToken)) return tokenTo(token, target);
    if (value.isNull()) {
        if (target->isNumeric() || target == types().boolean || target == types().character) return defaultValue(target);
        if (target == types().dateTime) return defaultValue(target);
        return {};
    }
    const Type* source = typeOf(value);
    if (source == target) return value;
    if (value.isText()) return fromText(value.asText(), target);
    const Value number = value.kind() == Kind::Enum ? Value::int64(value.bits()) : value;
    const bool numeric = source->isNumeric() || value.kind() == Kind::Enum;
    if (target == types().boolean) {
        if (source == types().character || !numeric) invalidCast(value, target);
        if (const Decimal* decimal = decimalOf(value)) return Value::boolean(!decimal->isZero());
        if (value.kind() == Kind::Double || value.kind() == Kind::Single) return Value::boolean(value.number() != 0);
        return Value::boolean(value.bits() != 0);
    }
    if (target->isNumeric()) {
        if (source == types().boolean) {
            if (target == types().character) invalidCast(value, target);
            return convertNumber(Value::int32(value.bits() ? 1 : 0), target, false);
        }
        if (!numeric) invalidCast(value, target);
        if (source == types().character && (target == types().float64 || target == types().float32 || target->isDecimal())) invalidCast(value, target);
        if (target == types().character && (value.kind() == Kind::Double || value.kind() == Kind::Single || decimalOf(value))) invalidCast(value, target);
        return convertRounding(number, target);
    }
    if (isInstance(value, target)) return value;
    invalidCast(value, target);
}

std::string base64Encode(std::string_view bytes) {
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t k) { return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0U; };
        const unsigned group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
        out += alphabet[group >> 18];
        out += alphabet[(group >> 12) & 63];
        out += i + 1 < bytes.size() ? alphabet[(group >> 6) & 63] : '=';
        out += i + 2 < bytes.size() ? alphabet[group & 63] : '=';
    }
    return out;
}

bool base64Decode(std::string_view text, std::string& bytes) {
    bytes.clear();
    unsigned group = 0;
    int count = 0;
    int padding = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        unsigned value = 0;
        if (c >= 'A' && c <= 'Z') value = static_cast<unsigned>(c - 'A');
        else if (c >= 'a' && c <= 'z') value = static_cast<unsigned>(c - 'a' + 26);
        else if (c >= '0' && c <= '9') value = static_cast<unsigned>(c - '0' + 52);
        else if (c == '+') value = 62;
        else if (c == '/') value = 63;
        else if (c == '=') {
            if (++padding > 2) return false;
            continue;
        } else return false;
        if (padding) return false;
        group = group << 6 | value;
        if (++count == 4) {
            bytes += static_cast<char>(group >> 16);
            bytes += static_cast<char>(group >> 8);
            bytes += static_cast<char>(group);
            group = 0;
            count = 0;
        }
    }
    if ((count + padding) % 4 != 0 || count == 1 || (padding && count + padding != 4)) return false;
    if (count == 2) bytes += static_cast<char>(group >> 4);
    if (count == 3) {
        bytes += static_cast<char>(group >> 10);
        bytes += static_cast<char>(group >> 2);
    }
    return true;
}

std::optional<std::int64_t> enumNumber(const Type* type, std::string_view text, bool ignoreCase) {
    text = trimWhiteSpace(text);
    if (text.empty()) return std::nullopt;
    if ((text[0] >= '0' && text[0] <= '9') || text[0] == '-' || text[0] == '+') {
        std::int64_t value = 0;
        const std::string_view digits = text[0] == '+' ? text.substr(1) : text;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec == std::errc() && read.ptr == digits.data() + digits.size() && value >= INT32_MIN && value <= INT32_MAX) return value;
        return std::nullopt;
    }
    std::int64_t all = 0;
    for (const std::string_view part : split(text, ',')) {
        const std::string_view name = trimWhiteSpace(part);
        bool known = false;
        for (const auto& [member, value] : type->definition->enumMembers) {
            if (known || !(member == name || (ignoreCase && equalsOrdinalIgnoreCase(member, name)))) continue;
            all |= value;
            known = true;
        }
        if (!known) return std::nullopt;
    }
    return all;
}

}  // namespace mgc::expression
