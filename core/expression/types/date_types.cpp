// DateTime, DateTimeOffset, TimeSpan, TimeZoneInfo.
#include <cmath>

#include "expression/runtime/comparable.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/formattable.h"
#include "expression/runtime/links.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

DateParts parts(const Value& value) { return DateParts{value.bits()}; }
DateParts me(Call& c) { return parts(c.self()); }
Value span(std::int64_t ticks) { return Value::scalar(Kind::TimeSpan, ticks); }
std::int64_t scaled(double value, double unit) {
    // .NET Framework rounds AddDays and kin to whole milliseconds.
    if (std::isnan(value)) raise("ArgumentException", "TimeSpan does not accept floating point Not-a-Number values.");
    const double milliseconds = value * unit + (value >= 0 ? 0.5 : -0.5);
    if (milliseconds <= -315537897600000.0 || milliseconds >= 315537897600000.0) raiseOutOfRange("value", "Value to add was out of range.");
    return static_cast<std::int64_t>(milliseconds) * 10000;
}
std::int64_t spanScaled(double value, double unit) {
    if (std::isnan(value)) raise("ArgumentException", "TimeSpan does not accept floating point Not-a-Number values.");
    const double milliseconds = value * unit + (value >= 0 ? 0.5 : -0.5);
    if (milliseconds > 922337203685477.0 || milliseconds < -922337203685477.0) raiseOverflow("TimeSpan overflowed because the duration is too long.");
    return static_cast<std::int64_t>(milliseconds) * 10000;
}
std::int64_t sum(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) raiseOverflow("TimeSpan overflowed because the duration is too long.");
    return result;
}
std::int64_t component(std::int64_t ticks, std::int64_t unit, std::int64_t modulo) { return ticks / unit % modulo; }

std::int64_t build(Call& c) {
    const auto at = [&](int i) { return c.count > i ? c.integer(i) : 0; };
    const auto midnight = ticksOf(static_cast<int>(at(0)), static_cast<int>(at(1)), static_cast<int>(at(2)));
    if (!midnight) raise("ArgumentOutOfRangeException", "Year, Month, and Day parameters describe an un-representable DateTime.");
    if (c.count < 6) return *midnight;
    if (at(3) < 0 || at(3) > 23 || at(4) < 0 || at(4) > 59 || at(5) < 0 || at(5) > 59) raise("ArgumentOutOfRangeException", "Hour, Minute, and Second parameters describe an un-representable DateTime.");
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

/// A point in time with its offset from UTC.
class OffsetObject final : public Object, public Comparable, public Formattable {
public:
    OffsetObject(std::int64_t localTicks, std::int64_t fromUtc) : ticks(localTicks), offset(fromUtc) {}
    [[nodiscard]] const Type* type() const override { return types().dateTimeOffset; }
    [[nodiscard]] std::int64_t utc() const { return ticks - offset; }
    [[nodiscard]] std::string toText() const override { return format(""); }
    [[nodiscard]] std::string format(std::string_view text) const override { return formatDateTime(DateParts::of(ticks, DateKind::Unspecified), text, offset); }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* value = dynamic_cast<const OffsetObject*>(&other);
        return value && value->utc() == utc();
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::int64_t>()(utc()); }
    [[nodiscard]] int compareTo(const Value& other) const override {
        const auto* value = other.kind() == Kind::Object ? dynamic_cast<const OffsetObject*>(other.pointer()) : nullptr;
        if (!value) raise("ArgumentException", "Object must be of type DateTimeOffset.");
        return utc() < value->utc() ? -1 : utc() > value->utc() ? 1 : 0;
    }
    const std::int64_t ticks;
    const std::int64_t offset;
};
const OffsetObject& self(Call& c) { return c.selfAs<OffsetObject>(); }
const OffsetObject& arg(Call& c, int i) { return as<OffsetObject>(c[i]); }
Value makeOffset(std::int64_t local, std::int64_t offset) {
    if (offset % ticksPerMinute != 0) raise("ArgumentException", "Offset must be specified in whole minutes.");
    if (std::abs(offset) > 14 * ticksPerHour) raiseOutOfRange("offset", "Offset must be within plus or minus 14 hours.");
    if (local < 0 || local > maxDateTicks || local - offset < 0 || local - offset > maxDateTicks) raiseOutOfRange("offset", "The UTC time represented when the offset is applied must be between year 0 and 10,000.");
    return Value::object(new OffsetObject(local, offset));
}
Value addOffset(Call& c, std::int64_t ticks) { return makeOffset(addTicks(DateParts::of(self(c).ticks, DateKind::Unspecified), ticks).ticks(), self(c).offset); }
std::optional<Value> parseOffset(std::string_view text, std::int64_t now) {
    const auto result = parseDateTime(text, now);
    if (!result) return std::nullopt;
    return makeOffset(result->ticks, result->offset.value_or(0));
}
Value fromUnix(std::int64_t value, std::int64_t unit) {
    __extension__ const auto ticks = static_cast<__int128>(value) * unit + unixEpochTicks;
    if (ticks < 0 || ticks > maxDateTicks) raiseOutOfRange("seconds", "Valid values are between -62135596800 and 253402300799, inclusive.");
    return makeOffset(static_cast<std::int64_t>(ticks), 0);
}

template <class Builder>
void comparison(Builder& t, const std::string& type) {
    const auto keep = [](std::string text) -> std::string_view { return *new std::string(std::move(text)); };
    const auto add = [&](const char* op, Native function) { t.method(keep("static bool operator " + std::string(op) + "(" + type + " a, " + type + " b)"), function); };
    add("==", [](Call& c) { return boxed(valuesEqual(c[0], c[1])); });
    add("!=", [](Call& c) { return boxed(!valuesEqual(c[0], c[1])); });
    add("<", [](Call& c) { return boxed(compareValues(c[0], c[1]) < 0); });
    add(">", [](Call& c) { return boxed(compareValues(c[0], c[1]) > 0); });
    add("<=", [](Call& c) { return boxed(compareValues(c[0], c[1]) <= 0); });
    add(">=", [](Call& c) { return boxed(compareValues(c[0], c[1]) >= 0); });
}

void dateTime(TypeRegistry& registry) {
    auto t = registry.define("System", "DateTime", TypeKind::Struct);
    t.storedAs(Kind::DateTime)
        .implements({"IComparable"})
        .help("A date with time. Now is UTC on Azure's gateways.")
        .constant("const DateTime MinValue", Value::scalar(Kind::DateTime, 0))
        .constant("const DateTime MaxValue", Value::scalar(Kind::DateTime, maxDateTicks))
        .constructor("new(long ticks)", [](Call& c) { return DateParts::of(c.integer(0), DateKind::Unspecified).value(); })
        .constructor("new(long ticks, DateTimeKind kind)", [](Call& c) { return DateParts::of(c.integer(0), kindOf(c, 1)).value(); })
        .constructor("new(int year, int month, int day)", [](Call& c) { return DateParts::of(build(c), DateKind::Unspecified).value(); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second)", [](Call& c) { return DateParts::of(build(c), DateKind::Unspecified).value(); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second, DateTimeKind kind)", [](Call& c) { return DateParts::of(build(c), kindOf(c, 6)).value(); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second, int millisecond)", withMilliseconds)
        .constructor("new(int year, int month, int day, int hour, int minute, int second, int millisecond, DateTimeKind kind)", withMilliseconds)
        .property("static DateTime UtcNow", [](Call& c) { return DateParts::of(c.runtime.nowTicks(), DateKind::Utc).value(); })
        .property("static DateTime Now", [](Call& c) { return DateParts::of(c.runtime.nowTicks(), DateKind::Local).value(); })
        .property("static DateTime Today", [](Call& c) { return DateParts::of(c.runtime.nowTicks() / ticksPerDay * ticksPerDay, DateKind::Local).value(); })
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
        .property("int DayOfYear", [](Call& c) { return number((me(c).ticks() - *ticksOf(civilOf(me(c).ticks()).year, 1, 1)) / ticksPerDay + 1); })
        .property("DateTimeKind Kind", [](Call& c) { return enumValue("DateTimeKind", static_cast<std::int64_t>(me(c).kind())); })
        .method("DateTime Add(TimeSpan value)", [](Call& c) { return addTicks(me(c), c.integer(0)).value(); })
        .method("DateTime AddDays(double value)", addUnits<86400000>)
        .method("DateTime AddHours(double value)", addUnits<3600000>)
        .method("DateTime AddMinutes(double value)", addUnits<60000>)
        .method("DateTime AddSeconds(double value)", addUnits<1000>)
        .method("DateTime AddMilliseconds(double value)", addUnits<1>)
        .method("DateTime AddTicks(long value)", [](Call& c) { return addTicks(me(c), c.integer(0)).value(); })
        .method("DateTime AddMonths(int months)", [](Call& c) { return addMonths(me(c), c.integer(0)).value(); }, "Clamps to the end of the month.")
        .method("DateTime AddYears(int value)", [](Call& c) {
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
        .method("string ToString(string format)", [](Call& c) { return textOf(formatDateTime(me(c), c.text(0))); }, "Standard (o, R, s, u, ...) and custom (yyyy-MM-dd) formats.")
        .method("string ToString(IFormatProvider provider)", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format, IFormatProvider provider)", [](Call& c) { return textOf(formatDateTime(me(c), c.text(0))); })
        .method("string ToShortDateString()", [](Call& c) { return textOf(formatDateTime(me(c), "d")); })
        .method("string ToLongDateString()", [](Call& c) { return textOf(formatDateTime(me(c), "D")); })
        .method("string ToShortTimeString()", [](Call& c) { return textOf(formatDateTime(me(c), "t")); })
        .method("string ToLongTimeString()", [](Call& c) { return textOf(formatDateTime(me(c), "T")); })
        .method("static DateTime Parse(string s)", parseDate)
        .method("static DateTime Parse(string s, IFormatProvider provider)", parseDate)
        .method("static bool TryParse(string s, out DateTime result)", tryParseDate)
        .method("static int DaysInMonth(int year, int month)", [](Call& c) {
            if (c.integer(1) < 1 || c.integer(1) > 12) raiseOutOfRange("month", "Month must be between one and twelve.");
            if (c.integer(0) < 1 || c.integer(0) > 9999) raiseOutOfRange("year", "Year must be between 1 and 9999.");
            return number(daysInMonth(c.int32(0), c.int32(1)));
        })
        .method("static bool IsLeapYear(int year)", [](Call& c) {
            if (c.integer(0) < 1 || c.integer(0) > 9999) raiseOutOfRange("year", "Year must be between 1 and 9999.");
            return boxed(isLeapYear(c.int32(0)));
        })
        .method("static int Compare(DateTime t1, DateTime t2)", [](Call& c) { return number(compareValues(c[0], c[1])); })
        .method("static DateTime operator +(DateTime d, TimeSpan t)", [](Call& c) { return addTicks(parts(c[0]), c.integer(1)).value(); })
        .method("static DateTime operator -(DateTime d, TimeSpan t)", [](Call& c) { return addTicks(parts(c[0]), -c.integer(1)).value(); })
        .method("static TimeSpan operator -(DateTime a, DateTime b)", [](Call& c) { return span(parts(c[0]).ticks() - parts(c[1]).ticks()); })
        .refuses({"static DateTime SpecifyKind(DateTime value, DateTimeKind kind)", "static DateTime ParseExact(string s, string format, IFormatProvider provider)", "static bool TryParseExact(string s, string format, IFormatProvider provider, out DateTime result)"});
    comparison(t, "DateTime");
}

Value parseSpan(Call& c) {
    std::int64_t ticks = 0;
    const int result = parseTimeSpan(c.needText(0), ticks);
    if (result == 1) raiseFormat("String was not recognized as a valid TimeSpan.");
    if (result == 2) raiseOverflow("The TimeSpan could not be parsed because at least one of the numeric components is out of range or contains too many digits.");
    return span(ticks);
}
template <std::int64_t unit>
Value total(Call& c) {
    return Value::float64(static_cast<double>(c.self().bits()) / static_cast<double>(unit));
}
template <std::int64_t unit, std::int64_t modulo>
Value part(Call& c) {
    return number(c.self().bits() / unit % modulo);
}
template <std::int64_t unit>
Value fromUnits(Call& c) {
    return span(spanScaled(c.number(0), static_cast<double>(unit)));
}
Value newSpan(Call& c) {
    const auto at = [&](int i) { return c.count > i ? c.integer(i) : 0; };
    std::int64_t days = 0, hours = at(0), minutes = at(1), seconds = at(2);
    if (c.count >= 4) days = at(0), hours = at(1), minutes = at(2), seconds = at(3);
    __extension__ const auto ticks = static_cast<__int128>(days) * ticksPerDay + hours * ticksPerHour + minutes * ticksPerMinute + seconds * ticksPerSecond + at(4) * 10000;
    if (ticks > INT64_MAX || ticks < INT64_MIN) raiseOutOfRange("value", "TimeSpan overflowed because the duration is too long.");
    return span(static_cast<std::int64_t>(ticks));
}

void timeSpan(TypeRegistry& registry) {
    auto t = registry.define("System", "TimeSpan", TypeKind::Struct);
    t.storedAs(Kind::TimeSpan)
        .implements({"IComparable"})
        .constant("const TimeSpan Zero", span(0))
        .constant("const TimeSpan MinValue", span(INT64_MIN))
        .constant("const TimeSpan MaxValue", span(INT64_MAX))
        .constant("const long TicksPerDay", Value::int64(ticksPerDay))
        .constant("const long TicksPerHour", Value::int64(ticksPerHour))
        .constant("const long TicksPerMinute", Value::int64(ticksPerMinute))
        .constant("const long TicksPerSecond", Value::int64(ticksPerSecond))
        .constant("const long TicksPerMillisecond", Value::int64(10000))
        .constructor("new(long ticks)", [](Call& c) { return span(c.integer(0)); })
        .constructor("new(int hours, int minutes, int seconds)", newSpan)
        .constructor("new(int days, int hours, int minutes, int seconds)", newSpan)
        .constructor("new(int days, int hours, int minutes, int seconds, int milliseconds)", newSpan)
        .method("static TimeSpan FromDays(double value)", fromUnits<86400000>)
        .method("static TimeSpan FromHours(double value)", fromUnits<3600000>)
        .method("static TimeSpan FromMinutes(double value)", fromUnits<60000>)
        .method("static TimeSpan FromSeconds(double value)", fromUnits<1000>)
        .method("static TimeSpan FromMilliseconds(double value)", fromUnits<1>)
        .method("static TimeSpan FromTicks(long value)", [](Call& c) { return span(c.integer(0)); })
        .method("static TimeSpan Parse(string s)", parseSpan, "\"5\" is five days, \"hh:mm[:ss]\", \"d.hh:mm:ss\".")
        .method("static TimeSpan Parse(string s, IFormatProvider provider)", parseSpan)
        .method("static bool TryParse(string s, out TimeSpan result)", [](Call& c) {
            std::int64_t ticks = 0;
            const bool ok = !c.isNull(0) && parseTimeSpan(c.text(0), ticks) == 0;
            c[1] = span(ok ? ticks : 0);
            return boxed(ok);
        })
        .property("int Days", [](Call& c) { return number(c.self().bits() / ticksPerDay); })
        .property("int Hours", part<ticksPerHour, 24>)
        .property("int Minutes", part<ticksPerMinute, 60>)
        .property("int Seconds", part<ticksPerSecond, 60>)
        .property("int Milliseconds", part<10000, 1000>)
        .property("long Ticks", [](Call& c) { return Value::int64(c.self().bits()); })
        .property("double TotalDays", total<ticksPerDay>)
        .property("double TotalHours", total<ticksPerHour>)
        .property("double TotalMinutes", total<ticksPerMinute>)
        .property("double TotalSeconds", total<ticksPerSecond>)
        .property("double TotalMilliseconds", total<10000>)
        .method("TimeSpan Add(TimeSpan ts)", [](Call& c) { return span(sum(c.self().bits(), c.integer(0))); })
        .method("TimeSpan Subtract(TimeSpan ts)", [](Call& c) { return span(sum(c.self().bits(), -c.integer(0))); })
        .method("TimeSpan Negate()", [](Call& c) { return span(-c.self().bits()); })
        .method("TimeSpan Duration()", [](Call& c) { return span(std::abs(c.self().bits())); })
        .method("int CompareTo(TimeSpan value)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method("bool Equals(TimeSpan obj)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("static int Compare(TimeSpan t1, TimeSpan t2)", [](Call& c) { return number(compareValues(c[0], c[1])); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format)", [](Call& c) { return textOf(formatTimeSpan(c.self().bits(), c.text(0))); })
        .method("string ToString(string format, IFormatProvider provider)", [](Call& c) { return textOf(formatTimeSpan(c.self().bits(), c.text(0))); })
        .method("static TimeSpan operator +(TimeSpan a, TimeSpan b)", [](Call& c) { return span(sum(c.integer(0), c.integer(1))); })
        .method("static TimeSpan operator -(TimeSpan a, TimeSpan b)", [](Call& c) { return span(sum(c.integer(0), -c.integer(1))); })
        .method("static TimeSpan operator -(TimeSpan a)", [](Call& c) { return span(-c.integer(0)); });
    comparison(t, "TimeSpan");
}

void dateTimeOffset(TypeRegistry& registry) {
    auto t = registry.define("System", "DateTimeOffset", TypeKind::Struct);
    t.implements({"IComparable"})
        .constructor("new(DateTime dateTime)", [](Call& c) { return makeOffset(parts(c[0]).ticks(), 0); })
        .constructor("new(DateTime dateTime, TimeSpan offset)", [](Call& c) {
            if (parts(c[0]).kind() == DateKind::Utc && c.integer(1) != 0) raise("ArgumentException", "The UTC Offset for Utc DateTime instances must be 0.");
            return makeOffset(parts(c[0]).ticks(), c.integer(1));
        })
        .constructor("new(long ticks, TimeSpan offset)", [](Call& c) { return makeOffset(c.integer(0), c.integer(1)); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second, TimeSpan offset)", [](Call& c) { return makeOffset(build(c), c.integer(6)); })
        .property("static DateTimeOffset UtcNow", [](Call& c) { return makeOffset(c.runtime.nowTicks(), 0); })
        .property("static DateTimeOffset Now", [](Call& c) { return makeOffset(c.runtime.nowTicks(), 0); })
        .property("static DateTimeOffset MinValue", [](Call&) { return makeOffset(0, 0); })
        .property("static DateTimeOffset MaxValue", [](Call&) { return makeOffset(maxDateTicks, 0); })
        .method("static DateTimeOffset FromUnixTimeSeconds(long seconds)", [](Call& c) { return fromUnix(c.integer(0), ticksPerSecond); })
        .method("static DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)", [](Call& c) { return fromUnix(c.integer(0), 10000); })
        .method("static DateTimeOffset Parse(string input)", [](Call& c) {
            const auto value = parseOffset(c.needText(0), c.runtime.nowTicks());
            if (!value) raiseFormat("String was not recognized as a valid DateTime.");
            return *value;
        })
        .method("static DateTimeOffset Parse(string input, IFormatProvider provider)", [](Call& c) {
            const auto value = parseOffset(c.needText(0), c.runtime.nowTicks());
            if (!value) raiseFormat("String was not recognized as a valid DateTime.");
            return *value;
        })
        .method("static DateTimeOffset ParseExact(string input, string format, IFormatProvider provider)", [](Call& c) {
            const auto value = parseDateTimeExact(c.needText(0), c.needText(1));
            if (!value) raiseFormat("String was not recognized as a valid DateTime.");
            return makeOffset(value->ticks, value->offset.value_or(0));
        })
        .method("static bool TryParse(string input, out DateTimeOffset result)", [](Call& c) {
            const auto value = c.isNull(0) ? std::nullopt : parseOffset(c.text(0), c.runtime.nowTicks());
            c[1] = value ? *value : makeOffset(0, 0);
            return boxed(value.has_value());
        })
        .method("long ToUnixTimeSeconds()", [](Call& c) { return Value::int64(self(c).utc() / ticksPerSecond - unixEpochTicks / ticksPerSecond); })
        .method("long ToUnixTimeMilliseconds()", [](Call& c) { return Value::int64(self(c).utc() / 10000 - unixEpochTicks / 10000); })
        .method("DateTimeOffset ToUniversalTime()", [](Call& c) { return makeOffset(self(c).utc(), 0); })
        .method("DateTimeOffset ToLocalTime()", [](Call& c) { return makeOffset(self(c).utc(), 0); })
        .method("DateTimeOffset ToOffset(TimeSpan offset)", [](Call& c) { return makeOffset(self(c).utc() + c.integer(0), c.integer(0)); })
        .property("DateTime DateTime", [](Call& c) { return DateParts::of(self(c).ticks, DateKind::Unspecified).value(); })
        .property("DateTime UtcDateTime", [](Call& c) { return DateParts::of(self(c).utc(), DateKind::Utc).value(); })
        .property("DateTime LocalDateTime", [](Call& c) { return DateParts::of(self(c).utc(), DateKind::Local).value(); })
        .property("DateTime Date", [](Call& c) { return DateParts::of(self(c).ticks / ticksPerDay * ticksPerDay, DateKind::Unspecified).value(); })
        .property("TimeSpan Offset", [](Call& c) { return span(self(c).offset); })
        .property("TimeSpan TimeOfDay", [](Call& c) { return span(self(c).ticks % ticksPerDay); })
        .property("int Year", [](Call& c) { return number(civilOf(self(c).ticks).year); })
        .property("int Month", [](Call& c) { return number(civilOf(self(c).ticks).month); })
        .property("int Day", [](Call& c) { return number(civilOf(self(c).ticks).day); })
        .property("int Hour", [](Call& c) { return number(component(self(c).ticks, ticksPerHour, 24)); })
        .property("int Minute", [](Call& c) { return number(component(self(c).ticks, ticksPerMinute, 60)); })
        .property("int Second", [](Call& c) { return number(component(self(c).ticks, ticksPerSecond, 60)); })
        .property("int Millisecond", [](Call& c) { return number(component(self(c).ticks, 10000, 1000)); })
        .property("DayOfWeek DayOfWeek", [](Call& c) { return enumValue("DayOfWeek", (self(c).ticks / ticksPerDay + 1) % 7); })
        .property("int DayOfYear", [](Call& c) { return number((self(c).ticks - *ticksOf(civilOf(self(c).ticks).year, 1, 1)) / ticksPerDay + 1); })
        .property("long Ticks", [](Call& c) { return Value::int64(self(c).ticks); })
        .property("long UtcTicks", [](Call& c) { return Value::int64(self(c).utc()); })
        .method("DateTimeOffset Add(TimeSpan timeSpan)", [](Call& c) { return addOffset(c, c.integer(0)); })
        .method("DateTimeOffset AddDays(double days)", [](Call& c) { return addOffset(c, scaled(c.number(0), 86400000)); })
        .method("DateTimeOffset AddHours(double hours)", [](Call& c) { return addOffset(c, scaled(c.number(0), 3600000)); })
        .method("DateTimeOffset AddMinutes(double minutes)", [](Call& c) { return addOffset(c, scaled(c.number(0), 60000)); })
        .method("DateTimeOffset AddSeconds(double seconds)", [](Call& c) { return addOffset(c, scaled(c.number(0), 1000)); })
        .method("DateTimeOffset AddMilliseconds(double milliseconds)", [](Call& c) { return addOffset(c, scaled(c.number(0), 1)); })
        .method("DateTimeOffset AddTicks(long ticks)", [](Call& c) { return addOffset(c, c.integer(0)); })
        .method("DateTimeOffset AddMonths(int months)", [](Call& c) { return makeOffset(addMonths(DateParts::of(self(c).ticks, DateKind::Unspecified), c.integer(0)).ticks(), self(c).offset); })
        .method("DateTimeOffset AddYears(int years)", [](Call& c) { return makeOffset(addMonths(DateParts::of(self(c).ticks, DateKind::Unspecified), c.integer(0) * 12).ticks(), self(c).offset); })
        .method("TimeSpan Subtract(DateTimeOffset value)", [](Call& c) { return span(self(c).utc() - arg(c, 0).utc()); })
        .method("DateTimeOffset Subtract(TimeSpan value)", [](Call& c) { return addOffset(c, -c.integer(0)); })
        .method("int CompareTo(DateTimeOffset other)", [](Call& c) { return number(self(c).compareTo(c[0])); })
        .method("bool Equals(DateTimeOffset other)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format)", [](Call& c) { return textOf(self(c).format(c.text(0))); })
        .method("string ToString(string format, IFormatProvider provider)", [](Call& c) { return textOf(self(c).format(c.text(0))); })
        .method("implicit operator DateTimeOffset(DateTime dateTime)", [](Call& c) { return makeOffset(parts(c[0]).ticks(), 0); })
        .method("static DateTimeOffset operator +(DateTimeOffset d, TimeSpan t)", [](Call& c) { return makeOffset(addTicks(DateParts::of(arg(c, 0).ticks, DateKind::Unspecified), c.integer(1)).ticks(), arg(c, 0).offset); })
        .method("static DateTimeOffset operator -(DateTimeOffset d, TimeSpan t)", [](Call& c) { return makeOffset(addTicks(DateParts::of(arg(c, 0).ticks, DateKind::Unspecified), -c.integer(1)).ticks(), arg(c, 0).offset); })
        .method("static TimeSpan operator -(DateTimeOffset a, DateTimeOffset b)", [](Call& c) { return span(arg(c, 0).utc() - arg(c, 1).utc()); });
    comparison(t, "DateTimeOffset");
}

/// A time zone of the system's database by way of its id; UTC only has fixed rules here.
class ZoneObject final : public Object {
public:
    explicit ZoneObject(std::string name) : id(std::move(name)) {}
    [[nodiscard]] const Type* type() const override { return types().named("TimeZoneInfo"); }
    [[nodiscard]] std::string toText() const override { return id == "UTC" ? "(UTC) Coordinated Universal Time" : id; }
    const std::string id;
};
Value utcZone(Call&) { return Value::object(new ZoneObject("UTC")); }

void zones(TypeRegistry& registry) {
    registry.define("System", "TimeZoneInfo", TypeKind::Class)
        .help("UTC. DIFFERS: other zones are not available yet; FindSystemTimeZoneById raises TimeZoneNotFoundException for them.")
        .property("static TimeZoneInfo Utc", utcZone)
        .property("static TimeZoneInfo Local", utcZone)
        .method("static TimeZoneInfo FindSystemTimeZoneById(string id)", [](Call& c) -> Value {
            const std::string_view id = c.needText(0);
            if (id == "UTC" || id == "Etc/UTC" || id == "Coordinated Universal Time" || id == "GMT") return utcZone(c);
            raise("TimeZoneNotFoundException", "The time zone ID '" + std::string(id) + "' was not found on the local computer.");
        })
        .method("static DateTime ConvertTimeToUtc(DateTime dateTime)", [](Call& c) { return DateParts::of(parts(c[0]).ticks(), DateKind::Utc).value(); })
        .method("static DateTime ConvertTimeFromUtc(DateTime dateTime, TimeZoneInfo destinationTimeZone)", [](Call& c) { return DateParts::of(parts(c[0]).ticks(), DateKind::Utc).value(); })
        .method("static DateTime ConvertTime(DateTime dateTime, TimeZoneInfo destinationTimeZone)", [](Call& c) { return DateParts::of(parts(c[0]).ticks(), DateKind::Utc).value(); })
        .property("string Id", [](Call& c) { return textOf(c.selfAs<ZoneObject>().id); })
        .property("string DisplayName", [](Call& c) { return textOf(toText(c.self())); })
        .property("string StandardName", [](Call& c) { return textOf(c.selfAs<ZoneObject>().id); })
        .property("TimeSpan BaseUtcOffset", [](Call&) { return span(0); })
        .property("bool SupportsDaylightSavingTime", [](Call&) { return boxed(false); })
        .method("TimeSpan GetUtcOffset(DateTime dateTime)", [](Call&) { return span(0); })
        .method("bool IsDaylightSavingTime(DateTime dateTime)", [](Call&) { return boxed(false); });
}

void describe(TypeRegistry& registry) {
    dateTime(registry);
    timeSpan(registry);
    dateTimeOffset(registry);
    zones(registry);
}

}  // namespace

Value toDateTimeOffset(const Value& value) {
    if (value.kind() == Kind::DateTime) return makeOffset(parts(value).ticks(), 0);
    if (typeOf(value) == types().dateTimeOffset) return value;
    const Runtime* runtime = Runtime::current();
    const auto result = parseOffset(value.asText(), runtime ? runtime->nowTicks() : 0);
    if (!result) raiseFormat("String was not recognized as a valid DateTime.");
    return *result;
}
Value offsetToDateTime(const Value& value) { return DateParts::of(as<OffsetObject>(value).ticks, DateKind::Unspecified).value(); }

MGC_TYPE(date_types, describe)

}  // namespace mgc::expression
