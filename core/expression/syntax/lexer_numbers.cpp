#include <cmath>
#include <cstdlib>

#include "expression/runtime/decimal.h"
#include "expression/syntax/lexer_core.h"

namespace mgc::expression {

Token Lexer::number(std::size_t begin) {
    std::string digits;
    int base = 10;
    bool real = false;
    if (at() == '0' && (at(1) == 'x' || at(1) == 'X')) base = 16;
    if (at() == '0' && (at(1) == 'b' || at(1) == 'B')) base = 2;
    const auto takeDigits = [&](auto accept) {
        while (!done() && (accept(at()) || at() == '_')) {
            if (at() != '_') digits += at();
            ++m_at;
        }
    };
    if (base != 10) {
        m_at += 2;
        takeDigits([base](char c) { return base == 16 ? hexDigit(c) >= 0 : c == '0' || c == '1'; });
    } else {
        takeDigits(isDigit);
        if (at() == '.' && isDigit(at(1))) {
            real = true;
            digits += '.';
            ++m_at;
            takeDigits(isDigit);
        }
        if ((at() == 'e' || at() == 'E') && (isDigit(at(1)) || ((at(1) == '+' || at(1) == '-') && isDigit(at(2))))) {
            real = true;
            digits += 'e';
            digits += at(1);
            m_at += 2;
            takeDigits(isDigit);
        }
    }
    std::string suffix;
    while (!done() && isIdentifierPart(at()) && suffix.size() < 8) {
        suffix += static_cast<char>(std::tolower(static_cast<unsigned char>(at())));
        ++m_at;
    }
    Token token = make(TokenKind::Literal, begin);
    token.value = Value::int32(0);
    if (digits.empty()) {
        m_findings.error(1013, "Invalid number", token.span);
    } else if (base == 10 && (real || suffix == "f" || suffix == "d" || suffix == "m")) {
        realLiteral(token, digits, suffix);
    } else {
        integerLiteral(token, digits, base, suffix);
    }
    return token;
}

void Lexer::realLiteral(Token& token, const std::string& digits, const std::string& suffix) {
    if (suffix == "m") {
        const auto value = Decimal::parse(digits);
        if (!value)
            m_findings.error(594, "Floating-point constant is outside the range of type 'decimal'", token.span);
        else
            token.value = makeDecimal(*value);
        return;
    }
    if (!suffix.empty() && suffix != "d" && suffix != "f") {
        m_findings.error(1002, "; expected", token.span);
        return;
    }
    const double value = std::strtod(digits.c_str(), nullptr);
    if (suffix == "f") {
        const float single = std::strtof(digits.c_str(), nullptr);
        if (std::isinf(single)) m_findings.error(594, "Floating-point constant is outside the range of type 'float'", token.span);
        token.value = Value::float32(single);
    } else {
        if (std::isinf(value)) m_findings.error(594, "Floating-point constant is outside the range of type 'double'", token.span);
        token.value = Value::float64(value);
    }
}

void Lexer::integerLiteral(Token& token, const std::string& digits, int base, const std::string& suffix) {
    std::uint64_t value = 0;
    bool overflow = false;
    for (const char c : digits) {
        const auto digit = static_cast<std::uint64_t>(hexDigit(c));
        if (value > (UINT64_MAX - digit) / static_cast<std::uint64_t>(base)) overflow = true;
        value = value * static_cast<std::uint64_t>(base) + digit;
    }
    const bool u = suffix == "u" || suffix == "ul" || suffix == "lu";
    const bool l = suffix == "l" || suffix == "ul" || suffix == "lu";
    if (!suffix.empty() && !u && !l) {
        m_findings.error(1002, "; expected", token.span);
        return;
    }
    if (overflow) {
        m_findings.error(1021, "Integral constant is too large", token.span);
        return;
    }
    const auto bits = static_cast<std::int64_t>(value);
    if (!u && !l && value <= INT32_MAX)
        token.value = Value::int32(static_cast<std::int32_t>(value));
    else if (!l && value <= UINT32_MAX)
        token.value = Value::scalar(Kind::UInt32, bits);
    else if (!u && value <= INT64_MAX)
        token.value = Value::int64(bits);
    else
        token.value = Value::scalar(Kind::UInt64, bits);
}

}  // namespace mgc::expression
