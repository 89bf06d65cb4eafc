#include "gateway/state/certificate_store.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

#include <algorithm>

#include "base/release.h"
#include "base/text.h"

namespace mgc::gateway {

namespace {

using Memory = std::unique_ptr<BIO, Release<BIO_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using RevocationList = std::unique_ptr<X509_CRL, Release<X509_CRL_free>>;
using Store = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Release<X509_STORE_CTX_free>>;

constexpr int mostCertificates = 500;

std::vector<Certificate> certificatesOf(std::string_view pem) {
    std::vector<Certificate> all;
    const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    while (all.size() < mostCertificates) {
        Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
        if (!certificate) break;
        all.push_back(std::move(certificate));
    }
    return all;
}

std::vector<RevocationList> listsOf(std::string_view pem) {
    std::vector<RevocationList> all;
    const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    while (all.size() < mostCertificates) {
        RevocationList list(PEM_read_bio_X509_CRL(memory.get(), nullptr, nullptr, nullptr));
        if (!list) break;
        all.push_back(std::move(list));
    }
    return all;
}

bool sameThumbprint(std::string_view left, std::string_view right) {
    const auto digits = [](std::string_view text) {
        std::string result = toLowerAscii(text);
        std::erase_if(result, [](char c) { return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')); });
        return result;
    };
    return digits(left) == digits(right);
}

}  // namespace

struct CertificateStore::State {
    std::vector<http::CertificatePointer> certificates;
    Store trusted;
    std::vector<RevocationList> revocationLists;

    [[nodiscard]] bool isRevoked(X509* certificate) const {
        return std::ranges::any_of(revocationLists, [&](const RevocationList& list) {
            X509_REVOKED* entry = nullptr;
            return X509_NAME_cmp(X509_CRL_get_issuer(list.get()), X509_get_issuer_name(certificate)) == 0 &&
                   X509_CRL_get0_by_cert(list.get(), &entry, certificate) == 1;
        });
    }
};

CertificateStore::CertificateStore() : m_state(std::make_shared<const State>()) {}
CertificateStore::~CertificateStore() = default;

void CertificateStore::replace(Content content) {
    auto state = std::make_shared<State>();
    state->certificates = std::move(content.certificates);
    state->trusted.reset(X509_STORE_new());
    // One by one when a chain needs them: reading the bundle of all of them costs 50 ms at every reload.
    X509_LOOKUP* folder = X509_STORE_add_lookup(state->trusted.get(), X509_LOOKUP_hash_dir());
    if (folder) X509_LOOKUP_add_dir(folder, X509_get_default_cert_dir(), X509_FILETYPE_PEM);
    for (const auto& authority : certificatesOf(content.authoritiesPem)) X509_STORE_add_cert(state->trusted.get(), authority.get());
    state->revocationLists = listsOf(content.revocationListsPem);
    const std::lock_guard lock(m_mutex);
    m_state = std::move(state);
}

std::shared_ptr<const CertificateStore::State> CertificateStore::state() const {
    const std::lock_guard lock(m_mutex);
    return m_state;
}

http::CertificatePointer CertificateStore::byId(std::string_view id) const {
    for (const auto& certificate : state()->certificates)
        if (equalsIgnoreCase(certificate->id, id)) return certificate;
    return nullptr;
}

http::CertificatePointer CertificateStore::byThumbprint(std::string_view thumbprint) const {
    for (const auto& certificate : state()->certificates)
        if (sameThumbprint(certificate->thumbprint, thumbprint)) return certificate;
    return nullptr;
}

std::vector<http::CertificatePointer> CertificateStore::all() const { return state()->certificates; }

Result<void> CertificateStore::verifyChain(std::string_view chainPem, bool trust, bool revocation) const {
    const auto current = state();
    const auto chain = certificatesOf(chainPem);
    if (chain.empty()) return fail("CertificateNotTrusted", "The client certificate cannot be read.");
    if (revocation && std::ranges::any_of(chain, [&](const Certificate& certificate) { return current->isRevoked(certificate.get()); }))
        return fail("CertificateRevoked", "The client certificate has been revoked.");
    if (!trust) return {};
    STACK_OF(X509)* others = sk_X509_new_null();
    for (std::size_t i = 1; i < chain.size(); ++i) sk_X509_push(others, chain[i].get());
    const StoreContext context(X509_STORE_CTX_new());
    std::string problem = "no certificate authorities are known";
    bool trusted = false;
    if (current->trusted && context && X509_STORE_CTX_init(context.get(), current->trusted.get(), chain[0].get(), others) == 1) {
        X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME);
        trusted = X509_verify_cert(context.get()) == 1;
        if (!trusted) problem = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
    }
    sk_X509_free(others);
    if (trusted) return {};
    return fail("CertificateNotTrusted", "The client certificate is not trusted: " + problem + ".");
}

std::string CertificateStore::issuerPem(std::string_view chainPem) const {
    const auto current = state();
    const auto chain = certificatesOf(chainPem);
    const StoreContext context(X509_STORE_CTX_new());
    if (chain.empty() || !current->trusted || !context) return {};
    if (X509_STORE_CTX_init(context.get(), current->trusted.get(), chain[0].get(), nullptr) != 1) return {};
    X509* found = nullptr;
    if (X509_STORE_CTX_get1_issuer(&found, context.get(), chain[0].get()) != 1) return {};
    const Certificate issuer(found);
    const Memory memory(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_X509(memory.get(), issuer.get()) != 1) return {};
    char* text = nullptr;
    const auto length = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

}  // namespace mgc::gateway
