#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace mgc::policies {

/// A key that signatures are checked with: a shared secret or a public key.
class SigningKey {
public:
    static SigningKey symmetric(std::string secret, std::string id = {});
    /// RSA public key from its base64url modulus and exponent; nullopt if they make no key.
    static std::optional<SigningKey> rsa(std::string_view modulus, std::string_view exponent, std::string id = {});
    /// Elliptic curve public key (P-256, P-384, P-521) from base64url coordinates.
    static std::optional<SigningKey> ellipticCurve(std::string_view curve, std::string_view x, std::string_view y, std::string id = {});
    /// Public key of an X.509 certificate in DER, base64; and of the first one in PEM text.
    static std::optional<SigningKey> certificate(std::string_view base64Der, std::string id = {});
    static std::optional<SigningKey> certificatePem(std::string_view pem, std::string id = {});

    [[nodiscard]] const std::string& id() const { return m_id; }
    /// True if `signature` is that of `text` under `algorithm` (HS, RS, PS, ES with 256, 384, 512) and the key is of its kind: a
    /// public key never verifies an HS token.
    [[nodiscard]] bool verifies(std::string_view algorithm, std::string_view text, std::string_view signature) const;

private:
    std::string m_id;
    std::string m_secret;
    std::shared_ptr<evp_pkey_st> m_public;
};

/// The keys of a JSON Web Key Set document that can verify signatures; others are left out. At most 200.
[[nodiscard]] std::vector<SigningKey> keysOf(const nlohmann::json& keySet);

/// Nullopt for characters outside the alphabet. Padding is optional; both alphabets are taken.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

}  // namespace mgc::policies
