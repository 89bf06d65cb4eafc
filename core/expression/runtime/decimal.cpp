#include "expression/runtime/decimal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "expression/check/type_system.h"

namespace mgc::expression {
namespace {

using U128 = Decimal::Magnitude;
constexpr U128 largest = (U128{1} << 96) - 1;

/// Unsigned integer of 288 bits: wide enough for a product of two magnitudes and for aligning scales.
class Wide {
public:
    Wide() = default;
    explicit Wide(U128 value) {
        for (std::size_t i = 0; i < 4; ++i) m_words[i] = static_cast<std::uint32_t>(value >> (32 * i));
    }
    void multiply(std::uint32_t factor) {
        std::uint64_t carry = 0;
        for (auto& word : m_words) {
            carry += static_cast<std::uint64_t>(word) * factor;
            word = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    std::uint32_t divide(std::uint32_t divisor) {
        std::uint64_t rest = 0;
        for (std::size_t i = m_words.size(); i-- > 0;) {
            rest = (rest << 32) | m_words[i];
            m_words[i] = static_cast<std::uint32_t>(rest / divisor);
            rest %= divisor;
        }
        return static_cast<std::uint32_t>(rest);
    }
    void add(const Wide& other) {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            carry += static_cast<std::uint64_t>(m_words[i]) + other.m_words[i];
            m_words[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    void subtract(const Wide& other) {
        std::int64_t borrow = 0;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            std::int64_t digit = static_cast<std::int64_t>(m_words[i]) - other.m_words[i] - borrow;
            borrow = digit < 0 ? 1 : 0;
            if (digit < 0) digit += std::int64_t{1} << 32;
            m_words[i] = static_cast<std::uint32_t>(digit);
        }
    }
    [[nodiscard]] int compare(const Wide& other) const {
        for (std::size_t i = m_words.size(); i-- > 0;)
            if (m_words[i] != other.m_words[i]) return m_words[i] < other.m_words[i] ? -1 : 1;
        return 0;
    }
    [[nodiscard]] bool fits() const { return std::all_of(m_words.begin() + 3, m_words.end(), [](std::uint32_t word) { return word == 0; }); }
    [[nodiscard]] bool isZero() const { return std::all_of(m_words.begin(), m_words.end(), [](std::uint32_t word) { return word == 0; }); }
    [[nodiscard]] bool isOdd() const { return (m_words[0] & 1U) != 0; }
    [[nodiscard]] U128 low() const {
        U128 value = 0;
        for (std::size_t i = 3; i-- > 0;) value = (value << 32) | m_words[i];
        return value;
    }
    void increment() { add(Wide(1)); }
    static Wide product(U128 left, U128 right) {
        Wide result;
        for (std::size_t i = 0; i < 3; ++i) {
            Wide part(left);
            part.multiply(static_cast<std::uint32_t>(right >> (32 * i)));
            for (std::size_t shift = 0; shift < i; ++shift) part.shiftWord();
            result.add(part);
        }
        return result;
    }

private:
    void shiftWord() {
        for (std::size_t i = m_words.size() - 1; i > 0; --i) m_words[i] = m_words[i - 1];
        m_words[0] = 0;
    }
    std::array<std::uint32_t, 9> m_words{};
};

/// Reduces to 96 bits and scale <= 28 with banker's rounding.
std::optional<Decimal> normalize(Wide value, int scale, bool negative, bool sticky = false) {
    std::uint32_t last = 0;
    bool dropped = false;
    while (!value.fits() || scale > 28) {
        if (scale == 0) return std::nullopt;
        sticky = sticky || (dropped && last != 0);
        last = value.divide(10);
        dropped = true;
        --scale;
    }
    if (dropped && (last > 5 || (last == 5 && (sticky || value.isOdd())))) {
        value.increment();
        if (!value.fits()) {
            if (scale == 0) return std::nullopt;
            return normalize(value, scale, negative);
        }
    }
    return Decimal{value.low(), scale, negative && !value.isZero()};
}

Wide scaled(U128 magnitude, int by) {
    Wide value(magnitude);
    for (; by > 0; --by) value.multiply(10);
    return value;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    bool negative = false;
    std::size_t at = 0;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
    Wide value;
    int scale = 0;
    bool point = false;
    bool any = false;
    bool sticky = false;
    std::uint32_t firstDropped = 10;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') break;
        any = true;
        if (scale >= 40) {
            if (firstDropped == 10) firstDropped = static_cast<std::uint32_t>(c - '0');
            sticky = sticky || c != '0';
            continue;
        }
        value.multiply(10);
        value.add(Wide(static_cast<U128>(c - '0')));
        if (point) ++scale;
        if (!point && !value.fits()) return std::nullopt;
    }
    if (!any) return std::nullopt;
    int exponent = 0;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        exponent = std::clamp(std::atoi(std::string(text.substr(at + 1)).c_str()), -1000, 1000);
        at = text.size();
    }
    if (at != text.size()) return std::nullopt;
    scale -= exponent;
    while (scale < 0) {
        value.multiply(10);
        if (!value.fits()) return std::nullopt;
        ++scale;
    }
    if (scale > 68) return Decimal{};
    return normalize(value, scale, negative, sticky);
}

Decimal Decimal::fromInteger(std::int64_t value) {
    const bool negative = value < 0;
    const auto magnitude = negative ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
    return {magnitude, 0, negative};
}
Decimal Decimal::fromUnsigned(std::uint64_t value) { return {value, 0, false}; }

std::optional<Decimal> Decimal::fromDouble(double value, int digits) {
    if (!std::isfinite(value)) return std::nullopt;
    char text[64];
    std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
    auto result = parse(text);
    if (!result) return result;
    while (result->scale > 0 && result->magnitude % 10 == 0) {
        result->magnitude /= 10;
        --result->scale;
    }
    return result;
}

double Decimal::toDouble() const { return std::strtod(toText().c_str(), nullptr); }

std::string Decimal::toText() const {
    std::string digits;
    for (U128 rest = magnitude; rest != 0; rest /= 10) digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    while (static_cast<int>(digits.size()) <= scale) digits += '0';
    std::reverse(digits.begin(), digits.end());
    if (scale > 0) digits.insert(digits.size() - static_cast<std::size_t>(scale), 1, '.');
    return negative && magnitude != 0 ? "-" + digits : digits;
}

std::optional<std::int64_t> Decimal::toInteger() const {
    const Decimal whole = truncated();
    if (whole.magnitude > (U128{1} << 63) || (!negative && whole.magnitude == (U128{1} << 63))) return std::nullopt;
    const auto bits = static_cast<std::uint64_t>(whole.magnitude);
    return static_cast<std::int64_t>(negative ? ~bits + 1 : bits);
}

Decimal Decimal::rounded(int digits, bool awayFromZero) const {
    Decimal result = *this;
    bool sticky = false;
    std::uint32_t last = 0;
    bool dropped = false;
    while (result.scale > digits) {
        sticky = sticky || last != 0;
        last = static_cast<std::uint32_t>(result.magnitude % 10);
        result.magnitude /= 10;
        --result.scale;
        dropped = true;
    }
    if (dropped && (last > 5 || (last == 5 && (awayFromZero || sticky || (result.magnitude & 1) != 0)))) ++result.magnitude;
    return result;
}

Decimal Decimal::truncated() const {
    Decimal result = *this;
    for (; result.scale > 0; --result.scale) result.magnitude /= 10;
    return result;
}

Decimal Decimal::floored() const {
    Decimal result = truncated();
    if (negative && compare(result, *this) != 0) ++result.magnitude;
    return result;
}

std::optional<Decimal> Decimal::add(const Decimal& left, const Decimal& right) {
    const int scale = std::max(left.scale, right.scale);
    Wide a = scaled(left.magnitude, scale - left.scale);
    Wide b = scaled(right.magnitude, scale - right.scale);
    if (left.negative == right.negative) {
        a.add(b);
        return normalize(a, scale, left.negative);
    }
    if (a.compare(b) >= 0) {
        a.subtract(b);
        return normalize(a, scale, left.negative);
    }
    b.subtract(a);
    return normalize(b, scale, right.negative);
}

std::optional<Decimal> Decimal::multiply(const Decimal& left, const Decimal& right) {
    return normalize(Wide::product(left.magnitude, right.magnitude), left.scale + right.scale, left.negative != right.negative);
}

std::optional<Decimal> Decimal::divide(const Decimal& left, const Decimal& right) {
    const bool negative = left.negative != right.negative;
    int scale = left.scale - right.scale;
    // Schoolbook: quotient digit by digit, so that the scale stops as soon as the division comes out even.
    U128 quotient = left.magnitude / right.magnitude;
    U128 rest = left.magnitude % right.magnitude;
    while (scale < 0 || (rest != 0 && scale < 28)) {
        if (quotient > (largest - 9) / 10) {
            if (scale < 0) return std::nullopt;
            break;
        }
        rest *= 10;  // below 2^100
        quotient = quotient * 10 + rest / right.magnitude;
        rest %= right.magnitude;
        ++scale;
    }
    if (rest * 2 > right.magnitude || (rest * 2 == right.magnitude && (quotient & 1) != 0)) ++quotient;
    if (quotient > largest) return std::nullopt;
    return Decimal{quotient, scale, negative && quotient != 0};
}

std::optional<Decimal> Decimal::remainder(const Decimal& left, const Decimal& right) {
    const Decimal whole{left.magnitude, left.scale, false};
    if (compare(whole, Decimal{right.magnitude, right.scale, false}) < 0) return left;  // with its own scale
    const int scale = std::max(left.scale, right.scale);
    Wide a = scaled(left.magnitude, scale - left.scale);
    const Wide b = scaled(right.magnitude, scale - right.scale);
    // Shift-and-subtract in decimal: the quotient has at most 58 digits.
    std::array<Wide, 64> powers;
    std::size_t count = 0;
    for (Wide power = b; count < powers.size() && power.compare(a) <= 0; power.multiply(10)) powers[count++] = power;
    while (count-- > 0)
        while (a.compare(powers[count]) >= 0) a.subtract(powers[count]);
    return normalize(a, scale, left.negative);
}

int Decimal::compare(const Decimal& left, const Decimal& right) {
    const bool leftNegative = left.negative && left.magnitude != 0;
    const bool rightNegative = right.negative && right.magnitude != 0;
    if (leftNegative != rightNegative) return leftNegative ? -1 : 1;
    const int scale = std::max(left.scale, right.scale);
    const int order = scaled(left.magnitude, scale - left.scale).compare(scaled(right.magnitude, scale - right.scale));
    return leftNegative ? -order : order;
}

const Type* DecimalObject::type() const { return types().decimal; }
bool DecimalObject::equals(const Object& other) const {
    const auto* number = dynamic_cast<const DecimalObject*>(&other);
    return number && Decimal::compare(value, number->value) == 0;
}
std::size_t DecimalObject::hash() const { return std::hash<double>()(value.toDouble()); }

Value makeDecimal(const Decimal& value) { return Value::object(new DecimalObject(value)); }
const Decimal* decimalOf(const Value& value) {
    if (value.kind() != Kind::Object) return nullptr;
    const auto* object = dynamic_cast<const DecimalObject*>(value.pointer());
    return object ? &object->value : nullptr;
}

}  // namespace mgc::expression
