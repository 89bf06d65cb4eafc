// DateTimeOffset.
#include <cmath>

#include "expression/runtime/comparable.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/formattable.h"
#include "expression/runtime/links.h"
#include "expression/types/comparison_operators.h"
#include "expression/types/date_time_offset.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

DateParts parts(const Value& value) { return DateParts{value.bits()}; }
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

/// A point in time with its offset from UTC.
class OffsetObject final : public Object, public Comparable, public Formattable {
public:
    OffsetObject(std::int64_t localTicks, std::int64_t fromUtc) : ticks(localTicks), offset(fromUtc) {}
    [[nodiscard]] const Type* type() const override { return types().dateTimeOffset; }
    [[nodiscard]] std::int64_t utc() const { return ticks - offset; }
    [[nodiscard]] std::string toText() const override { return format(""); }
    [[nodiscard]] std::string format(std::string_view text) const override {
        return formatDateTime(DateParts::of(ticks, DateKind::Unspecified), text, offset);
    }
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
    if (local < 0 || local > maxDateTicks || local - offset < 0 || local - offset > maxDateTicks)
        raiseOutOfRange("offset", "The UTC time represented when the offset is applied must be between year 0 and 10,000.");
    return Value::object(new OffsetObject(local, offset));
}
Value addOffset(Call& c, std::int64_t ticks) {
    return makeOffset(addTicks(DateParts::of(self(c).ticks, DateKind::Unspecified), ticks).ticks(), self(c).offset);
}
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

void describe(TypeRegistry& registry) {
    auto t = registry.define("System", "DateTimeOffset", TypeKind::Struct);
    t.implements({"IComparable"})
        .constructor("new(DateTime dateTime)", [](Call& c) { return makeOffset(parts(c[0]).ticks(), 0); })
        .constructor("new(DateTime dateTime, TimeSpan offset)",
                     [](Call& c) {
                         if (parts(c[0]).kind() == DateKind::Utc && c.integer(1) != 0)
                             raise("ArgumentException", "The UTC Offset for Utc DateTime instances must be 0.");
                         return makeOffset(parts(c[0]).ticks(), c.integer(1));
                     })
        .constructor("new(long ticks, TimeSpan offset)", [](Call& c) { return makeOffset(c.integer(0), c.integer(1)); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second, TimeSpan offset)",
                     [](Call& c) { return makeOffset(build(c), c.integer(6)); })
        .constructor("new(int year, int month, int day, int hour, int minute, int second, int millisecond, TimeSpan offset)",
                     [](Call& c) {
                         if (c.integer(6) < 0 || c.integer(6) > 999)
                             raiseOutOfRange("millisecond", "Valid values are between 0 and 999, inclusive.");
                         return makeOffset(build(c) + c.integer(6) * 10000, c.integer(7));
                     })
        .property("static DateTimeOffset UtcNow", [](Call& c) { return makeOffset(c.runtime.nowTicks(), 0); })
        .property("static DateTimeOffset Now", [](Call& c) { return makeOffset(c.runtime.nowTicks(), 0); })
        .property("static DateTimeOffset MinValue", [](Call&) { return makeOffset(0, 0); })
        .property("static DateTimeOffset MaxValue", [](Call&) { return makeOffset(maxDateTicks, 0); })
        .method("static DateTimeOffset FromUnixTimeSeconds(long seconds)", [](Call& c) { return fromUnix(c.integer(0), ticksPerSecond); })
        .method("static DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)", [](Call& c) { return fromUnix(c.integer(0), 10000); })
        .method("static DateTimeOffset Parse(string input)",
                [](Call& c) {
                    const auto value = parseOffset(c.needText(0), c.runtime.nowTicks());
                    if (!value) raiseFormat("String was not recognized as a valid DateTime.");
                    return *value;
                })
        .method("static DateTimeOffset Parse(string input, IFormatProvider provider)",
                [](Call& c) {
                    const auto value = parseOffset(c.needText(0), c.runtime.nowTicks());
                    if (!value) raiseFormat("String was not recognized as a valid DateTime.");
                    return *value;
                })
        .method("static DateTimeOffset ParseExact(string input, string format, IFormatProvider provider)",
                [](Call& c) {
                    const auto value = parseDateTimeExact(c.needText(0), c.needText(1));
                    if (!value) raiseFormat("String was not recognized as a valid DateTime.");
                    return makeOffset(value->ticks, value->offset.value_or(0));
                })
        .method("static bool TryParse(string input, out DateTimeOffset result)",
                [](Call& c) {
                    const auto value = c.isNull(0) ? std::nullopt : parseOffset(c.text(0), c.runtime.nowTicks());
                    c[1] = value ? *value : makeOffset(0, 0);
                    return boxed(value.has_value());
                })
        .method("long ToUnixTimeSeconds()",
                [](Call& c) { return Value::int64(self(c).utc() / ticksPerSecond - unixEpochTicks / ticksPerSecond); })
        .method("long ToUnixTimeMilliseconds()", [](Call& c) { return Value::int64(self(c).utc() / 10000 - unixEpochTicks / 10000); })
        .method("DateTimeOffset ToUniversalTime()", [](Call& c) { return makeOffset(self(c).utc(), 0); })
        .method("DateTimeOffset ToLocalTime()", [](Call& c) { return makeOffset(self(c).utc(), 0); })
        .method("DateTimeOffset ToOffset(TimeSpan offset)",
                [](Call& c) {
                    const std::int64_t moved = self(c).utc() + std::clamp<std::int64_t>(c.integer(0), -maxDateTicks, maxDateTicks);
                    if (moved < 0 || moved > maxDateTicks)
                        raiseOutOfRange("t", "The added or subtracted value results in an un-representable DateTime.");
                    return makeOffset(moved, c.integer(0));
                })
        .property("DateTime DateTime", [](Call& c) { return DateParts::of(self(c).ticks, DateKind::Unspecified).value(); })
        .property("DateTime UtcDateTime", [](Call& c) { return DateParts::of(self(c).utc(), DateKind::Utc).value(); })
        .property("DateTime LocalDateTime", [](Call& c) { return DateParts::of(self(c).utc(), DateKind::Local).value(); })
        .property("DateTime Date",
                  [](Call& c) { return DateParts::of(self(c).ticks / ticksPerDay * ticksPerDay, DateKind::Unspecified).value(); })
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
        .property("int DayOfYear",
                  [](Call& c) { return number((self(c).ticks - *ticksOf(civilOf(self(c).ticks).year, 1, 1)) / ticksPerDay + 1); })
        .property("long Ticks", [](Call& c) { return Value::int64(self(c).ticks); })
        .property("long UtcTicks", [](Call& c) { return Value::int64(self(c).utc()); })
        .method("DateTimeOffset Add(TimeSpan timeSpan)", [](Call& c) { return addOffset(c, c.integer(0)); })
        .method("DateTimeOffset AddDays(double days)", [](Call& c) { return addOffset(c, scaled(c.number(0), 86400000)); })
        .method("DateTimeOffset AddHours(double hours)", [](Call& c) { return addOffset(c, scaled(c.number(0), 3600000)); })
        .method("DateTimeOffset AddMinutes(double minutes)", [](Call& c) { return addOffset(c, scaled(c.number(0), 60000)); })
        .method("DateTimeOffset AddSeconds(double seconds)", [](Call& c) { return addOffset(c, scaled(c.number(0), 1000)); })
        .method("DateTimeOffset AddMilliseconds(double milliseconds)", [](Call& c) { return addOffset(c, scaled(c.number(0), 1)); })
        .method("DateTimeOffset AddTicks(long ticks)", [](Call& c) { return addOffset(c, c.integer(0)); })
        .method("DateTimeOffset AddMonths(int months)",
                [](Call& c) {
                    return makeOffset(addMonths(DateParts::of(self(c).ticks, DateKind::Unspecified), c.integer(0)).ticks(), self(c).offset);
                })
        .method("DateTimeOffset AddYears(int years)",
                [](Call& c) {
                    return makeOffset(addMonths(DateParts::of(self(c).ticks, DateKind::Unspecified), c.integer(0) * 12).ticks(),
                                      self(c).offset);
                })
        .method("TimeSpan Subtract(DateTimeOffset value)", [](Call& c) { return span(self(c).utc() - arg(c, 0).utc()); })
        .method("DateTimeOffset Subtract(TimeSpan value)", [](Call& c) { return addOffset(c, -c.integer(0)); })
        .method("int CompareTo(DateTimeOffset other)", [](Call& c) { return number(self(c).compareTo(c[0])); })
        .method("bool Equals(DateTimeOffset other)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("bool EqualsExact(DateTimeOffset other)",
                [](Call& c) { return boxed(self(c).ticks == arg(c, 0).ticks && self(c).offset == arg(c, 0).offset); })
        .method("static bool Equals(DateTimeOffset first, DateTimeOffset second)",
                [](Call& c) { return boxed(arg(c, 0).utc() == arg(c, 1).utc()); })
        .method("static int Compare(DateTimeOffset first, DateTimeOffset second)",
                [](Call& c) { return number(arg(c, 0).compareTo(c[1])); })
        .method("string ToString(IFormatProvider formatProvider)", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format)", [](Call& c) { return textOf(self(c).format(c.text(0))); })
        .method("string ToString(string format, IFormatProvider provider)", [](Call& c) { return textOf(self(c).format(c.text(0))); })
        .method("implicit operator DateTimeOffset(DateTime dateTime)", [](Call& c) { return makeOffset(parts(c[0]).ticks(), 0); })
        .method("static DateTimeOffset operator +(DateTimeOffset d, TimeSpan t)",
                [](Call& c) {
                    return makeOffset(addTicks(DateParts::of(arg(c, 0).ticks, DateKind::Unspecified), c.integer(1)).ticks(),
                                      arg(c, 0).offset);
                })
        .method("static DateTimeOffset operator -(DateTimeOffset d, TimeSpan t)",
                [](Call& c) {
                    return makeOffset(addTicks(DateParts::of(arg(c, 0).ticks, DateKind::Unspecified), -c.integer(1)).ticks(),
                                      arg(c, 0).offset);
                })
        .method("static TimeSpan operator -(DateTimeOffset a, DateTimeOffset b)",
                [](Call& c) { return span(arg(c, 0).utc() - arg(c, 1).utc()); });
    comparison(t, "DateTimeOffset");
}

}  // namespace

Value makeDateTimeOffset(std::int64_t local, std::int64_t offset) { return makeOffset(local, offset); }
std::int64_t utcTicksOf(const Value& value) { return as<OffsetObject>(value).utc(); }

Value toDateTimeOffset(const Value& value) {
    if (value.kind() == Kind::DateTime) return makeOffset(parts(value).ticks(), 0);
    if (typeOf(value) == types().dateTimeOffset) return value;
    const Runtime* runtime = Runtime::current();
    const auto result = parseOffset(value.asText(), runtime ? runtime->nowTicks() : 0);
    if (!result) raiseFormat("String was not recognized as a valid DateTime.");
    return *result;
}
Value offsetToDateTime(const Value& value) { return DateParts::of(as<OffsetObject>(value).ticks, DateKind::Unspecified).value(); }

MGC_TYPE(date_time_offset, describe)

}  // namespace mgc::expression
