#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mgc::policies {

/// The encrypted content of a JWE (RFC 7518 section 5).
struct SealedContent {
    std::string algorithm;           ///< enc: "A128CBC-HS256", "A256GCM", ...
    std::string_view authenticated;  ///< the protected header as it was written
    std::string vector, cipherText, tag;
};

/// Nullopt where `key` has the wrong length, the tag does not fit or the algorithm is unknown.
[[nodiscard]] std::optional<std::string> openContent(const SealedContent& content, std::string_view key);

}  // namespace mgc::policies
