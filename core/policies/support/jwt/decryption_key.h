#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace mgc::policies {

/// A key that encrypted tokens (compact JWE) are opened with: a shared secret, or an RSA private key.
class DecryptionKey {
public:
    static DecryptionKey symmetric(std::string secret, std::string id = {});
    /// Nullopt where the PEM text holds no RSA key.
    static std::optional<DecryptionKey> rsa(std::string_view privateKeyPem, std::string id = {});

    [[nodiscard]] const std::string& id() const { return m_id; }
    /// The content encryption key behind `encrypted` under `algorithm` (dir, A128KW, A192KW, A256KW, RSA1_5, RSA-OAEP, RSA-OAEP-256);
    /// nullopt where the key is not of that kind or does not fit.
    [[nodiscard]] std::optional<std::string> contentKey(std::string_view algorithm, std::string_view encrypted) const;

private:
    std::string m_id;
    std::string m_secret;
    std::shared_ptr<evp_pkey_st> m_private;
};

/// True for five parts separated by dots.
[[nodiscard]] bool isEncryptedToken(std::string_view text);
/// The signed token inside; A128CBC-HS256, A192CBC-HS384, A256CBC-HS512 and the GCM forms. Nullopt where no key opens it, where it is
/// compressed, or larger than 64 KiB.
[[nodiscard]] std::optional<std::string> openToken(std::string_view text, const std::vector<DecryptionKey>& keys);

}  // namespace mgc::policies
