#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "expression/runtime/decimal.h"
#include "expression/value.h"

namespace mgc::expression {

/// Number texts of .NET Framework in the invariant culture: double with 15 significant digits ("1E+15", "0.3"), "R" with up to 17.
[[nodiscard]] std::string doubleText(double value);
[[nodiscard]] std::string floatText(double value);
[[nodiscard]] std::string roundTripText(double value, bool isSingle);
/// Standard (C D E F G N P R X) and custom formats for any numeric Value. FormatException if the format does not fit.
[[nodiscard]] std::string formatNumber(const Value& value, std::string_view format);

enum class ParseResult { Ok, Format, Overflow };
/// int.Parse and kin: outer white space and sign; `kind` is the target. NumberStyles bits as .NET (0x1 leading white, 0x2 trailing
/// white, 0x4 leading sign, 0x8 trailing sign, 0x10 parentheses, 0x20 decimal point, 0x40 thousands, 0x80 exponent, 0x100 currency,
/// 0x200 hex).
[[nodiscard]] ParseResult parseInteger(std::string_view text, int styles, Kind kind, std::int64_t& out);
[[nodiscard]] ParseResult parseDouble(std::string_view text, int styles, double& out);
[[nodiscard]] ParseResult parseDecimal(std::string_view text, int styles, Decimal& out);
inline constexpr int integerStyle = 0x7;
inline constexpr int floatStyle = 0x1 | 0x2 | 0x4 | 0x20 | 0x40 | 0x80;
inline constexpr int numberStyle = 0x1 | 0x2 | 0x4 | 0x8 | 0x20 | 0x40;

/// Smallest and largest value of an integer kind.
[[nodiscard]] std::int64_t minimumOf(Kind kind);
[[nodiscard]] std::uint64_t maximumOf(Kind kind);

/// Converts between numeric kinds as a C# cast does. `checked`: OverflowException when it does not fit, else it wraps.
[[nodiscard]] Value convertNumber(const Value& value, const Type* target, bool isChecked);
/// Convert.ToXxx: rounds half to even and checks the range.
[[nodiscard]] Value convertRounding(const Value& value, const Type* target);
[[nodiscard]] double toDouble(const Value& value);
[[nodiscard]] Decimal toDecimal(const Value& value);

}  // namespace mgc::expression
