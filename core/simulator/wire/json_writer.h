#pragma once
#include <string>
#include <string_view>

namespace mgc::simulator {

/// Appends `text` as a JSON string with its quotes. The text must be valid UTF-8.
void appendJsonString(std::string& out, std::string_view text);
[[nodiscard]] std::string jsonString(std::string_view text);

}  // namespace mgc::simulator
