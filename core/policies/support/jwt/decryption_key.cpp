#include "policies/support/jwt/decryption_key.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "policies/support/jwt/content_cipher.h"
#include "policies/support/jwt/signing_key.h"

namespace mgc::policies {

namespace {

constexpr std::size_t longestToken = 64u << 10;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

std::optional<std::string> unwrap(std::string_view algorithm, const std::string& secret, std::string_view wrapped) {
    const EVP_CIPHER* cipher = algorithm == "A128KW" ? EVP_aes_128_wrap() : algorithm == "A192KW" ? EVP_aes_192_wrap() : EVP_aes_256_wrap();
    if (secret.size() != static_cast<std::size_t>(EVP_CIPHER_get_key_length(cipher)) || wrapped.size() < 16) return std::nullopt;
    const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (!context) return std::nullopt;
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    std::string key(wrapped.size() + 16, '\0');
    int length = 0;
    if (EVP_DecryptInit_ex(context.get(), cipher, nullptr, bytes(secret), nullptr) != 1 ||
        EVP_DecryptUpdate(context.get(), bytes(key), &length, bytes(wrapped), static_cast<int>(wrapped.size())) != 1)
        return std::nullopt;
    key.resize(static_cast<std::size_t>(length));
    return key;
}

std::optional<std::string> decryptRsa(EVP_PKEY* key, std::string_view algorithm, std::string_view encrypted) {
    const KeyContext context(EVP_PKEY_CTX_new(key, nullptr), &EVP_PKEY_CTX_free);
    if (!context || EVP_PKEY_decrypt_init(context.get()) != 1) return std::nullopt;
    const bool oaep = algorithm.starts_with("RSA-OAEP");
    if (EVP_PKEY_CTX_set_rsa_padding(context.get(), oaep ? RSA_PKCS1_OAEP_PADDING : RSA_PKCS1_PADDING) != 1) return std::nullopt;
    const EVP_MD* digest = algorithm == "RSA-OAEP-256" ? EVP_sha256() : EVP_sha1();
    if (oaep && (EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), digest) != 1 || EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest) != 1))
        return std::nullopt;
    std::size_t length = 0;
    if (EVP_PKEY_decrypt(context.get(), nullptr, &length, bytes(encrypted), encrypted.size()) != 1) return std::nullopt;
    std::string plain(length, '\0');
    if (EVP_PKEY_decrypt(context.get(), bytes(plain), &length, bytes(encrypted), encrypted.size()) != 1) return std::nullopt;
    plain.resize(length);
    return plain;
}

std::string member(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

DecryptionKey DecryptionKey::symmetric(std::string secret, std::string id) {
    DecryptionKey key;
    key.m_secret = std::move(secret);
    key.m_id = std::move(id);
    return key;
}

std::optional<DecryptionKey> DecryptionKey::rsa(std::string_view privateKeyPem, std::string id) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new_mem_buf(privateKeyPem.data(), static_cast<int>(privateKeyPem.size())),
                                                           &BIO_free);
    if (!memory) return std::nullopt;
    DecryptionKey key;
    key.m_id = std::move(id);
    key.m_private = {PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
    if (!key.m_private || EVP_PKEY_is_a(key.m_private.get(), "RSA") != 1) return std::nullopt;
    return key;
}

std::optional<std::string> DecryptionKey::contentKey(std::string_view algorithm, std::string_view encrypted) const {
    if (algorithm == "dir") return m_secret.empty() || !encrypted.empty() ? std::nullopt : std::optional(m_secret);
    if (algorithm == "A128KW" || algorithm == "A192KW" || algorithm == "A256KW") return unwrap(algorithm, m_secret, encrypted);
    const bool known = algorithm == "RSA1_5" || algorithm == "RSA-OAEP" || algorithm == "RSA-OAEP-256";
    if (!known || !m_private) return std::nullopt;
    return decryptRsa(m_private.get(), algorithm, encrypted);
}

bool isEncryptedToken(std::string_view text) { return split(text, '.').size() == 5; }

std::optional<std::string> openToken(std::string_view text, const std::vector<DecryptionKey>& keys) {
    if (text.size() > longestToken) return std::nullopt;
    const auto parts = split(text, '.');
    if (parts.size() != 5) return std::nullopt;
    const auto header = decodeBase64(parts[0]);
    if (!header) return std::nullopt;
    const auto json = nlohmann::json::parse(*header, nullptr, false);
    if (!json.is_object() || json.contains("zip")) return std::nullopt;
    SealedContent sealed;
    const auto encryptedKey = decodeBase64(parts[1]);
    auto vector = decodeBase64(parts[2]);
    auto cipherText = decodeBase64(parts[3]);
    auto tag = decodeBase64(parts[4]);
    if (!encryptedKey || !vector || !cipherText || !tag) return std::nullopt;
    sealed.algorithm = member(json, "enc");
    sealed.authenticated = parts[0];
    sealed.vector = std::move(*vector);
    sealed.cipherText = std::move(*cipherText);
    sealed.tag = std::move(*tag);
    const std::string id = member(json, "kid");
    for (const DecryptionKey& key : keys) {
        if (!id.empty() && !key.id().empty() && key.id() != id) continue;
        const auto contentKey = key.contentKey(member(json, "alg"), *encryptedKey);
        if (!contentKey) continue;
        if (auto plain = openContent(sealed, *contentKey)) return plain;
    }
    return std::nullopt;
}

}  // namespace mgc::policies
