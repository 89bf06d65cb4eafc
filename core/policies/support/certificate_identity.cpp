#include "policies/support/certificate_identity.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/release.h"
#include "base/text.h"

namespace mgc::policies {

namespace {

using Memory = std::unique_ptr<BIO, Release<BIO_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;

std::string thumbprintOf(X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    X509_digest(certificate, EVP_sha1(), digest.data(), &length);
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += hex[digest[i] >> 4];
        text += hex[digest[i] & 15];
    }
    return text;
}

std::string nameText(const X509_NAME* name) {
    const Memory memory(BIO_new(BIO_s_mem()));
    // RFC 2253 with ", " between the parts: the separator is a number within the flags, not a flag of its own.
    constexpr unsigned long form = (XN_FLAG_RFC2253 & ~XN_FLAG_SEP_MASK & ~ASN1_STRFLGS_ESC_MSB) | XN_FLAG_SEP_CPLUS_SPC;
    X509_NAME_print_ex(memory.get(), name, 0, form);
    char* text = nullptr;
    const auto length = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

std::string commonNameOf(const X509_NAME* name) {
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0) return {};
    unsigned char* text = nullptr;
    const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (length < 0) return {};
    std::string result(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
    OPENSSL_free(text);
    return result;
}

std::string serialOf(const X509* certificate) {
    const Number number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    char* text = number ? BN_bn2hex(number.get()) : nullptr;
    if (!text) return {};
    std::string result = normalizedHex(text, true);
    OPENSSL_free(text);
    return result;
}

std::vector<std::string> dnsNamesOf(X509* certificate) {
    std::vector<std::string> names;
    auto* all = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(all, i);
        if (name->type != GEN_DNS) continue;
        names.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                           static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
    }
    if (all) GENERAL_NAMES_free(all);
    return names;
}

Instant toInstant(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    const std::chrono::year_month_day day{std::chrono::year(parts.tm_year + 1900),
                                          std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)),
                                          std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
    return std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) + std::chrono::minutes(parts.tm_min) +
           std::chrono::seconds(parts.tm_sec);
}

std::vector<std::string> partsOf(std::string_view name) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '\\' && i + 1 < name.size())
            parts.back() += name[++i];
        else if (name[i] == '"')
            quoted = !quoted;
        else if ((name[i] == ',' || name[i] == '+') && !quoted)
            parts.emplace_back();
        else
            parts.back() += name[i];
    }
    for (auto& part : parts) {
        const auto equals = part.find('=');
        const std::string kind = toLowerAscii(trimmed(std::string_view(part).substr(0, equals)));
        const std::string_view value =
            equals == std::string::npos ? std::string_view() : trimmed(std::string_view(part).substr(equals + 1));
        part = (kind == "e" ? "emailaddress" : kind == "s" ? "st" : kind) + "=" + toLowerAscii(value);
    }
    std::ranges::sort(parts);
    return parts;
}

}  // namespace

std::optional<CertificateFacts> readFacts(std::string_view chainPem) {
    const Memory memory(BIO_new_mem_buf(chainPem.data(), static_cast<int>(chainPem.size())));
    const Certificate leaf(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    if (!leaf) return std::nullopt;
    const Certificate next(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    CertificateFacts facts;
    facts.thumbprint = thumbprintOf(leaf.get());
    facts.serialNumber = serialOf(leaf.get());
    facts.commonName = commonNameOf(X509_get_subject_name(leaf.get()));
    facts.subject = nameText(X509_get_subject_name(leaf.get()));
    facts.issuer = nameText(X509_get_issuer_name(leaf.get()));
    facts.dnsNames = dnsNamesOf(leaf.get());
    if (next) facts.issuerThumbprint = thumbprintOf(next.get());
    if (!next && X509_check_issued(leaf.get(), leaf.get()) == X509_V_OK) facts.issuerThumbprint = facts.thumbprint;
    facts.notBefore = toInstant(X509_get0_notBefore(leaf.get()));
    facts.notAfter = toInstant(X509_get0_notAfter(leaf.get()));
    return facts;
}

std::string normalizedHex(std::string_view text, bool isNumber) {
    std::string result;
    for (const char c : text) {
        if (c >= 'a' && c <= 'f')
            result += static_cast<char>(c - 'a' + 'A');
        else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))
            result += c;
    }
    if (isNumber) result.erase(0, std::min(result.find_first_not_of('0'), result.size()));
    return result;
}

bool sameName(std::string_view left, std::string_view right) { return partsOf(left) == partsOf(right); }

}  // namespace mgc::policies
