#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "expression/check/type_system.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/number_buffer.h"
#include "expression/runtime/numbers.h"

namespace mgc::expression {
namespace {

std::string fixedText(NumberBuffer buffer, int decimals, bool group) {
    buffer.roundAt(buffer.point + decimals);
    std::string whole;
    for (int i = 0; i < buffer.point; ++i) whole += buffer.digitAt(i);
    if (whole.empty()) whole = "0";
    if (group)
        for (int i = static_cast<int>(whole.size()) - 3; i > 0; i -= 3) whole.insert(static_cast<std::size_t>(i), 1, ',');
    if (decimals > 0) {
        whole += '.';
        for (int i = 0; i < decimals; ++i) whole += buffer.digitAt(buffer.point + i);
    }
    return whole;
}

std::string generalText(NumberBuffer buffer, int precision, char letter, bool scientificAllowed) {
    buffer.roundAt(precision);
    if (buffer.digits.empty()) return "0";
    if (scientificAllowed && (buffer.point > precision || buffer.point < -3)) {
        std::string text(1, buffer.digits[0]);
        if (buffer.digits.size() > 1) text += "." + buffer.digits.substr(1);
        return text + exponentText(buffer.point - 1, 2, true, letter);
    }
    std::string text;
    for (int i = 0; i < buffer.point; ++i) text += buffer.digitAt(i);
    if (text.empty()) text = "0";
    const int rest = static_cast<int>(buffer.digits.size()) - buffer.point;
    if (rest > 0) {
        text += '.';
        for (int i = 0; i < rest; ++i) text += buffer.digitAt(buffer.point + i);
    }
    return text;
}

std::string scientificText(NumberBuffer buffer, int decimals, char letter) {
    buffer.roundAt(decimals + 1);
    std::string text(1, buffer.digitAt(0));
    if (decimals > 0) text += '.';
    for (int i = 1; i <= decimals; ++i) text += buffer.digitAt(i);
    return text + exponentText(buffer.digits.empty() ? 0 : buffer.point - 1, 3, true, letter);
}

std::string signedText(const NumberBuffer& buffer, const std::string& text) {
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return buffer.negative && !zero ? "-" + text : text;
}

NumberBuffer bufferOf(const Value& value, int precision) {
    if (value.kind() == Kind::Double || value.kind() == Kind::Single) return NumberBuffer::fromDouble(value.number(), precision);
    if (const Decimal* decimal = decimalOf(value)) {
        std::string text = Decimal{decimal->magnitude, 0, false}.toText();
        return NumberBuffer::fromDigits(text, decimal->scale, decimal->negative);
    }
    const bool isUnsigned = value.kind() == Kind::UInt64;
    const bool negative = !isUnsigned && value.bits() < 0;
    const auto magnitude = negative ? ~static_cast<std::uint64_t>(value.bits()) + 1 : static_cast<std::uint64_t>(value.bits());
    return NumberBuffer::fromDigits(std::to_string(magnitude), 0, negative);
}

std::string special(double value) { return std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity"; }

std::string hexText(const Value& value, int width, bool upper) {
    auto bits = static_cast<std::uint64_t>(value.bits());
    switch (value.kind()) {
        case Kind::SByte:
            bits &= 0xFF;
            break;
        case Kind::Int16:
            bits &= 0xFFFF;
            break;
        case Kind::Int32:
            bits &= 0xFFFFFFFF;
            break;
        default:
            break;
    }
    char text[32];
    std::snprintf(text, sizeof text, upper ? "%llX" : "%llx", static_cast<unsigned long long>(bits));
    std::string result(text);
    if (static_cast<int>(result.size()) < width) result.insert(0, static_cast<std::size_t>(width) - result.size(), '0');
    return result;
}

}  // namespace

std::string doubleText(double value) {
    if (!std::isfinite(value)) return special(value);
    if (value == 0) return "0";
    const auto buffer = NumberBuffer::fromDouble(value, 15);
    return signedText(buffer, generalText(buffer, 15, 'E', true));
}

std::string floatText(double value) {
    if (!std::isfinite(value)) return special(value);
    const auto buffer = NumberBuffer::fromDouble(value, 7);
    return signedText(buffer, generalText(buffer, 7, 'E', true));
}

std::string roundTripText(double value, bool isSingle) {
    if (!std::isfinite(value)) return special(value);
    const int first = isSingle ? 7 : 15;
    const int second = isSingle ? 9 : 17;
    auto buffer = NumberBuffer::fromDouble(value, first);
    const std::string plain = generalText(buffer, first, 'E', true);
    const double back = std::strtod(plain.c_str(), nullptr);
    const bool same = isSingle ? static_cast<float>(back) == static_cast<float>(std::fabs(value)) : back == std::fabs(value);
    if (same) return signedText(buffer, plain);
    buffer = NumberBuffer::fromDouble(value, second);
    return signedText(buffer, generalText(buffer, second, 'E', true));
}

std::string formatNumber(const Value& value, std::string_view format) {
    const bool isFloat = value.kind() == Kind::Double || value.kind() == Kind::Single;
    const bool isDecimal = decimalOf(value) != nullptr;
    const bool isInteger = !isFloat && !isDecimal;
    if (isFloat && !std::isfinite(value.number())) return special(value.number());
    const auto plain = [&] {
        if (isDecimal) return decimalOf(value)->toText();
        if (value.kind() == Kind::Double) return doubleText(value.number());
        if (value.kind() == Kind::Single) return floatText(value.number());
        return value.kind() == Kind::UInt64 ? std::to_string(static_cast<std::uint64_t>(value.bits())) : std::to_string(value.bits());
    };
    if (format.empty()) return plain();
    const char letter = format[0];
    const bool standard = ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) && format.size() <= 3 &&
                          std::all_of(format.begin() + 1, format.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int natural = value.kind() == Kind::Single ? 7 : 15;
    if (!standard) return customText(bufferOf(value, natural), format);
    const int precision = format.size() > 1 ? std::atoi(std::string(format.substr(1)).c_str()) : -1;
    const auto buffer = [&](int wanted) {
        return bufferOf(value, isFloat && wanted > natural ? (value.kind() == Kind::Single ? 9 : 17) : natural);
    };
    switch (letter) {
        case 'D':
        case 'd': {
            if (!isInteger) raiseFormat("Format specifier was invalid.");
            auto number = bufferOf(value, natural);
            std::string text = fixedText(number, 0, false);
            while (static_cast<int>(text.size()) < precision) text.insert(text.begin(), '0');
            return number.negative ? "-" + text : text;
        }
        case 'X':
        case 'x':
            if (!isInteger) raiseFormat("Format specifier was invalid.");
            return hexText(value, precision, letter == 'X');
        case 'F':
        case 'f': {
            const auto number = buffer(precision);
            return signedText(number, fixedText(number, precision < 0 ? 2 : precision, false));
        }
        case 'N':
        case 'n': {
            const auto number = buffer(precision);
            return signedText(number, fixedText(number, precision < 0 ? 2 : precision, true));
        }
        case 'C':
        case 'c': {
            const auto number = buffer(precision);
            const std::string text = fixedText(number, precision < 0 ? 2 : precision, true);
            const bool zero = text.find_first_of("123456789") == std::string::npos;
            return number.negative && !zero ? "(\xC2\xA4" + text + ")" : "\xC2\xA4" + text;
        }
        case 'P':
        case 'p': {
            auto number = buffer(precision);
            if (!number.digits.empty()) number.point += 2;
            return signedText(number, fixedText(number, precision < 0 ? 2 : precision, true) + " %");
        }
        case 'E':
        case 'e': {
            const auto number = buffer(precision + 1);
            return signedText(number, scientificText(number, precision < 0 ? 6 : precision, letter));
        }
        case 'G':
        case 'g': {
            if (precision <= 0 && (isInteger || isDecimal)) return plain();
            const int digits = precision <= 0 ? natural : precision;
            const auto number = buffer(digits);
            return signedText(number, generalText(number, digits, letter == 'G' ? 'E' : 'e', true));
        }
        case 'R':
        case 'r':
            if (!isFloat) raiseFormat("Format specifier was invalid.");
            return roundTripText(value.number(), value.kind() == Kind::Single);
        default:
            raiseFormat("Format specifier was invalid.");
    }
}

}  // namespace mgc::expression
