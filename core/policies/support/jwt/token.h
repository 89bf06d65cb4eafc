#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace mgc::policies {

/// A compact JSON Web Token, taken apart. Nothing is verified yet.
struct SignedToken {
    std::string signedPart;  ///< header and payload as they were signed
    std::string signature;
    nlohmann::json header, payload;

    [[nodiscard]] std::string algorithm() const;
    [[nodiscard]] std::string keyId() const;
    /// exp, nbf: seconds since 1970; nullopt if absent or no number.
    [[nodiscard]] std::optional<double> seconds(const char* claim) const;
    /// The values of a claim as texts: one for a scalar, each element of a list. Empty when absent.
    [[nodiscard]] std::vector<std::string> values(const std::string& claim) const;
};
/// Nullopt for anything but three base64url parts with JSON objects in the first two. At most 64 KiB.
[[nodiscard]] std::optional<SignedToken> parseSignedToken(std::string_view text);

}  // namespace mgc::policies
