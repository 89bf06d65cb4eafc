#include <nlohmann/json.hpp>

#include "base/text.h"
#include "policies/support/liquid/json_binding.h"

namespace mgc::policies::liquid {

namespace {

constexpr int deepest = 200;

/// Newtonsoft's two date forms: ISO 8601 with a time, and "/Date(1198908717056)/".
std::optional<Value::Date> dateOf(const std::string& text) {
    if (const auto parsed = expression::parseIsoDateTime(text)) return expression::resolveDate(*parsed, true);
    if (!text.starts_with("/Date(") || !text.ends_with(")/")) return std::nullopt;
    const auto number = toInteger(std::string_view(text).substr(6, text.size() - 8));
    if (!number || *number < -62135596800000 || *number > 253402300799999) return std::nullopt;
    return Value::Date::of(expression::unixEpochTicks + *number * 10'000, expression::DateKind::Utc);
}

}  // namespace

Value fromJson(const nlohmann::ordered_json& json, bool parseDates, int depth) {
    if (depth > deepest) return {};
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX) return json.get<double>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) {
        const auto& text = json.get_ref<const std::string&>();
        if (parseDates && text.size() >= 10 && text.size() <= 40)
            if (const auto date = dateOf(text)) return *date;
        return text;
    }
    if (json.is_array()) {
        List list;
        for (const auto& item : json) list.push_back(fromJson(item, parseDates, depth + 1));
        return list;
    }
    if (!json.is_object()) return {};
    Hash hash;
    for (const auto& [name, member] : json.items()) hash.members.emplace_back(name, fromJson(member, parseDates, depth + 1));
    return hash;
}

}  // namespace mgc::policies::liquid
