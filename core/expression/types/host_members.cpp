#include "expression/types/host_members.h"

#include "base/text.h"
#include "expression/runtime/date_time.h"

namespace mgc::expression::host {

const Ids& ids() {
    static const Ids all;
    return all;
}

Value fromInstant(Instant instant) { return Value::utcTicks(instant.time_since_epoch().count() / 100 + unixEpochTicks); }
Value fromInstant(const std::optional<Instant>& instant) { return instant ? fromInstant(*instant) : Value(); }

std::vector<std::string> queryValues(const http::Url& url, std::string_view name) {
    std::vector<std::string> values;
    for (auto& [key, value] : http::parseQuery(url.query))
        if (equalsIgnoreCase(key, name)) values.push_back(std::move(value));
    return values;
}

Value asJwt(std::string_view value) {
    auto token = parseJwt(value);
    return token ? makeJwt(std::move(token)) : Value();
}

Value groups(const std::vector<GroupData>& all) {
    std::vector<Value> items;
    for (const auto& group : all) items.push_back(Value::host(ids().group, &group));
    return list(types().named("IGroup"), std::move(items));
}

}  // namespace mgc::expression::host
