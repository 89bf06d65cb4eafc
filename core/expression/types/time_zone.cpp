// TimeZone: the zone of the gateway, which is UTC.
#include "expression/runtime/date_time.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

Value current(Call& c) { return Value::object(new RecordObject(c.result, {})); }
Value name(Call&) { return textOf("UTC"); }
Value ofKind(Call& c, DateKind kind) { return DateParts::of(DateParts{c.integer(0)}.ticks(), kind).value(); }

void describe(TypeRegistry& registry) {
    registry.define("System", "TimeZone", TypeKind::Class)
        .help("The gateway's time zone, UTC. TimeZoneInfo knows all of them.")
        .property("static TimeZone CurrentTimeZone", current)
        .property("string StandardName", name)
        .property("string DaylightName", name)
        .method("TimeSpan GetUtcOffset(DateTime time)", [](Call&) { return Value::scalar(Kind::TimeSpan, 0); })
        .method("bool IsDaylightSavingTime(DateTime time)", [](Call&) { return boxed(false); })
        .method("DateTime ToLocalTime(DateTime time)", [](Call& c) { return ofKind(c, DateKind::Local); })
        .method("DateTime ToUniversalTime(DateTime time)", [](Call& c) { return ofKind(c, DateKind::Utc); });
}

}  // namespace

MGC_TYPE(time_zone, describe)

}  // namespace mgc::expression
