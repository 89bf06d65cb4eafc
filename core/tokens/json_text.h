#pragma once
#include <simdjson.h>

#include <string_view>

// Small readers over simdjson's DOM that treat a missing or wrongly typed member as absent: counting never fails a request.
namespace mgc::tokens {

using Json = simdjson::dom::element;

[[nodiscard]] inline std::string_view textOf(const Json& value) {
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view{};
}
[[nodiscard]] inline std::string_view textAt(const Json& object, std::string_view key) {
    Json value;
    return object[key].get(value) == simdjson::SUCCESS ? textOf(value) : std::string_view{};
}
/// Calls visit(member) when `object` has a member `key`; true when it has.
template <class Visit>
bool withMember(const Json& object, std::string_view key, Visit visit) {
    Json value;
    if (object[key].get(value) != simdjson::SUCCESS) return false;
    visit(value);
    return true;
}
template <class Visit>
void forEachElement(const Json& array, Visit visit) {
    simdjson::dom::array elements;
    if (array.get_array().get(elements) != simdjson::SUCCESS) return;
    for (const Json element : elements) visit(element);
}
[[nodiscard]] inline bool isObject(const Json& value) { return value.is_object(); }

}  // namespace mgc::tokens
