// TimeZoneInfo.
#include "expression/runtime/date_time.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

DateParts parts(const Value& value) { return DateParts{value.bits()}; }
Value span(std::int64_t ticks) { return Value::scalar(Kind::TimeSpan, ticks); }

/// A time zone of the system's database by way of its id; UTC only has fixed rules here.
class ZoneObject final : public Object {
public:
    explicit ZoneObject(std::string name) : id(std::move(name)) {}
    [[nodiscard]] const Type* type() const override { return types().named("TimeZoneInfo"); }
    [[nodiscard]] std::string toText() const override { return id == "UTC" ? "(UTC) Coordinated Universal Time" : id; }
    const std::string id;
};
Value utcZone(Call&) { return Value::object(new ZoneObject("UTC")); }

void describe(TypeRegistry& registry) {
    registry.define("System", "TimeZoneInfo", TypeKind::Class)
        .help("UTC. DIFFERS: other zones are not available yet; FindSystemTimeZoneById raises TimeZoneNotFoundException for them.")
        .property("static TimeZoneInfo Utc", utcZone)
        .property("static TimeZoneInfo Local", utcZone)
        .method("static TimeZoneInfo FindSystemTimeZoneById(string id)",
                [](Call& c) -> Value {
                    const std::string_view id = c.needText(0);
                    if (id == "UTC" || id == "Etc/UTC" || id == "Coordinated Universal Time" || id == "GMT") return utcZone(c);
                    raise("TimeZoneNotFoundException", "The time zone ID '" + std::string(id) + "' was not found on the local computer.");
                })
        .method("static DateTime ConvertTimeToUtc(DateTime dateTime)",
                [](Call& c) { return DateParts::of(parts(c[0]).ticks(), DateKind::Utc).value(); })
        .method("static DateTime ConvertTimeFromUtc(DateTime dateTime, TimeZoneInfo destinationTimeZone)",
                [](Call& c) { return DateParts::of(parts(c[0]).ticks(), DateKind::Utc).value(); })
        .method("static DateTime ConvertTime(DateTime dateTime, TimeZoneInfo destinationTimeZone)",
                [](Call& c) { return DateParts::of(parts(c[0]).ticks(), DateKind::Utc).value(); })
        .property("string Id", [](Call& c) { return textOf(c.selfAs<ZoneObject>().id); })
        .property("string DisplayName", [](Call& c) { return textOf(toText(c.self())); })
        .property("string StandardName", [](Call& c) { return textOf(c.selfAs<ZoneObject>().id); })
        .property("TimeSpan BaseUtcOffset", [](Call&) { return span(0); })
        .property("bool SupportsDaylightSavingTime", [](Call&) { return boxed(false); })
        .method("TimeSpan GetUtcOffset(DateTime dateTime)", [](Call&) { return span(0); })
        .method("bool IsDaylightSavingTime(DateTime dateTime)", [](Call&) { return boxed(false); });
}

}  // namespace

MGC_TYPE(time_zone_info, describe)

}  // namespace mgc::expression
