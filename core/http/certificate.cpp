#include "http/certificate.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <array>
#include <string_view>

#include "base/release.h"

namespace mgc::http {

namespace {

using Memory = std::unique_ptr<BIO, Release<BIO_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Package = std::unique_ptr<PKCS12, Release<PKCS12_free>>;

Memory reading(std::string_view text) { return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string contentOf(BIO* memory) {
    char* text = nullptr;
    const auto length = BIO_get_mem_data(memory, &text);
    return {text, static_cast<std::size_t>(length)};
}

std::string toPem(X509* certificate) {
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1) return {};
    return contentOf(memory.get());
}

std::string toPem(EVP_PKEY* key) {
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) return {};
    return contentOf(memory.get());
}

std::string thumbprintOf(X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (X509_digest(certificate, EVP_sha1(), digest.data(), &length) != 1) return {};
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += hex[digest[i] >> 4];
        text += hex[digest[i] & 15];
    }
    return text;
}

Result<CertificatePointer> fromPackage(PKCS12* package, const std::string& password) {
    EVP_PKEY* rawKey = nullptr;
    X509* rawCertificate = nullptr;
    STACK_OF(X509)* others = nullptr;
    if (PKCS12_parse(package, password.c_str(), &rawKey, &rawCertificate, &others) != 1)
        return fail("CertificateNotUsable", "The PKCS #12 content does not open with that password.");
    const Key key(rawKey);
    const Certificate certificate(rawCertificate);
    auto made = std::make_shared<ClientCertificate>();
    if (certificate) made->chainPem = toPem(certificate.get());
    for (int i = 0; others && i < sk_X509_num(others); ++i) made->chainPem += toPem(sk_X509_value(others, i));
    if (others) sk_X509_pop_free(others, X509_free);
    if (!certificate) return fail("CertificateNotUsable", "The PKCS #12 content holds no certificate.");
    made->thumbprint = thumbprintOf(certificate.get());
    if (key) made->privateKeyPem = toPem(key.get());
    return CertificatePointer(std::move(made));
}

Result<CertificatePointer> fromPem(const std::string& content, const std::string& password) {
    auto made = std::make_shared<ClientCertificate>();
    const Memory certificates = reading(content);
    constexpr int mostCertificates = 20;
    for (int i = 0; i < mostCertificates; ++i) {
        const Certificate certificate(PEM_read_bio_X509(certificates.get(), nullptr, nullptr, nullptr));
        if (!certificate) break;
        if (i == 0) made->thumbprint = thumbprintOf(certificate.get());
        made->chainPem += toPem(certificate.get());
    }
    if (made->chainPem.empty()) return fail("CertificateNotUsable", "The content is neither PKCS #12 nor a PEM certificate.");
    const Memory keys = reading(content);
    const Key key(PEM_read_bio_PrivateKey(keys.get(), nullptr, nullptr, const_cast<char*>(password.c_str())));
    if (key) made->privateKeyPem = toPem(key.get());
    return CertificatePointer(std::move(made));
}

}  // namespace

Result<CertificatePointer> readCertificate(const std::string& content, const std::string& password) {
    const auto* at = reinterpret_cast<const unsigned char*>(content.data());
    const Package package(d2i_PKCS12(nullptr, &at, static_cast<long>(content.size())));
    return package ? fromPackage(package.get(), password) : fromPem(content, password);
}

std::string toDer(const std::string& pem) {
    const Memory memory = reading(pem);
    const Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    unsigned char* bytes = nullptr;
    const int length = certificate ? i2d_X509(certificate.get(), &bytes) : 0;
    if (length <= 0) return {};
    std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return der;
}

}  // namespace mgc::http
