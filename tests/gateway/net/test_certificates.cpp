#include "test_certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>

namespace mgc::test {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string textOf(BIO* memory) {
    char* text = nullptr;
    const auto length = BIO_get_mem_data(memory, &text);
    return {text, static_cast<std::size_t>(length)};
}

void addExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

TestCertificate make(const std::string& name, const TestCertificate* authority) {
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const Certificate certificate(X509_new(), &X509_free);
    static int serial = 1;
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    if (authority == nullptr) {
        X509_set_issuer_name(certificate.get(), subject);
        addExtension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
        X509_sign(certificate.get(), key.get(), EVP_sha256());
    } else {
        const Memory issuerText(BIO_new_mem_buf(authority->certificatePem.data(), static_cast<int>(authority->certificatePem.size())),
                                &BIO_free);
        const Memory issuerKeyText(BIO_new_mem_buf(authority->keyPem.data(), static_cast<int>(authority->keyPem.size())), &BIO_free);
        const Certificate issuer(PEM_read_bio_X509(issuerText.get(), nullptr, nullptr, nullptr), &X509_free);
        const Key issuerKey(PEM_read_bio_PrivateKey(issuerKeyText.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
        X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
        const bool address = !name.empty() && name.front() >= '0' && name.front() <= '9';
        addExtension(certificate.get(), issuer.get(), NID_subject_alt_name, (address ? "IP:" : "DNS:") + name);
        X509_sign(certificate.get(), issuerKey.get(), EVP_sha256());
    }
    const Memory certificateText(BIO_new(BIO_s_mem()), &BIO_free);
    const Memory keyText(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(certificateText.get(), certificate.get());
    PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {textOf(certificateText.get()), textOf(keyText.get())};
}

}  // namespace

TestCertificate makeAuthority() { return make("Test authority", nullptr); }

TestCertificate makeCertificate(const TestCertificate& authority, const std::string& name) { return make(name, &authority); }

struct TlsClientSocket::Implementation {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl{nullptr, &SSL_free};
};

TlsClientSocket::TlsClientSocket(int descriptor, const TestCertificate& certificate)
    : m_implementation(std::make_unique<Implementation>()) {
    SSL_CTX* context = m_implementation->context.get();
    if (!certificate.certificatePem.empty()) {
        const Memory text(BIO_new_mem_buf(certificate.certificatePem.data(), static_cast<int>(certificate.certificatePem.size())),
                          &BIO_free);
        const Memory keyText(BIO_new_mem_buf(certificate.keyPem.data(), static_cast<int>(certificate.keyPem.size())), &BIO_free);
        const Certificate read(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), &X509_free);
        const Key key(PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
        SSL_CTX_use_certificate(context, read.get());
        SSL_CTX_use_PrivateKey(context, key.get());
    }
    m_implementation->ssl.reset(SSL_new(context));
    SSL_set_fd(m_implementation->ssl.get(), descriptor);
    m_connected = SSL_connect(m_implementation->ssl.get()) == 1;
}

TlsClientSocket::~TlsClientSocket() = default;

bool TlsClientSocket::send(const std::string& text) {
    return SSL_write(m_implementation->ssl.get(), text.data(), static_cast<int>(text.size())) == static_cast<int>(text.size());
}

std::string TlsClientSocket::readAll() {
    std::string all;
    char bytes[4096];
    int got = 0;
    while ((got = SSL_read(m_implementation->ssl.get(), bytes, sizeof bytes)) > 0) all.append(bytes, static_cast<std::size_t>(got));
    m_clean = SSL_get_error(m_implementation->ssl.get(), got) == SSL_ERROR_ZERO_RETURN;
    return all;
}

}  // namespace mgc::test
