#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "expression/check/type_system.h"
#include "expression/runtime/exceptions.h"
#include "expression/runtime/number_buffer.h"
#include "expression/runtime/numbers.h"

namespace mgc::expression {

bool NumberBuffer::parse(std::string_view text, int styles) {
    std::size_t at = 0;
    std::size_t end = text.size();
    while (end > 0 && text[end - 1] == '\0') --end;
    if (styles & 0x1) while (at < end && isNumberSpace(text[at])) ++at;
    if (styles & 0x2) while (end > at && isNumberSpace(text[end - 1])) --end;
    bool parenthesis = false;
    bool sign = false;
    while (at < end) {
        if ((styles & 0x4) && !sign && (text[at] == '-' || text[at] == '+')) {
            negative = text[at++] == '-';
            sign = true;
        } else if ((styles & 0x10) && !parenthesis && text[at] == '(') {
            parenthesis = negative = sign = true;
            ++at;
        } else if ((styles & 0x100) && text.substr(at, 2) == "\xC2\xA4") {
            at += 2;
        } else {
            break;
        }
    }
    bool any = false;
    bool seenPoint = false;
    point = 0;
    for (; at < end; ++at) {
        const char c = text[at];
        if (c >= '0' && c <= '9') {
            any = true;
            if (digits.empty() && c == '0') {
                if (seenPoint) --point;
                continue;
            }
            digits += c;
            if (!seenPoint) ++point;
        } else if (c == '.' && (styles & 0x20) && !seenPoint) {
            seenPoint = true;
        } else if (c == ',' && (styles & 0x40) && any && !seenPoint) {
            continue;
        } else {
            break;
        }
    }
    if (!any) return false;
    if (at < end && (text[at] == 'e' || text[at] == 'E') && (styles & 0x80)) {
        std::size_t next = at + 1;
        bool negativeExponent = false;
        if (next < end && (text[next] == '-' || text[next] == '+')) negativeExponent = text[next++] == '-';
        if (next < end && text[next] >= '0' && text[next] <= '9') {
            int exponent = 0;
            for (; next < end && text[next] >= '0' && text[next] <= '9'; ++next) exponent = std::min(9999, exponent * 10 + (text[next] - '0'));
            point += negativeExponent ? -exponent : exponent;
            at = next;
        }
    }
    if ((styles & 0x8) && !sign && at < end && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
    if (parenthesis) {
        if (at >= end || text[at] != ')') return false;
        ++at;
    }
    return at == end;
}

NumberBuffer NumberBuffer::fromDouble(double value, int precision) {
    NumberBuffer buffer;
    buffer.negative = std::signbit(value);
    if (value == 0) return buffer;
    char text[64];
    std::snprintf(text, sizeof text, "%.*e", precision - 1, std::fabs(value));
    const char* exponent = std::strchr(text, 'e');
    for (const char* at = text; at < exponent; ++at)
        if (*at != '.') buffer.digits += *at;
    buffer.point = std::atoi(exponent + 1) + 1;
    buffer.stripZeros();
    return buffer;
}

NumberBuffer NumberBuffer::fromDigits(std::string text, int scale, bool isNegative) {
    NumberBuffer buffer;
    buffer.negative = isNegative;
    buffer.point = static_cast<int>(text.size()) - scale;
    const std::size_t first = text.find_first_not_of('0');
    if (first == std::string::npos) {
        buffer.point = 0;
        return buffer;
    }
    buffer.point -= static_cast<int>(first);
    buffer.digits = text.substr(first);
    return buffer;
}

void NumberBuffer::roundAt(int place) {
    if (place >= static_cast<int>(digits.size())) return;
    if (place < 0) {
        digits.clear();
        return;
    }
    const bool up = digits[static_cast<std::size_t>(place)] >= '5';
    digits.resize(static_cast<std::size_t>(place));
    if (up) {
        int i = place - 1;
        while (i >= 0 && digits[static_cast<std::size_t>(i)] == '9') digits[static_cast<std::size_t>(i--)] = '0';
        if (i >= 0) {
            ++digits[static_cast<std::size_t>(i)];
        } else {
            digits.insert(digits.begin(), '1');
            ++point;
        }
    }
    stripZeros();
}

void NumberBuffer::stripZeros() {
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
}

namespace {

std::string exponentText(int exponent, int minimum, bool plus, char letter) {
    std::string text(1, letter);
    if (exponent < 0) text += '-';
    else if (plus) text += '+';
    std::string number = std::to_string(std::abs(exponent));
    if (static_cast<int>(number.size()) < minimum) number.insert(0, static_cast<std::size_t>(minimum) - number.size(), '0');
    return text + number;
}

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

/// "#,##0.00;(0)": the section that fits, then digit by digit.
std::string customText(NumberBuffer buffer, std::string_view format) {
    std::vector<std::string_view> sections;
    std::size_t from = 0;
    char quote = 0;
    for (std::size_t i = 0; i <= format.size(); ++i) {
        if (i < format.size() && quote) {
            if (format[i] == quote) quote = 0;
            continue;
        }
        if (i < format.size() && (format[i] == '\'' || format[i] == '"')) quote = format[i];
        if (i < format.size() && format[i] == '\\') {
            ++i;
            continue;
        }
        if (i >= format.size() || format[i] == ';') {
            sections.push_back(format.substr(from, std::min(i, format.size()) - from));
            from = i + 1;
        }
    }
    const auto choose = [&](const NumberBuffer& number) -> std::size_t {
        if (number.isZero() && sections.size() > 2) return 2;
        if (number.negative && !number.isZero() && sections.size() > 1 && !sections[1].empty()) return 1;
        return 0;
    };
    std::size_t index = choose(buffer);
    for (int attempt = 0; attempt < 2; ++attempt) {
        const std::string_view section = sections[index];
        int zerosFirst = -1, wholePlaces = 0, decimalPlaces = 0, lastZeroDecimal = 0, percent = 0, scaleCommas = 0, exponentDigits = -1, pendingCommas = 0;
        bool seenPoint = false, group = false;
        quote = 0;
        for (std::size_t i = 0; i < section.size(); ++i) {
            const char c = section[i];
            if (quote) {
                if (c == quote) quote = 0;
                continue;
            }
            if (c == '\'' || c == '"') { quote = c; continue; }
            if (c == '\\') { ++i; continue; }
            if (c == '0' || c == '#') {
                if (seenPoint) {
                    ++decimalPlaces;
                    if (c == '0') lastZeroDecimal = decimalPlaces;
                } else {
                    if (pendingCommas > 0) group = true;
                    pendingCommas = 0;
                    ++wholePlaces;
                    if (c == '0' && zerosFirst < 0) zerosFirst = wholePlaces;
                }
            } else if (c == '.') {
                if (!seenPoint) scaleCommas = pendingCommas, pendingCommas = 0;
                seenPoint = true;
            } else if (c == ',' && !seenPoint && wholePlaces > 0) {
                ++pendingCommas;
            } else if (c == '%') {
                percent += 2;
            } else if (section.substr(i, 3) == "\xE2\x80\xB0") {
                percent += 3;
            } else if ((c == 'E' || c == 'e') && i + 1 < section.size() && (section[i + 1] == '0' || ((section[i + 1] == '+' || section[i + 1] == '-') && i + 2 < section.size() && section[i + 2] == '0'))) {
                std::size_t k = i + 1;
                if (section[k] != '0') ++k;
                exponentDigits = 0;
                while (k < section.size() && section[k] == '0') ++exponentDigits, ++k;
                i = k - 1;
            }
        }
        if (!seenPoint) scaleCommas = pendingCommas;
        NumberBuffer number = buffer;
        int exponent = 0;
        if (!number.digits.empty()) number.point += percent - scaleCommas * 3;
        if (exponentDigits >= 0) {
            number.roundAt(wholePlaces + decimalPlaces);
            if (!number.digits.empty()) {
                exponent = number.point - wholePlaces;
                number.point = wholePlaces;
            }
        } else {
            number.roundAt(number.point + decimalPlaces);
        }
        if (number.isZero() && index != 2 && !buffer.isZero() && sections.size() > 2) {
            index = 2;
            continue;
        }
        const int minimumWhole = zerosFirst < 0 ? 0 : wholePlaces - zerosFirst + 1;
        std::string whole;
        for (int i = 0; i < number.point; ++i) whole += number.digitAt(i);
        while (static_cast<int>(whole.size()) < minimumWhole) whole.insert(whole.begin(), '0');
        const int extra = std::max(0, static_cast<int>(whole.size()) - wholePlaces);
        std::string out;
        if (buffer.negative && index == 0 && !number.isZero()) out += '-';
        int placed = 0;
        int wholeSeen = 0;
        int decimalSeen = 0;
        const auto putWhole = [&](int count) {
            for (int i = 0; i < count; ++i) {
                out += whole[static_cast<std::size_t>(placed)];
                ++placed;
                const int left = static_cast<int>(whole.size()) - placed;
                if (group && left > 0 && left % 3 == 0) out += ',';
            }
        };
        seenPoint = false;
        quote = 0;
        for (std::size_t i = 0; i < section.size(); ++i) {
            const char c = section[i];
            if (quote) {
                if (c == quote) quote = 0;
                else out += c;
                continue;
            }
            if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '\\') {
                if (++i < section.size()) out += section[i];
            } else if (c == '0' || c == '#') {
                if (!seenPoint) {
                    ++wholeSeen;
                    if (wholeSeen == 1) putWhole(extra);
                    const int placesLeft = wholePlaces - wholeSeen + 1;
                    if (static_cast<int>(whole.size()) - placed >= placesLeft) putWhole(1);
                } else {
                    ++decimalSeen;
                    const int last = static_cast<int>(number.digits.size()) - number.point;
                    if (decimalSeen <= std::max(last, lastZeroDecimal)) {
                        if (decimalSeen == 1) out += '.';
                        out += number.digitAt(number.point + decimalSeen - 1);
                    }
                }
            } else if (c == '.') {
                if (!seenPoint && wholePlaces == 0) putWhole(static_cast<int>(whole.size()));
                seenPoint = true;
            } else if (c == ',') {
                continue;
            } else if ((c == 'E' || c == 'e') && exponentDigits >= 0 && i + 1 < section.size() && (section[i + 1] == '0' || section[i + 1] == '+' || section[i + 1] == '-')) {
                const bool plus = section[i + 1] == '+';
                out += exponentText(exponent, exponentDigits, plus, c);
                ++i;
                while (i + 1 < section.size() && section[i + 1] == '0') ++i;
            } else {
                out += c;
            }
        }
        return out;
    }
    return {};
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
        case Kind::SByte: bits &= 0xFF; break;
        case Kind::Int16: bits &= 0xFFFF; break;
        case Kind::Int32: bits &= 0xFFFFFFFF; break;
        default: break;
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
    const bool standard = ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) && format.size() <= 3 && std::all_of(format.begin() + 1, format.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int natural = value.kind() == Kind::Single ? 7 : 15;
    if (!standard) return customText(bufferOf(value, natural), format);
    const int precision = format.size() > 1 ? std::atoi(std::string(format.substr(1)).c_str()) : -1;
    const auto buffer = [&](int wanted) { return bufferOf(value, isFloat && wanted > natural ? (value.kind() == Kind::Single ? 9 : 17) : natural); };
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
        default: raiseFormat("Format specifier was invalid.");
    }
}

}  // namespace mgc::expression
