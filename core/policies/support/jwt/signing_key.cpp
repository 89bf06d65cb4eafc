#include "policies/support/jwt/signing_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/release.h"

namespace mgc::policies {

namespace {

using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Number number(std::string_view big) { return Number(BN_bin2bn(bytes(big), static_cast<int>(big.size()), nullptr)); }

std::shared_ptr<evp_pkey_st> makeKey(const char* type, OSSL_PARAM* parameters) {
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        return nullptr;
    return {key, EVP_PKEY_free};
}

const EVP_MD* digestOf(std::string_view algorithm) {
    const auto size = algorithm.substr(2);
    if (size == "256") return EVP_sha256();
    if (size == "384") return EVP_sha384();
    if (size == "512") return EVP_sha512();
    return nullptr;
}

/// JOSE writes an ECDSA signature as r and s side by side; OpenSSL wants them in DER.
std::string toDer(std::string_view signature) {
    const auto half = signature.size() / 2;
    const std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>> pair(ECDSA_SIG_new());
    Number r = number(signature.substr(0, half));
    Number s = number(signature.substr(half));
    if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
    (void)r.release();
    (void)s.release();
    unsigned char* out = nullptr;
    const int length = i2d_ECDSA_SIG(pair.get(), &out);
    if (length <= 0) return {};
    std::string der(reinterpret_cast<const char*>(out), static_cast<std::size_t>(length));
    OPENSSL_free(out);
    return der;
}

std::string member(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::optional<std::string> decodeBase64(std::string_view text) {
    std::string result;
    std::uint32_t group = 0;
    int bits = 0;
    bool padding = false;
    for (const char c : text) {
        int value = 0;
        if (c >= 'A' && c <= 'Z')
            value = c - 'A';
        else if (c >= 'a' && c <= 'z')
            value = c - 'a' + 26;
        else if (c >= '0' && c <= '9')
            value = c - '0' + 52;
        else if (c == '+' || c == '-')
            value = 62;
        else if (c == '/' || c == '_')
            value = 63;
        else if (c == '=') {
            padding = true;
            continue;
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            continue;
        else
            return std::nullopt;
        if (padding) return std::nullopt;
        group = (group << 6 | static_cast<std::uint32_t>(value)) & 0xffffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            result += static_cast<char>(group >> bits & 0xff);
        }
    }
    return result;
}

SigningKey SigningKey::symmetric(std::string secret, std::string id) {
    SigningKey key;
    key.m_secret = std::move(secret);
    key.m_id = std::move(id);
    return key;
}

std::optional<SigningKey> SigningKey::rsa(std::string_view modulus, std::string_view exponent, std::string id) {
    const auto n = decodeBase64(modulus);
    const auto e = decodeBase64(exponent);
    if (!n || !e || n->empty() || e->empty() || n->size() > 1024) return std::nullopt;
    const Number bigN = number(*n);
    const Number bigE = number(*e);
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!bigN || !bigE || !builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, bigN.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, bigE.get()) != 1)
        return std::nullopt;
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    SigningKey key;
    key.m_id = std::move(id);
    key.m_public = makeKey("RSA", parameters.get());
    if (!key.m_public) return std::nullopt;
    return key;
}

std::optional<SigningKey> SigningKey::ellipticCurve(std::string_view curve, std::string_view x, std::string_view y, std::string id) {
    const char* group = curve == "P-256" ? "prime256v1" : curve == "P-384" ? "secp384r1" : curve == "P-521" ? "secp521r1" : nullptr;
    const std::size_t size = curve == "P-256" ? 32 : curve == "P-384" ? 48 : 66;
    const auto left = decodeBase64(x);
    const auto right = decodeBase64(y);
    if (!group || !left || !right || left->size() > size || right->size() > size) return std::nullopt;
    const std::string point = "\x04" + std::string(size - left->size(), '\0') + *left + std::string(size - right->size(), '\0') + *right;
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, group, 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
        return std::nullopt;
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    SigningKey key;
    key.m_id = std::move(id);
    key.m_public = makeKey("EC", parameters.get());
    if (!key.m_public) return std::nullopt;
    return key;
}

std::optional<SigningKey> SigningKey::certificate(std::string_view base64Der, std::string id) {
    const auto der = decodeBase64(base64Der);
    if (!der) return std::nullopt;
    const unsigned char* at = bytes(*der);
    const std::unique_ptr<X509, Release<X509_free>> certificate(d2i_X509(nullptr, &at, static_cast<long>(der->size())));
    if (!certificate) return std::nullopt;
    SigningKey key;
    key.m_id = std::move(id);
    key.m_public = {X509_get_pubkey(certificate.get()), EVP_PKEY_free};
    if (!key.m_public) return std::nullopt;
    return key;
}

std::optional<SigningKey> SigningKey::certificatePem(std::string_view pem, std::string id) {
    constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
    const auto from = pem.find(begin);
    const auto to = pem.find("-----END CERTIFICATE-----");
    if (from == std::string_view::npos || to == std::string_view::npos || to < from) return std::nullopt;
    return certificate(pem.substr(from + begin.size(), to - from - begin.size()), std::move(id));
}

bool SigningKey::verifies(std::string_view algorithm, std::string_view text, std::string_view signature) const {
    if (algorithm.size() != 5) return false;
    const EVP_MD* digest = digestOf(algorithm);
    if (!digest) return false;
    const auto family = algorithm.substr(0, 2);
    if (family == "HS") {
        if (m_secret.empty()) return false;
        std::array<unsigned char, EVP_MAX_MD_SIZE> expected{};
        unsigned int length = 0;
        if (!HMAC(digest, m_secret.data(), static_cast<int>(m_secret.size()), bytes(text), text.size(), expected.data(), &length))
            return false;
        return signature.size() == length && CRYPTO_memcmp(expected.data(), signature.data(), length) == 0;
    }
    if (!m_public) return false;
    const bool isEc = EVP_PKEY_is_a(m_public.get(), "EC") == 1;
    if (isEc != (family == "ES") || (!isEc && EVP_PKEY_is_a(m_public.get(), "RSA") != 1)) return false;
    if (family != "ES" && family != "RS" && family != "PS") return false;
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* keyContext = nullptr;
    if (!context || EVP_DigestVerifyInit(context.get(), &keyContext, digest, nullptr, m_public.get()) != 1) return false;
    if (family == "PS" && (EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) != 1 ||
                           EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST) != 1))
        return false;
    const std::string der = isEc ? toDer(signature) : std::string(signature);
    return !der.empty() && EVP_DigestVerify(context.get(), bytes(der), der.size(), bytes(text), text.size()) == 1;
}

std::vector<SigningKey> keysOf(const nlohmann::json& keySet) {
    constexpr std::size_t mostKeys = 200;
    std::vector<SigningKey> keys;
    const auto list = keySet.is_object() ? keySet.find("keys") : keySet.end();
    if (list == keySet.end() || !list->is_array()) return keys;
    for (const auto& entry : *list) {
        if (!entry.is_object() || keys.size() == mostKeys) continue;
        std::optional<SigningKey> key;
        const std::string kind = member(entry, "kty");
        if (kind == "RSA") key = SigningKey::rsa(member(entry, "n"), member(entry, "e"), member(entry, "kid"));
        if (kind == "EC")
            key = SigningKey::ellipticCurve(member(entry, "crv"), member(entry, "x"), member(entry, "y"), member(entry, "kid"));
        if (key) keys.push_back(std::move(*key));
    }
    return keys;
}

}  // namespace mgc::policies
