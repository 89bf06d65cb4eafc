#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace mgc::policies {

/// A whole response as bytes of the cache: one line of JSON (status, reason, headers), then the body as it is.
[[nodiscard]] std::string storeResponse(const http::Response& response);
/// Nullopt for bytes that storeResponse() did not make.
[[nodiscard]] std::optional<http::Response> restoreResponse(std::string_view bytes);

}  // namespace mgc::policies
