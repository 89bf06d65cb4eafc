#include "graphql/run/leaf.h"

#include <charconv>
#include <cmath>
#include <cstdint>

#include "base/text.h"

namespace mgc::graphql {

namespace {

std::optional<double> number(const Json& value) {
    if (value.is_number()) return value.get<double>();
    if (!value.is_string()) return std::nullopt;
    const std::string_view text = trimmed(value.get_ref<const std::string&>());
    double parsed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(parsed)) return std::nullopt;
    return parsed;
}

std::optional<Json> text(const Json& value) {
    if (value.is_string()) return value;
    if (value.is_structured()) return std::nullopt;
    return Json(value.dump());
}

}  // namespace

std::optional<Json> leafValue(const Type& type, const Json& value) {
    if (type.kind == TypeKind::Enum) {
        if (!value.is_string() || !type.hasValue(value.get_ref<const std::string&>())) return std::nullopt;
        return value;
    }
    if (type.name == "String") return text(value);
    if (type.name == "ID") return value.is_boolean() ? std::nullopt : text(value);
    if (type.name == "Boolean") {
        if (value.is_boolean()) return value;
        if (value.is_string() && equalsIgnoreCase(value.get_ref<const std::string&>(), "true")) return Json(true);
        if (value.is_string() && equalsIgnoreCase(value.get_ref<const std::string&>(), "false")) return Json(false);
        return std::nullopt;
    }
    if (type.name == "Float") {
        if (value.is_number()) return value;
        const auto parsed = number(value);
        return parsed ? std::optional<Json>(*parsed) : std::nullopt;
    }
    if (type.name == "Int") {
        const auto parsed = number(value);
        if (!parsed || *parsed != std::trunc(*parsed) || *parsed < INT32_MIN || *parsed > INT32_MAX) return std::nullopt;
        return Json(static_cast<std::int32_t>(*parsed));
    }
    return value;  // a custom scalar
}

}  // namespace mgc::graphql
