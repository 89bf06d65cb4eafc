#pragma once
#include <string>
#include <string_view>

#include "expression/value.h"

namespace mgc::expression {

/// A decimal number as digits: value = 0.d1d2d3... * 10^point. What .NET's number formatting works on.
struct NumberBuffer {
    std::string digits;  ///< without leading zeros; empty for zero
    int point = 0;
    bool negative = false;

    /// Reads text by NumberStyles bits; false if it does not fit. Keeps trailing zeros.
    bool parse(std::string_view text, int styles);
    static NumberBuffer fromDouble(double value, int precision);
    static NumberBuffer fromDigits(std::string text, int scale, bool isNegative);
    /// Half away from zero at `places` digits behind the first.
    void roundAt(int place);
    void stripZeros();
    [[nodiscard]] bool isZero() const { return digits.find_first_not_of('0') == std::string::npos; }
    [[nodiscard]] char digitAt(int index) const {
        return index >= 0 && index < static_cast<int>(digits.size()) ? digits[static_cast<std::size_t>(index)] : '0';
    }
};

[[nodiscard]] inline bool isNumberSpace(char c) { return c == ' ' || (c >= 9 && c <= 13); }

/// "E+05": at least `minimum` digits, "+" on request.
[[nodiscard]] std::string exponentText(int exponent, int minimum, bool plus, char letter);
/// Applies a custom format such as "#,##0.00;(0)".
[[nodiscard]] std::string customText(NumberBuffer buffer, std::string_view format);

}  // namespace mgc::expression
