// TimeZoneInfo on ICU's time zone data. Windows names ("W. Europe Standard Time", what Azure gateways know) and IANA names both work.
#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <memory>

#include "expression/runtime/date_time.h"
#include "expression/types/date_time_offset.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

DateParts parts(const Value& value) { return DateParts{value.bits()}; }
Value span(std::int64_t ticks) { return Value::scalar(Kind::TimeSpan, ticks); }

class ZoneObject final : public Object {
public:
    ZoneObject(std::string name, std::unique_ptr<icu::TimeZone> rules) : id(std::move(name)), m_rules(std::move(rules)) {}
    [[nodiscard]] const Type* type() const override { return types().named("TimeZoneInfo"); }
    [[nodiscard]] std::string toText() const override {
        if (isUtc()) return "UTC";
        const std::int64_t minutes = base() / ticksPerMinute;
        char text[32];
        std::snprintf(text, sizeof text, "(UTC%c%02d:%02d) ", minutes < 0 ? '-' : '+', static_cast<int>(std::abs(minutes) / 60),
                      static_cast<int>(std::abs(minutes) % 60));
        return text + id;
    }
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* zone = dynamic_cast<const ZoneObject*>(&other);
        return zone && zone->id == id;
    }
    [[nodiscard]] bool isUtc() const { return id == "UTC"; }
    [[nodiscard]] std::int64_t base() const { return static_cast<std::int64_t>(m_rules->getRawOffset()) * 10000; }
    [[nodiscard]] bool hasDaylight() const { return m_rules->useDaylightTime() != 0; }
    [[nodiscard]] std::string name(bool daylight) const {
        if (isUtc()) return "UTC";
        icu::UnicodeString text;
        m_rules->getDisplayName(daylight, icu::TimeZone::LONG, icu::Locale::getUS(), text);
        std::string out;
        return text.toUTF8String(out);
    }
    /// Offset at a moment in UTC.
    [[nodiscard]] std::int64_t offsetAt(std::int64_t utcTicks, bool* isDaylight = nullptr) const {
        std::int32_t raw = 0, daylight = 0;
        UErrorCode status = U_ZERO_ERROR;
        m_rules->getOffset(static_cast<double>((utcTicks - unixEpochTicks) / 10000), 0, raw, daylight, status);
        if (isDaylight) *isDaylight = daylight != 0;
        return static_cast<std::int64_t>(raw + daylight) * 10000;
    }
    /// Offset of a local time; the standard offset where the clock shows it twice, as .NET has it.
    [[nodiscard]] std::int64_t offsetOfLocal(std::int64_t local, bool* isDaylight = nullptr) const {
        const std::int64_t standard = base();
        bool daylight = false;
        const std::int64_t asStandard = offsetAt(local - standard, &daylight);
        if (asStandard == standard) {
            if (isDaylight) *isDaylight = false;
            return standard;
        }
        const std::int64_t asDaylight = offsetAt(local - asStandard, &daylight);
        if (isDaylight) *isDaylight = asDaylight == asStandard && daylight;
        return asDaylight == asStandard ? asDaylight : standard;
    }
    /// The clock jumps over this time.
    [[nodiscard]] bool isInvalid(std::int64_t local) const {
        const std::int64_t before = offsetAt(local - base() - ticksPerDay / 8), after = offsetAt(local - base() + ticksPerDay / 8);
        return before < after && offsetAt(local - before) != before && offsetAt(local - after) != after;
    }
    [[nodiscard]] bool isAmbiguous(std::int64_t local) const {
        const std::int64_t before = offsetAt(local - base() - ticksPerDay / 8), after = offsetAt(local - base() + ticksPerDay / 8);
        return before > after && offsetAt(local - before) == before && offsetAt(local - after) == after;
    }
    const std::string id;

private:
    std::unique_ptr<icu::TimeZone> m_rules;
};

Value utcZone(Call&) { return Value::object(new ZoneObject("UTC", std::unique_ptr<icu::TimeZone>(icu::TimeZone::getGMT()->clone()))); }

Value zoneById(Call& c, int index) {
    const std::string id(c.needText(index));
    if (id == "UTC" || id == "Etc/UTC" || id == "Coordinated Universal Time") return utcZone(c);
    icu::UnicodeString name;
    UErrorCode status = U_ZERO_ERROR;
    icu::TimeZone::getIDForWindowsID(icu::UnicodeString::fromUTF8(id), nullptr, name, status);
    if (U_FAILURE(status) || name.isEmpty()) name = icu::UnicodeString::fromUTF8(id);
    std::unique_ptr<icu::TimeZone> rules(icu::TimeZone::createTimeZone(name));
    if (!rules || *rules == icu::TimeZone::getUnknown())
        raise("TimeZoneNotFoundException", "The time zone ID '" + id + "' was not found on the local computer.");
    return Value::object(new ZoneObject(id, std::move(rules)));
}
const ZoneObject& zone(Call& c, int index) { return as<ZoneObject>(c.need(index)); }
const ZoneObject& self(Call& c) { return c.selfAs<ZoneObject>(); }

std::int64_t bounded(std::int64_t ticks) { return ticks < 0 ? 0 : ticks > maxDateTicks ? maxDateTicks : ticks; }
Value shown(std::int64_t utc, const ZoneObject& target) {
    return DateParts::of(bounded(utc + target.offsetAt(utc)), target.isUtc() ? DateKind::Utc : DateKind::Unspecified).value();
}
/// UTC ticks of a local time of `source`.
std::int64_t toUtc(DateParts date, const ZoneObject& source) {
    if (date.kind() == DateKind::Utc) {
        if (!source.isUtc())
            raiseArgument(
                "ArgumentException",
                "The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly.  For "
                "example, when the Kind property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local.",
                "sourceTimeZone");
        return date.ticks();
    }
    if (source.isInvalid(date.ticks()))
        raiseArgument("ArgumentException",
                      "The supplied DateTime represents an invalid time.  For example, when the clock is adjusted forward, any time in the "
                      "period that is skipped is invalid.",
                      "dateTime");
    return bounded(date.ticks() - source.offsetOfLocal(date.ticks()));
}
/// Offset of a DateTime: a UTC time is moved into the zone, others are taken as the zone's own.
std::int64_t offsetOf(Call& c, bool* isDaylight = nullptr) {
    const DateParts date = parts(c[0]);
    return date.kind() == DateKind::Utc ? self(c).offsetAt(date.ticks(), isDaylight) : self(c).offsetOfLocal(date.ticks(), isDaylight);
}
Value moved(const Value& moment, const ZoneObject& target) {
    const std::int64_t utc = utcTicksOf(moment);
    const std::int64_t offset = target.offsetAt(utc);
    return makeDateTimeOffset(bounded(utc + offset), offset);
}
Value allZones(Call&) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::StringEnumeration> names(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
    std::vector<Value> zones;
    while (names && U_SUCCESS(status)) {
        const icu::UnicodeString* name = names->snext(status);
        if (!name) break;
        std::string id;
        name->toUTF8String(id);
        zones.push_back(Value::object(new ZoneObject(id, std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(*name)))));
    }
    return list(types().named("TimeZoneInfo"), std::move(zones));
}

void describe(TypeRegistry& registry) {
    registry.define("System", "TimeZoneInfo", TypeKind::Class)
        .help("A time zone by its Windows or IANA name. The gateway's local zone is UTC. DIFFERS: display names are ICU's.")
        .property("static TimeZoneInfo Utc", utcZone)
        .property("static TimeZoneInfo Local", utcZone)
        .method("static TimeZoneInfo FindSystemTimeZoneById(string id)", [](Call& c) { return zoneById(c, 0); })
        .method("static IReadOnlyList<TimeZoneInfo> GetSystemTimeZones()", allZones)
        .method("static DateTime ConvertTimeToUtc(DateTime dateTime)",
                [](Call& c) { return DateParts::of(parts(c[0]).ticks(), DateKind::Utc).value(); })
        .method("static DateTime ConvertTimeToUtc(DateTime dateTime, TimeZoneInfo sourceTimeZone)",
                [](Call& c) { return DateParts::of(toUtc(parts(c[0]), zone(c, 1)), DateKind::Utc).value(); })
        .method("static DateTime ConvertTimeFromUtc(DateTime dateTime, TimeZoneInfo destinationTimeZone)",
                [](Call& c) { return shown(parts(c[0]).ticks(), zone(c, 1)); })
        .method("static DateTime ConvertTime(DateTime dateTime, TimeZoneInfo destinationTimeZone)",
                [](Call& c) { return shown(parts(c[0]).ticks(), zone(c, 1)); })
        .method("static DateTime ConvertTime(DateTime dateTime, TimeZoneInfo sourceTimeZone, TimeZoneInfo destinationTimeZone)",
                [](Call& c) { return shown(toUtc(parts(c[0]), zone(c, 1)), zone(c, 2)); })
        .method("static DateTimeOffset ConvertTime(DateTimeOffset dateTimeOffset, TimeZoneInfo destinationTimeZone)",
                [](Call& c) { return moved(c[0], zone(c, 1)); })
        .method("static DateTime ConvertTimeBySystemTimeZoneId(DateTime dateTime, string destinationTimeZoneId)",
                [](Call& c) { return shown(parts(c[0]).ticks(), as<ZoneObject>(zoneById(c, 1))); })
        .method("static DateTime ConvertTimeBySystemTimeZoneId(DateTime dateTime, string sourceTimeZoneId, string destinationTimeZoneId)",
                [](Call& c) {
                    const Value source = zoneById(c, 1), target = zoneById(c, 2);
                    return shown(toUtc(parts(c[0]), as<ZoneObject>(source)), as<ZoneObject>(target));
                })
        .method("static DateTimeOffset ConvertTimeBySystemTimeZoneId(DateTimeOffset dateTimeOffset, string destinationTimeZoneId)",
                [](Call& c) {
                    const Value target = zoneById(c, 1);
                    return moved(c[0], as<ZoneObject>(target));
                })
        .property("string Id", [](Call& c) { return textOf(self(c).id); })
        .property("string DisplayName", [](Call& c) { return textOf(toText(c.self())); })
        .property("string StandardName", [](Call& c) { return textOf(self(c).name(false)); })
        .property("string DaylightName", [](Call& c) { return textOf(self(c).name(true)); })
        .property("TimeSpan BaseUtcOffset", [](Call& c) { return span(self(c).base()); })
        .property("bool SupportsDaylightSavingTime", [](Call& c) { return boxed(self(c).hasDaylight()); })
        .method("TimeSpan GetUtcOffset(DateTime dateTime)", [](Call& c) { return span(offsetOf(c)); })
        .method("TimeSpan GetUtcOffset(DateTimeOffset dateTimeOffset)", [](Call& c) { return span(self(c).offsetAt(utcTicksOf(c[0]))); })
        .method("bool IsDaylightSavingTime(DateTime dateTime)",
                [](Call& c) {
                    bool isDaylight = false;
                    (void)offsetOf(c, &isDaylight);
                    return boxed(isDaylight);
                })
        .method("bool IsDaylightSavingTime(DateTimeOffset dateTimeOffset)",
                [](Call& c) {
                    bool isDaylight = false;
                    (void)self(c).offsetAt(utcTicksOf(c[0]), &isDaylight);
                    return boxed(isDaylight);
                })
        .method("bool IsInvalidTime(DateTime dateTime)",
                [](Call& c) { return boxed(parts(c[0]).kind() != DateKind::Utc && self(c).isInvalid(parts(c[0]).ticks())); })
        .method("bool IsAmbiguousTime(DateTime dateTime)",
                [](Call& c) { return boxed(parts(c[0]).kind() != DateKind::Utc && self(c).isAmbiguous(parts(c[0]).ticks())); })
        .method("bool Equals(TimeZoneInfo other)", [](Call& c) { return boxed(!c.isNull(0) && self(c).equals(zone(c, 0))); })
        .method("bool HasSameRules(TimeZoneInfo other)",
                [](Call& c) { return boxed(self(c).base() == zone(c, 0).base() && self(c).hasDaylight() == zone(c, 0).hasDaylight()); })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.self())); });
}

}  // namespace

MGC_TYPE(time_zone_info, describe)

}  // namespace mgc::expression
