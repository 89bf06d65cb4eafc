#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mgc::json {

/// RFC 6901 JSON pointers: "" is the whole document, "/a~1b/0" the first element of member "a/b".
[[nodiscard]] std::vector<std::string> pointerParts(std::string_view pointer);
/// One member name with "~" and "/" escaped.
[[nodiscard]] std::string escapedPart(std::string_view part);
[[nodiscard]] std::string joined(std::string_view pointer, std::string_view part);
/// Without the last part; "" stays "".
[[nodiscard]] std::string_view parentPointer(std::string_view pointer);

}  // namespace mgc::json
