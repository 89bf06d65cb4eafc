// DateTime, narrowed to the members that Azure allows.
#include <cmath>

#include "expression/runtime/date_time.h"
#include "expression/types/comparison_operators.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

DateParts parts(const Value& value) { return DateParts{value.bits()}; }
DateParts me(Call& c) { return parts(c.self()); }
Value span(std::int64_t ticks) { return Value::scalar(Kind::TimeSpan, ticks); }
std::int64_t scaled(double value, double unit) {
    // .NET Framework rounds AddDays and kin to whole milliseconds.
    if (std::isnan(value)) raiseOutOfRange("value", "Value to add was out of range.");
    const double milliseconds = value * unit + (value >= 0 ? 0.5 : -0.5);
    if (milliseconds <= -315537897600000.0 || milliseconds >= 315537897600000.0) raiseOutOfRange("value", "Value to add was out of range.");
    return static_cast<std::int64_t>(milliseconds) * 10000;
}
std::int64_t component(std::int64_t ticks, std::int64_t unit, std::int64_t modulo) { return ticks / unit % modulo; }
std::int64_t build(Call& c) {
    const auto at = [&](int i) { return c.count > i ? c.integer(i) : 0; };
    const auto midnight = ticksOf(static_cast<int>(at(0)), static_cast<int>(at(1)), static_cast<int>(at(2)));
    if (!midnight) raise("ArgumentOutOfRangeException", "Year, Month, and Day parameters describe an un-representable DateTime.");
    if (c.count < 6) return *midnight;
    if (at(3) < 0 || at(3) > 23 || at(4) < 0 || at(4) > 59 || at(5) < 0 || at(5) > 59)
        raise("ArgumentOutOfRangeException", "Hour, Minute, and Second parameters describe an un-representable DateTime.");
    return *midnight + at(3) * ticksPerHour + at(4) * ticksPerMinute + at(5) * ticksPerSecond;
}
DateKind kindOf(Call& c, int index) { return c.count > index ? static_cast<DateKind>(c.integer(index)) : DateKind::Unspecified; }
Value withMilliseconds(Call& c) {
    if (c.integer(6) < 0 || c.integer(6) > 999) raiseOutOfRange("millisecond", "Valid values are between 0 and 999, inclusive.");
    return DateParts::of(build(c) + c.integer(6) * 10000, kindOf(c, 7)).value();
}

std::optional<ParsedDate> parsed(Call& c) { return parseDateTime(c.text(0), c.runtime.nowTicks()); }
Value parseDate(Call& c) {
    (void)c.needText(0);
    const auto result = parsed(c);
    if (!result) raiseFormat("String was not recognized as a valid DateTime.");
    return resolveDate(*result, false).value();
}
Value tryParseDate(Call& c) {
    const auto result = c.isNull(0) ? std::nullopt : parsed(c);
    c[c.count - 1] = result ? resolveDate(*result, false).value() : Value::scalar(Kind::DateTime, 0);
    return boxed(result.has_value());
}
template <std::int64_t unit>
Value addUnits(Call& c) {
    return addTicks(me(c), scaled(c.number(0), static_cast<double>(unit))).value();
}

void describe(TypeRegistry& registry) {
    auto t = registry.define("System", "DateTime", TypeKind::Struct);
    t.storedAs(Kind::DateTime)
        .implements({"IComparable"})
        .help("A date with time. Now is UTC on Azure's gateways.")
        .constant("const DateTime MinValue", Value::scalar(Kind::DateTime, 0))
        .constant("const DateTime MaxValue", Value::scalar(Kind::DateTime, maxDateTicks))
        .constructor("new(long ticks)", [](Call& c) { return DateParts::of(c.integer(0), DateKind::Unspecified).value(); })
        .constructor("new(long ticks, DateTimeKind kind)", [](Call& c) { return DateParts::of(c.integer(0), kindOf(c, 1)).value(); })
        .constructor("new(int year, int month, int day)", [](Call& c) { return DateParts::of(build(c), DateKind::Unspecified).value(); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second)",
                     [](Call& c) { return DateParts::of(build(c), DateKind::Unspecified).value(); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second, DateTimeKind kind)",
                     [](Call& c) { return DateParts::of(build(c), kindOf(c, 6)).value(); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second, int millisecond)", withMilliseconds)
        .constructor("new(int year, int month, int day, int hour, int minute, int second, int millisecond, DateTimeKind kind)",
                     withMilliseconds)
        .property("static DateTime UtcNow", [](Call& c) { return DateParts::of(c.runtime.nowTicks(), DateKind::Utc).value(); })
        .property("static DateTime Now", [](Call& c) { return DateParts::of(c.runtime.nowTicks(), DateKind::Local).value(); })
        .property("static DateTime Today",
                  [](Call& c) { return DateParts::of(c.runtime.nowTicks() / ticksPerDay * ticksPerDay, DateKind::Local).value(); })
        .property("int Year", [](Call& c) { return number(civilOf(me(c).ticks()).year); })
        .property("int Month", [](Call& c) { return number(civilOf(me(c).ticks()).month); })
        .property("int Day", [](Call& c) { return number(civilOf(me(c).ticks()).day); })
        .property("int Hour", [](Call& c) { return number(component(me(c).ticks(), ticksPerHour, 24)); })
        .property("int Minute", [](Call& c) { return number(component(me(c).ticks(), ticksPerMinute, 60)); })
        .property("int Second", [](Call& c) { return number(component(me(c).ticks(), ticksPerSecond, 60)); })
        .property("int Millisecond", [](Call& c) { return number(component(me(c).ticks(), 10000, 1000)); })
        .property("long Ticks", [](Call& c) { return Value::int64(me(c).ticks()); })
        .property("DateTime Date", [](Call& c) { return DateParts::of(me(c).ticks() / ticksPerDay * ticksPerDay, me(c).kind()).value(); })
        .property("TimeSpan TimeOfDay", [](Call& c) { return span(me(c).ticks() % ticksPerDay); })
        .property("DayOfWeek DayOfWeek", [](Call& c) { return enumValue("DayOfWeek", (me(c).ticks() / ticksPerDay + 1) % 7); })
        .property("int DayOfYear",
                  [](Call& c) { return number((me(c).ticks() - *ticksOf(civilOf(me(c).ticks()).year, 1, 1)) / ticksPerDay + 1); })
        .property("DateTimeKind Kind", [](Call& c) { return enumValue("DateTimeKind", static_cast<std::int64_t>(me(c).kind())); })
        .method("DateTime Add(TimeSpan value)", [](Call& c) { return addTicks(me(c), c.integer(0)).value(); })
        .method("DateTime AddDays(double value)", addUnits<86400000>)
        .method("DateTime AddHours(double value)", addUnits<3600000>)
        .method("DateTime AddMinutes(double value)", addUnits<60000>)
        .method("DateTime AddSeconds(double value)", addUnits<1000>)
        .method("DateTime AddMilliseconds(double value)", addUnits<1>)
        .method("DateTime AddTicks(long value)", [](Call& c) { return addTicks(me(c), c.integer(0)).value(); })
        .method(
            "DateTime AddMonths(int months)", [](Call& c) { return addMonths(me(c), c.integer(0)).value(); },
            "Clamps to the end of the month.")
        .method("DateTime AddYears(int value)",
                [](Call& c) {
                    if (c.integer(0) < -10000 || c.integer(0) > 10000) raiseOutOfRange("years", "Years value must be between +/-10000.");
                    return addMonths(me(c), c.integer(0) * 12).value();
                })
        .method("TimeSpan Subtract(DateTime value)", [](Call& c) { return span(me(c).ticks() - parts(c[0]).ticks()); })
        .method("DateTime Subtract(TimeSpan value)", [](Call& c) { return addTicks(me(c), -c.integer(0)).value(); })
        .method("bool IsDaylightSavingTime()", [](Call&) { return boxed(false); })
        .method("DateTime ToUniversalTime()", [](Call& c) { return DateParts::of(me(c).ticks(), DateKind::Utc).value(); })
        .method("DateTime ToLocalTime()", [](Call& c) { return DateParts::of(me(c).ticks(), DateKind::Local).value(); })
        .method("int CompareTo(DateTime value)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method("bool Equals(DateTime value)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method(
            "string ToString(string format)", [](Call& c) { return textOf(formatDateTime(me(c), c.text(0))); },
            "Standard (o, R, s, u, ...) and custom (yyyy-MM-dd) formats.")
        .method("string ToString(IFormatProvider provider)", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format, IFormatProvider provider)",
                [](Call& c) { return textOf(formatDateTime(me(c), c.text(0))); })
        .method("string ToShortDateString()", [](Call& c) { return textOf(formatDateTime(me(c), "d")); })
        .method("string ToLongDateString()", [](Call& c) { return textOf(formatDateTime(me(c), "D")); })
        .method("string ToShortTimeString()", [](Call& c) { return textOf(formatDateTime(me(c), "t")); })
        .method("string ToLongTimeString()", [](Call& c) { return textOf(formatDateTime(me(c), "T")); })
        .method("static DateTime Parse(string s)", parseDate)
        .method("static DateTime Parse(string s, IFormatProvider provider)", parseDate)
        .method("static bool TryParse(string s, out DateTime result)", tryParseDate)
        .method("static int DaysInMonth(int year, int month)",
                [](Call& c) {
                    if (c.integer(1) < 1 || c.integer(1) > 12) raiseOutOfRange("month", "Month must be between one and twelve.");
                    if (c.integer(0) < 1 || c.integer(0) > 9999) raiseOutOfRange("year", "Year must be between 1 and 9999.");
                    return number(daysInMonth(c.int32(0), c.int32(1)));
                })
        .method("static bool IsLeapYear(int year)",
                [](Call& c) {
                    if (c.integer(0) < 1 || c.integer(0) > 9999) raiseOutOfRange("year", "Year must be between 1 and 9999.");
                    return boxed(isLeapYear(c.int32(0)));
                })
        .method("static int Compare(DateTime t1, DateTime t2)", [](Call& c) { return number(compareValues(c[0], c[1])); })
        .method("static DateTime operator +(DateTime d, TimeSpan t)", [](Call& c) { return addTicks(parts(c[0]), c.integer(1)).value(); })
        .method("static DateTime operator -(DateTime d, TimeSpan t)", [](Call& c) { return addTicks(parts(c[0]), -c.integer(1)).value(); })
        .method("static TimeSpan operator -(DateTime a, DateTime b)",
                [](Call& c) { return span(parts(c[0]).ticks() - parts(c[1]).ticks()); })
        .refuses({"static DateTime SpecifyKind(DateTime value, DateTimeKind kind)",
                  "static DateTime ParseExact(string s, string format, IFormatProvider provider)",
                  "static bool TryParseExact(string s, string format, IFormatProvider provider, out DateTime result)"});
    comparison(t, "DateTime");
}

}  // namespace

MGC_TYPE(date_time, describe)

}  // namespace mgc::expression
