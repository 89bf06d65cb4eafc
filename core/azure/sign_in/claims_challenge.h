#pragma once
#include <optional>
#include <string>

#include "azure/transport.h"

namespace mgc::azure {

/// The claims (JSON text) of a 401's WWW-Authenticate: Bearer error="insufficient_claims", claims="<base64>"; nullopt without one.
[[nodiscard]] std::optional<std::string> claimsOfChallenge(const HeaderList& headers);
/// Base64 in either alphabet, padding optional; nullopt for anything else.
[[nodiscard]] std::optional<std::string> decodedBase64(const std::string& text);
[[nodiscard]] std::string base64Url(const std::string& bytes);

}  // namespace mgc::azure
