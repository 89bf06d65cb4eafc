#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "expression/value.h"

namespace mgc::expression {

enum class DateKind : std::uint8_t { Unspecified = 0, Utc = 1, Local = 2 };

inline constexpr std::int64_t ticksPerSecond = 10'000'000;
inline constexpr std::int64_t ticksPerMinute = 60 * ticksPerSecond;
inline constexpr std::int64_t ticksPerHour = 60 * ticksPerMinute;
inline constexpr std::int64_t ticksPerDay = 24 * ticksPerHour;
inline constexpr std::int64_t maxDateTicks = 3155378975999999999;
inline constexpr std::int64_t unixEpochTicks = 621355968000000000;

/// A DateTime in the form .NET stores: ticks in the low 62 bits, kind in the high two. Local time is UTC here, as on Azure's gateways.
struct DateParts {
    std::int64_t bits = 0;

    static DateParts of(std::int64_t ticks, DateKind kind);
    [[nodiscard]] std::int64_t ticks() const { return bits & 0x3FFFFFFFFFFFFFFF; }
    [[nodiscard]] DateKind kind() const { return static_cast<DateKind>((static_cast<std::uint64_t>(bits) >> 62) & 3U); }
    [[nodiscard]] Value value() const { return Value::scalar(Kind::DateTime, bits); }
};

struct CivilDate {
    int year = 1, month = 1, day = 1;
};
[[nodiscard]] CivilDate civilOf(std::int64_t ticks);
/// Ticks of midnight; nullopt for a date that does not exist.
[[nodiscard]] std::optional<std::int64_t> ticksOf(int year, int month, int day);
[[nodiscard]] int daysInMonth(int year, int month);
[[nodiscard]] inline bool isLeapYear(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
/// Checked: ArgumentOutOfRangeException outside of 0001..9999.
[[nodiscard]] DateParts addTicks(DateParts date, std::int64_t ticks);
[[nodiscard]] DateParts addMonths(DateParts date, std::int64_t months);

/// Standard and custom formats, invariant culture; "" is "G". `offset` (ticks) for DateTimeOffset.
[[nodiscard]] std::string formatDateTime(DateParts date, std::string_view format, std::optional<std::int64_t> offset = std::nullopt);
/// "c", "g", "G" and custom formats.
[[nodiscard]] std::string formatTimeSpan(std::int64_t ticks, std::string_view format);

struct ParsedDate {
    std::int64_t ticks = 0;  ///< as written
    std::optional<std::int64_t> offset;
    bool isUtc = false;      ///< "Z" or GMT
};
/// What DateTime.Parse accepts in the invariant culture. `todayTicks` fills in a missing date.
[[nodiscard]] std::optional<ParsedDate> parseDateTime(std::string_view text, std::int64_t todayTicks);
[[nodiscard]] std::optional<ParsedDate> parseDateTimeExact(std::string_view text, std::string_view format);
/// Newtonsoft's ISO detection ("2024-01-02T03:04:05[.f][Z|+hh:mm]"); a bare date does not count.
[[nodiscard]] std::optional<ParsedDate> parseIsoDateTime(std::string_view text);
/// Applies offset and Z as DateTime.Parse does (result Local for an offset or Z) or, with `roundtrip`, keeps Utc.
[[nodiscard]] DateParts resolveDate(const ParsedDate& parsed, bool roundtrip);
/// Error: 0 ok, 1 format, 2 overflow.
[[nodiscard]] int parseTimeSpan(std::string_view text, std::int64_t& ticks);
/// TimeSpan.ParseExact: "c", "g", "G" or a custom format. 0: parsed, 1: does not fit the format, 2: out of range.
[[nodiscard]] int parseTimeSpanExact(std::string_view text, std::string_view format, std::int64_t& ticks);
/// ISO form as Newtonsoft writes it: fraction without trailing zeros, Z / offset / nothing by kind.
[[nodiscard]] std::string isoDateText(DateParts date);

}  // namespace mgc::expression
