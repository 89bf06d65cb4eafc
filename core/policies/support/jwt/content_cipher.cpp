#include "policies/support/jwt/content_cipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdint>
#include <memory>

namespace mgc::policies {

namespace {

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

/// AES-CBC with HMAC: the key's first half authenticates, the second half decrypts.
bool isAuthentic(const SealedContent& content, std::string_view macKey, const EVP_MD* digest) {
    const std::uint64_t bits = std::uint64_t{content.authenticated.size()} * 8;
    std::string text(content.authenticated);
    text += content.vector;
    text += content.cipherText;
    for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(bits >> shift & 0xff);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int length = 0;
    if (!HMAC(digest, macKey.data(), static_cast<int>(macKey.size()), bytes(text), text.size(), mac.data(), &length)) return false;
    return content.tag.size() == length / 2 && CRYPTO_memcmp(mac.data(), content.tag.data(), length / 2) == 0;
}

std::optional<std::string> decrypt(const EVP_CIPHER* cipher, const SealedContent& content, std::string_view key, bool galois) {
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (!context || EVP_DecryptInit_ex(context.get(), cipher, nullptr, bytes(key), bytes(content.vector)) != 1) return std::nullopt;
    int length = 0;
    if (galois) {
        std::string tag = content.tag;
        if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()), tag.data()) != 1 ||
            EVP_DecryptUpdate(context.get(), nullptr, &length, bytes(content.authenticated),
                              static_cast<int>(content.authenticated.size())) != 1)
            return std::nullopt;
    }
    std::string plain(content.cipherText.size() + 32, '\0');
    int last = 0;
    if (EVP_DecryptUpdate(context.get(), bytes(plain), &length, bytes(content.cipherText), static_cast<int>(content.cipherText.size())) !=
            1 ||
        EVP_DecryptFinal_ex(context.get(), bytes(plain) + length, &last) != 1)
        return std::nullopt;
    plain.resize(static_cast<std::size_t>(length + last));
    return plain;
}

}  // namespace

std::optional<std::string> openContent(const SealedContent& content, std::string_view key) {
    const std::string& name = content.algorithm;
    if (name == "A128CBC-HS256" || name == "A192CBC-HS384" || name == "A256CBC-HS512") {
        const std::size_t half = name.starts_with("A128") ? 16 : name.starts_with("A192") ? 24 : 32;
        const EVP_CIPHER* cipher = half == 16 ? EVP_aes_128_cbc() : half == 24 ? EVP_aes_192_cbc() : EVP_aes_256_cbc();
        const EVP_MD* digest = half == 16 ? EVP_sha256() : half == 24 ? EVP_sha384() : EVP_sha512();
        if (key.size() != 2 * half || content.vector.size() != 16 || !isAuthentic(content, key.substr(0, half), digest))
            return std::nullopt;
        return decrypt(cipher, content, key.substr(half), false);
    }
    if (name == "A128GCM" || name == "A192GCM" || name == "A256GCM") {
        const std::size_t size = name.starts_with("A128") ? 16 : name.starts_with("A192") ? 24 : 32;
        const EVP_CIPHER* cipher = size == 16 ? EVP_aes_128_gcm() : size == 24 ? EVP_aes_192_gcm() : EVP_aes_256_gcm();
        if (key.size() != size || content.vector.size() != 12 || content.tag.size() != 16) return std::nullopt;
        return decrypt(cipher, content, key, true);
    }
    return std::nullopt;
}

}  // namespace mgc::policies
