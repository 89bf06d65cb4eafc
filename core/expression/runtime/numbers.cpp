#include "expression/runtime/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "expression/check/type_system.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/number_buffer.h"

namespace mgc::expression {

std::int64_t minimumOf(Kind kind) {
    switch (kind) {
        case Kind::SByte: return INT8_MIN;
        case Kind::Int16: return INT16_MIN;
        case Kind::Int32: return INT32_MIN;
        case Kind::Int64: return INT64_MIN;
        default: return 0;
    }
}

std::uint64_t maximumOf(Kind kind) {
    switch (kind) {
        case Kind::SByte: return INT8_MAX;
        case Kind::Byte: return UINT8_MAX;
        case Kind::Int16: return INT16_MAX;
        case Kind::Char:
        case Kind::UInt16: return UINT16_MAX;
        case Kind::Int32: return INT32_MAX;
        case Kind::UInt32: return UINT32_MAX;
        case Kind::Int64: return INT64_MAX;
        default: return UINT64_MAX;
    }
}

ParseResult parseInteger(std::string_view text, int styles, Kind kind, std::int64_t& out) {
    NumberBuffer buffer;
    out = 0;
    if (styles & 0x200) {
        if (styles & 1) while (!text.empty() && isNumberSpace(text.front())) text.remove_prefix(1);
        if (styles & 2) while (!text.empty() && isNumberSpace(text.back())) text.remove_suffix(1);
        std::uint64_t value = 0;
        if (text.empty()) return ParseResult::Format;
        for (const char c : text) {
            const int digit = c >= '0' && c <= '9' ? c - '0' : (c >= 'a' && c <= 'f' ? c - 'a' + 10 : (c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1));
            if (digit < 0) return ParseResult::Format;
            if (value >> 60) return ParseResult::Overflow;
            value = value * 16 + static_cast<std::uint64_t>(digit);
        }
        const std::uint64_t most = kind == Kind::Int32 ? UINT32_MAX : kind == Kind::Int64 ? UINT64_MAX : kind == Kind::Int16 ? UINT16_MAX : kind == Kind::SByte ? UINT8_MAX : maximumOf(kind);
        if (value > most) return ParseResult::Overflow;
        out = kind == Kind::Int32 ? static_cast<std::int32_t>(value) : kind == Kind::Int16 ? static_cast<std::int16_t>(value) : kind == Kind::SByte ? static_cast<std::int8_t>(value) : static_cast<std::int64_t>(value);
        return ParseResult::Ok;
    }
    if (!buffer.parse(text, styles)) return ParseResult::Format;
    // A fraction of zeros is an integer ("1.00" with a point allowed).
    std::uint64_t value = 0;
    for (int i = 0; i < std::max(buffer.point, static_cast<int>(buffer.digits.size())); ++i) {
        const int digit = i < static_cast<int>(buffer.digits.size()) ? buffer.digits[static_cast<std::size_t>(i)] - '0' : 0;
        if (i >= buffer.point) {
            if (digit != 0) return ParseResult::Overflow;
            continue;
        }
        if (value > (UINT64_MAX - static_cast<std::uint64_t>(digit)) / 10) return ParseResult::Overflow;
        value = value * 10 + static_cast<std::uint64_t>(digit);
    }
    if (buffer.negative && value != 0) {
        if (value > static_cast<std::uint64_t>(-(minimumOf(kind) + 1)) + 1 || minimumOf(kind) == 0) return ParseResult::Overflow;
        out = static_cast<std::int64_t>(~value + 1);
        return ParseResult::Ok;
    }
    if (value > maximumOf(kind)) return ParseResult::Overflow;
    out = static_cast<std::int64_t>(value);
    return ParseResult::Ok;
}

ParseResult parseDouble(std::string_view text, int styles, double& out) {
    out = 0;
    NumberBuffer buffer;
    if (!buffer.parse(text, styles)) {
        while (!text.empty() && isNumberSpace(text.front())) text.remove_prefix(1);
        while (!text.empty() && isNumberSpace(text.back())) text.remove_suffix(1);
        if (text == "NaN") out = std::nan("");
        else if (text == "Infinity") out = HUGE_VAL;
        else if (text == "-Infinity") out = -HUGE_VAL;
        else return ParseResult::Format;
        return ParseResult::Ok;
    }
    const std::string plain = "0." + (buffer.digits.empty() ? "0" : buffer.digits) + "e" + std::to_string(buffer.point);
    out = std::strtod(plain.c_str(), nullptr);
    if (std::isinf(out)) {
        out = 0;
        return ParseResult::Overflow;
    }
    if (buffer.negative) out = -out;
    return ParseResult::Ok;
}

ParseResult parseDecimal(std::string_view text, int styles, Decimal& out) {
    out = {};
    NumberBuffer buffer;
    if (!buffer.parse(text, styles)) return ParseResult::Format;
    std::string plain = buffer.digits.empty() ? "0" : buffer.digits;
    // Digits after the point keep their zeros: "1.50" has scale 2.
    plain += "e" + std::to_string(buffer.point - static_cast<int>(buffer.digits.size()));
    if (buffer.digits.empty()) {
        out = Decimal{0, std::clamp(-buffer.point, 0, 28), false};
        return ParseResult::Ok;
    }
    const auto value = Decimal::parse(plain);
    if (!value) return ParseResult::Overflow;
    out = *value;
    out.negative = buffer.negative && out.magnitude != 0;
    return ParseResult::Ok;
}

double toDouble(const Value& value) {
    if (value.kind() == Kind::Double || value.kind() == Kind::Single) return value.number();
    if (value.kind() == Kind::UInt64) return static_cast<double>(static_cast<std::uint64_t>(value.bits()));
    if (const Decimal* decimal = decimalOf(value)) return decimal->toDouble();
    return static_cast<double>(value.bits());
}

Decimal toDecimal(const Value& value) {
    if (const Decimal* decimal = decimalOf(value)) return *decimal;
    if (value.kind() == Kind::Double || value.kind() == Kind::Single) {
        const auto result = Decimal::fromDouble(value.number(), value.kind() == Kind::Single ? 7 : 15);
        if (!result) raiseOverflow("Value was either too large or too small for a Decimal.");
        return *result;
    }
    if (value.kind() == Kind::UInt64) return Decimal::fromUnsigned(static_cast<std::uint64_t>(value.bits()));
    return Decimal::fromInteger(value.bits());
}

namespace {

Value wrapInteger(Kind kind, std::int64_t bits) {
    switch (kind) {
        case Kind::SByte: return Value::scalar(kind, static_cast<std::int8_t>(bits));
        case Kind::Byte: return Value::scalar(kind, static_cast<std::uint8_t>(bits));
        case Kind::Int16: return Value::scalar(kind, static_cast<std::int16_t>(bits));
        case Kind::Char:
        case Kind::UInt16: return Value::scalar(kind, static_cast<std::uint16_t>(bits));
        case Kind::Int32: return Value::scalar(kind, static_cast<std::int32_t>(bits));
        case Kind::UInt32: return Value::scalar(kind, static_cast<std::uint32_t>(bits));
        default: return Value::scalar(kind, bits);
    }
}

bool fitsInteger(Kind kind, std::int64_t bits, bool sourceUnsigned) {
    if (sourceUnsigned || bits >= 0) return static_cast<std::uint64_t>(bits) <= maximumOf(kind);
    return bits >= minimumOf(kind);
}

Value fromDouble(double number, Kind kind, bool isChecked) {
    const double whole = std::trunc(number);
    const double low = static_cast<double>(minimumOf(kind));
    const double high = static_cast<double>(maximumOf(kind));
    const bool fits = !std::isnan(whole) && whole >= low && (kind == Kind::Int64 || kind == Kind::UInt64 ? whole < high : whole <= high);
    if (!fits) {
        if (isChecked) raiseOverflow();
        if (kind == Kind::UInt64) return Value::scalar(kind, whole > 0 ? static_cast<std::int64_t>(static_cast<std::uint64_t>(whole < 1.8446744073709552e19 ? whole : 0)) : static_cast<std::int64_t>(whole > -9.3e18 ? whole : 0));
        if (std::isnan(whole) || whole >= 9.2233720368547758e18 || whole < -9.2233720368547758e18) return wrapInteger(kind, kind == Kind::Int32 || kind == Kind::Int64 ? (kind == Kind::Int32 ? INT32_MIN : INT64_MIN) : 0);
        if (kind == Kind::Int32) return Value::int32(INT32_MIN);
        return wrapInteger(kind, static_cast<std::int64_t>(whole));
    }
    if (kind == Kind::UInt64) return Value::scalar(kind, static_cast<std::int64_t>(static_cast<std::uint64_t>(whole)));
    return Value::scalar(kind, static_cast<std::int64_t>(whole));
}

}  // namespace

Value convertNumber(const Value& value, const Type* target, bool isChecked) {
    if (target->kind == TypeKind::Enum) return Value::enumeration(target->id, convertNumber(value, types().int64, false).bits());
    if (target->isDecimal()) return makeDecimal(toDecimal(value));
    const Kind kind = target->valueKind;
    if (kind == Kind::Double) return Value::float64(toDouble(value));
    if (kind == Kind::Single) return Value::float32(static_cast<float>(toDouble(value)));
    if (value.kind() == Kind::Double || value.kind() == Kind::Single) return fromDouble(value.number(), kind, isChecked);
    if (const Decimal* decimal = decimalOf(value)) {
        const Decimal whole = decimal->truncated();
        if (kind == Kind::UInt64 && !whole.negative && whole.magnitude <= UINT64_MAX) return Value::scalar(kind, static_cast<std::int64_t>(static_cast<std::uint64_t>(whole.magnitude)));
        const auto number = whole.toInteger();
        if (!number || !fitsInteger(kind, *number, false)) raiseOverflow("Value was either too large or too small for " + std::string(kind == Kind::Int32 ? "an Int32" : target->definition->name) + ".");
        return Value::scalar(kind, *number);
    }
    if (isChecked && !fitsInteger(kind, value.bits(), value.kind() == Kind::UInt64)) raiseOverflow();
    return wrapInteger(kind, value.bits());
}

Value convertRounding(const Value& value, const Type* target) {
    const auto overflow = [&]() {
        const std::string name = target->isDecimal() ? "a Decimal" : target->valueKind == Kind::Int32 || target->valueKind == Kind::Int64 || target->valueKind == Kind::Int16 ? "an " + target->definition->name : "a " + target->definition->name;
        raiseOverflow("Value was either too large or too small for " + name + ".");
    };
    if (target->isDecimal()) return makeDecimal(toDecimal(value));
    const Kind kind = target->valueKind;
    if (kind == Kind::Double || kind == Kind::Single) return convertNumber(value, target, false);
    if (value.kind() == Kind::Double || value.kind() == Kind::Single) {
        const double rounded = std::nearbyint(value.number());
        const double high = static_cast<double>(maximumOf(kind));
        if (std::isnan(rounded) || rounded < static_cast<double>(minimumOf(kind)) || (kind == Kind::Int64 || kind == Kind::UInt64 ? rounded >= high : rounded > high)) overflow();
        return fromDouble(rounded, kind, true);
    }
    if (const Decimal* decimal = decimalOf(value)) {
        const auto number = decimal->rounded(0, false).toInteger();
        if (!number || !fitsInteger(kind, *number, false)) overflow();
        return Value::scalar(kind, *number);
    }
    if (!fitsInteger(kind, value.bits(), value.kind() == Kind::UInt64)) overflow();
    return Value::scalar(kind, value.bits());
}

}  // namespace mgc::expression
