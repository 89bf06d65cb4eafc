#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace mgc::azure {

/// A text member of what somebody else wrote; "" where it is absent or no text.
[[nodiscard]] inline std::string jsonText(const nlohmann::ordered_json& object, const char* name) {
    if (!object.is_object()) return {};
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The text at a JSON pointer; "" where there is none.
[[nodiscard]] inline std::string textAt(const nlohmann::ordered_json& value, const char* pointer) {
    const nlohmann::ordered_json::json_pointer at(pointer);
    return value.is_object() && value.contains(at) && value.at(at).is_string() ? value.at(at).get<std::string>() : std::string();
}

/// True where the member is there and true.
[[nodiscard]] inline bool jsonFlag(const nlohmann::ordered_json& object, const char* name) {
    return object.is_object() && object.contains(name) && object[name] == nlohmann::ordered_json(true);
}

}  // namespace mgc::azure
