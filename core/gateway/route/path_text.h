#pragma once
#include <optional>
#include <string_view>

namespace mgc::gateway {

/// Takes the first segment off `path` ("/a/b" -> "a", "/b" left). Nullopt at the end. One trailing slash ends the path too.
[[nodiscard]] std::optional<std::string_view> nextSegment(std::string_view& path);
/// ASCII order without case: negative, 0 or positive.
[[nodiscard]] int compareIgnoreCase(std::string_view left, std::string_view right);
/// The still encoded value of the first query parameter of that name (compared without case); no allocation for plain names.
[[nodiscard]] std::optional<std::string_view> queryValue(std::string_view query, std::string_view name);

}  // namespace mgc::gateway
