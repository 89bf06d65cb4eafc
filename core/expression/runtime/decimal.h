#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "expression/value.h"

namespace mgc::expression {

/// System.Decimal: 96-bit magnitude, scale 0..28, sign. Operations keep scale as .NET does and round half to even.
/// Operations that leave the range give nullopt (the caller raises OverflowException).
struct Decimal {
    __extension__ using Magnitude = unsigned __int128;
    Magnitude magnitude = 0;
    int scale = 0;
    bool negative = false;

    static std::optional<Decimal> parse(std::string_view text);  ///< [-]digits[.digits][e[+-]digits], invariant
    static Decimal fromInteger(std::int64_t value);
    static Decimal fromUnsigned(std::uint64_t value);
    static std::optional<Decimal> fromDouble(double value, int digits = 15);
    [[nodiscard]] double toDouble() const;
    [[nodiscard]] std::string toText() const;
    /// Truncated; nullopt outside of int64.
    [[nodiscard]] std::optional<std::int64_t> toInteger() const;
    [[nodiscard]] bool isZero() const { return magnitude == 0; }
    [[nodiscard]] Decimal negated() const { return {magnitude, scale, !negative && magnitude != 0}; }
    /// To `digits` decimals; half to even or half away from zero.
    [[nodiscard]] Decimal rounded(int digits, bool awayFromZero) const;
    [[nodiscard]] Decimal truncated() const;
    [[nodiscard]] Decimal floored() const;

    static std::optional<Decimal> add(const Decimal& left, const Decimal& right);
    static std::optional<Decimal> subtract(const Decimal& left, const Decimal& right) { return add(left, Decimal{right.magnitude, right.scale, !right.negative}); }
    static std::optional<Decimal> multiply(const Decimal& left, const Decimal& right);
    static std::optional<Decimal> divide(const Decimal& left, const Decimal& right);  ///< right must not be zero
    static std::optional<Decimal> remainder(const Decimal& left, const Decimal& right);
    static int compare(const Decimal& left, const Decimal& right);
};

class DecimalObject final : public Object {
public:
    explicit DecimalObject(const Decimal& number) : value(number) {}
    [[nodiscard]] const Type* type() const override;
    [[nodiscard]] std::string toText() const override { return value.toText(); }
    [[nodiscard]] bool equals(const Object& other) const override;
    [[nodiscard]] std::size_t hash() const override;
    const Decimal value;
};

[[nodiscard]] Value makeDecimal(const Decimal& value);
/// Null for anything that is not a decimal.
[[nodiscard]] const Decimal* decimalOf(const Value& value);

}  // namespace mgc::expression
