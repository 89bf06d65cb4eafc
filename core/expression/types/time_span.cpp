// TimeSpan.
#include <cmath>

#include "expression/runtime/date_time.h"
#include "expression/types/comparison_operators.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

Value span(std::int64_t ticks) { return Value::scalar(Kind::TimeSpan, ticks); }
std::int64_t spanScaled(double value, double unit) {
    if (std::isnan(value)) raise("ArgumentException", "TimeSpan does not accept floating point Not-a-Number values.");
    const double milliseconds = value * unit + (value >= 0 ? 0.5 : -0.5);
    if (milliseconds > 922337203685477.0 || milliseconds < -922337203685477.0)
        raiseOverflow("TimeSpan overflowed because the duration is too long.");
    return static_cast<std::int64_t>(milliseconds) * 10000;
}
std::int64_t sum(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) raiseOverflow("TimeSpan overflowed because the duration is too long.");
    return result;
}

std::int64_t difference(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (__builtin_sub_overflow(a, b, &result)) raiseOverflow("TimeSpan overflowed because the duration is too long.");
    return result;
}
std::int64_t negated(std::int64_t ticks) {
    if (ticks == INT64_MIN) raiseOverflow("Negating the minimum value of a twos complement number is invalid.");
    return -ticks;
}

Value parseSpan(Call& c) {
    std::int64_t ticks = 0;
    const int result = parseTimeSpan(c.needText(0), ticks);
    if (result == 1) raiseFormat("String was not recognized as a valid TimeSpan.");
    if (result == 2)
        raiseOverflow(
            "The TimeSpan could not be parsed because at least one of the numeric components is out of range or contains too many digits.");
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
    __extension__ const auto ticks = static_cast<__int128>(days) * ticksPerDay + hours * ticksPerHour + minutes * ticksPerMinute +
                                     seconds * ticksPerSecond + at(4) * 10000;
    if (ticks > INT64_MAX || ticks < INT64_MIN) raiseOutOfRange("value", "TimeSpan overflowed because the duration is too long.");
    return span(static_cast<std::int64_t>(ticks));
}

std::vector<std::string> formatsOf(Call& c) {
    std::vector<std::string> formats;
    if (!c.isNull(1))
        for (const auto& each : toVector(c[1])) formats.emplace_back(each.asText());
    return formats;
}
Value parseExact(Call& c, const std::vector<std::string>& formats) {
    (void)c.need(1);
    int result = 1;
    for (const auto& format : formats) {
        std::int64_t ticks = 0;
        result = parseTimeSpanExact(c.needText(0), format, ticks);
        if (result == 0) return span(ticks);
    }
    if (result == 2)
        raiseOverflow(
            "The TimeSpan could not be parsed because at least one of the numeric components is out of range or contains too many digits.");
    raiseFormat("Input string was not in a correct format.");
}
Value tryParseExact(Call& c, const std::vector<std::string>& formats) {
    std::int64_t ticks = 0;
    bool ok = false;
    if (!c.isNull(0))
        for (const auto& format : formats) ok = ok || parseTimeSpanExact(c.text(0), format, ticks) == 0;
    c[3] = span(ok ? ticks : 0);
    return boxed(ok);
}

void describe(TypeRegistry& registry) {
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
        .method("static bool TryParse(string s, out TimeSpan result)",
                [](Call& c) {
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
        .method("TimeSpan Subtract(TimeSpan ts)", [](Call& c) { return span(difference(c.self().bits(), c.integer(0))); })
        .method("TimeSpan Negate()", [](Call& c) { return span(negated(c.self().bits())); })
        .method("TimeSpan Duration()",
                [](Call& c) {
                    if (c.self().bits() == INT64_MIN)
                        raiseOverflow(
                            "The duration cannot be returned for TimeSpan.MinValue because the absolute value of TimeSpan.MinValue exceeds "
                            "the value of TimeSpan.MaxValue.");
                    return span(std::abs(c.self().bits()));
                })
        .method("int CompareTo(TimeSpan value)", [](Call& c) { return number(compareValues(c.self(), c[0])); })
        .method("bool Equals(TimeSpan obj)", [](Call& c) { return boxed(valuesEqual(c.self(), c[0])); })
        .method("static int Compare(TimeSpan t1, TimeSpan t2)", [](Call& c) { return number(compareValues(c[0], c[1])); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); })
        .method("string ToString(string format)", [](Call& c) { return textOf(formatTimeSpan(c.self().bits(), c.text(0))); })
        .method("string ToString(string format, IFormatProvider provider)",
                [](Call& c) { return textOf(formatTimeSpan(c.self().bits(), c.text(0))); })
        .method("static TimeSpan operator +(TimeSpan a, TimeSpan b)", [](Call& c) { return span(sum(c.integer(0), c.integer(1))); })
        .method("static TimeSpan operator -(TimeSpan a, TimeSpan b)", [](Call& c) { return span(difference(c.integer(0), c.integer(1))); })
        .method("static TimeSpan operator -(TimeSpan a)", [](Call& c) { return span(negated(c.integer(0))); })
        .method("static TimeSpan operator +(TimeSpan a)", [](Call& c) { return c[0]; })
        .method("static bool Equals(TimeSpan t1, TimeSpan t2)", [](Call& c) { return boxed(c.integer(0) == c.integer(1)); })
        .method("static TimeSpan ParseExact(string input, string format, IFormatProvider formatProvider)",
                [](Call& c) { return parseExact(c, {std::string(c.needText(1))}); })
        .method("static TimeSpan ParseExact(string input, string[] formats, IFormatProvider formatProvider)",
                [](Call& c) { return parseExact(c, formatsOf(c)); })
        .method("static bool TryParseExact(string input, string format, IFormatProvider formatProvider, out TimeSpan result)",
                [](Call& c) { return tryParseExact(c, {std::string(c.text(1))}); })
        .method("static bool TryParseExact(string input, string[] formats, IFormatProvider formatProvider, out TimeSpan result)",
                [](Call& c) { return tryParseExact(c, formatsOf(c)); })
        .method("static bool TryParse(string input, IFormatProvider formatProvider, out TimeSpan result)", [](Call& c) {
            std::int64_t ticks = 0;
            const bool ok = !c.isNull(0) && parseTimeSpan(c.text(0), ticks) == 0;
            c[2] = span(ok ? ticks : 0);
            return boxed(ok);
        });
    comparison(t, "TimeSpan");
}

}  // namespace

MGC_TYPE(time_span, describe)

}  // namespace mgc::expression
