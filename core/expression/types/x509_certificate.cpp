// X509Certificate, X509Certificate2 and what hangs on them.
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>

#include "base/text.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/links.h"
#include "expression/types/cryptography.h"

namespace mgc::expression {
namespace {

class CertificateObject final : public Object {
public:
    explicit CertificateObject(X509* owned, std::shared_ptr<EVP_PKEY> secret = {}) : x509(owned, X509_free), key(std::move(secret)) {}
    [[nodiscard]] const Type* type() const override { return types().named("X509Certificate2"); }
    const std::shared_ptr<X509> x509;
    const std::shared_ptr<EVP_PKEY> key;  ///< the private key; null without one
    [[nodiscard]] bool equals(const Object& other) const override {
        const auto* certificate = dynamic_cast<const CertificateObject*>(&other);
        return certificate && X509_cmp(certificate->x509.get(), x509.get()) == 0;
    }
    [[nodiscard]] std::size_t hash() const override { return std::hash<std::string>()(der()); }
    [[nodiscard]] std::string der() const {
        unsigned char* out = nullptr;
        const int length = i2d_X509(x509.get(), &out);
        std::string result(reinterpret_cast<char*>(out), static_cast<std::size_t>(std::max(0, length)));
        OPENSSL_free(out);
        return result;
    }
};
CertificateObject& certificate(Call& c) { return c.selfAs<CertificateObject>(); }
std::string hex(std::string_view content) {
    std::string out;
    for (const char ch : content) {
        const auto byte = static_cast<unsigned char>(ch);
        out += "0123456789ABCDEF"[byte >> 4];
        out += "0123456789ABCDEF"[byte & 15];
    }
    return out;
}
/// "CN=x, O=y" with the most specific part first, as .NET shows it.
std::string nameText(const X509_NAME* name) {
    std::string out;
    for (int i = X509_NAME_entry_count(name); i-- > 0;) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
        const int nid = OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry));
        unsigned char* text = nullptr;
        const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
        std::string value = length >= 0 ? std::string(reinterpret_cast<char*>(text), static_cast<std::size_t>(length)) : std::string();
        OPENSSL_free(text);
        if (value.find_first_of(",+=\"\\<>#;") != std::string::npos) value = "\"" + replacedAll(value, "\"", "\"\"") + "\"";
        std::string label = OBJ_nid2sn(nid);
        if (label == "ST") label = "S";
        if (label == "emailAddress") label = "E";
        if (!out.empty()) out += ", ";
        out += label + "=" + value;
    }
    return out;
}
Value timeValue(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return Value::scalar(Kind::DateTime, 0);
    const auto midnight = ticksOf(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
    return DateParts::of(
               midnight.value_or(0) + parts.tm_hour * ticksPerHour + parts.tm_min * ticksPerMinute + parts.tm_sec * ticksPerSecond,
               DateKind::Local)
        .value();
}
std::string serial(const X509* x509) {
    BIGNUM* number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(x509), nullptr);
    char* text = BN_bn2hex(number);
    std::string out(text);
    OPENSSL_free(text);
    BN_free(number);
    return out.size() % 2 ? "0" + out : out;
}
std::string commonName(const X509_NAME* name) {
    char text[512];
    const int length = X509_NAME_get_text_by_NID(const_cast<X509_NAME*>(name), NID_commonName, text, sizeof text);
    return length < 0 ? nameText(name) : std::string(text, static_cast<std::size_t>(length));
}
/// PEM asks for a passphrase through this; there is nobody to ask.
int noPassphrase(char*, int, int, void*) { return -1; }

/// DER, PEM (with a private key where the text has one) or PKCS #12.
Value makeCertificate(std::string_view content, const std::string& password = {}) {
    const unsigned char* at = raw(content);
    X509* x509 = d2i_X509(nullptr, &at, static_cast<long>(content.size()));
    EVP_PKEY* key = nullptr;
    bool wrongPassword = false;
    if (!x509) {
        BIO* memory = BIO_new_mem_buf(content.data(), static_cast<int>(content.size()));
        x509 = PEM_read_bio_X509(memory, nullptr, noPassphrase, nullptr);
        BIO_free(memory);
        memory = BIO_new_mem_buf(content.data(), static_cast<int>(content.size()));
        if (x509) key = PEM_read_bio_PrivateKey(memory, nullptr, noPassphrase, nullptr);
        BIO_free(memory);
    }
    if (!x509) {
        at = raw(content);
        PKCS12* store = d2i_PKCS12(nullptr, &at, static_cast<long>(content.size()));
        if (store && PKCS12_parse(store, password.c_str(), &key, &x509, nullptr) != 1) wrongPassword = true;
        PKCS12_free(store);
    }
    ERR_clear_error();
    if (!x509) cryptographyFailed(wrongPassword ? "The specified network password is not correct." : "Cannot find the requested object.");
    return Value::object(new CertificateObject(x509, key ? std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free) : nullptr));
}
std::string publicKeyBytes(const X509* x509) {
    const ASN1_BIT_STRING* bits = X509_get0_pubkey_bitstr(x509);
    return std::string(reinterpret_cast<const char*>(bits->data), static_cast<std::size_t>(bits->length));
}
std::string serialBytes(const X509* x509) {
    std::string out;
    const std::string hexText = serial(x509);
    for (std::size_t i = hexText.size(); i >= 2; i -= 2) out += static_cast<char>(std::strtol(hexText.substr(i - 2, 2).c_str(), nullptr, 16));
    return out;
}
/// The certificate alone (Cert), or with its key (Pfx).
std::string exported(const CertificateObject& self, std::int64_t form, const std::string& password) {
    if (form == 1) return self.der();
    if (form != 3) cryptographyFailed("Only X509ContentType.Cert and X509ContentType.Pfx can be exported.");
    PKCS12* store = PKCS12_create(password.c_str(), nullptr, self.key.get(), self.x509.get(), nullptr, 0, 0, 0, 0, 0);
    unsigned char* out = nullptr;
    const int length = store ? i2d_PKCS12(store, &out) : -1;
    PKCS12_free(store);
    ERR_clear_error();
    if (length < 0) cryptographyFailed("The certificate could not be exported.");
    std::string content(reinterpret_cast<char*>(out), static_cast<std::size_t>(length));
    OPENSSL_free(out);
    return content;
}
bool chainIsValid(Call& c, const X509* x509) {
    X509_STORE* store = X509_STORE_new();
    X509_STORE_set_default_paths(store);
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    bool ok = X509_STORE_CTX_init(context, store, const_cast<X509*>(x509), nullptr) == 1;
    if (ok) {
        X509_STORE_CTX_set_time(context, 0, static_cast<time_t>((c.runtime.nowTicks() - unixEpochTicks) / ticksPerSecond));
        ok = X509_verify_cert(context) == 1;
    }
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    ERR_clear_error();
    return ok;
}

/// By number ("1.2.840.113549.1.1.1") or name ("RSA").
Value makeOid(Call& c) {
    const std::string text(c.text(0));
    ASN1_OBJECT* object = OBJ_txt2obj(text.c_str(), 0);
    if (!object) return Value::object(new RecordObject(c.result, {c[0], Value()}));
    char dotted[80];
    OBJ_obj2txt(dotted, sizeof dotted, object, 1);
    const int nid = OBJ_obj2nid(object);
    ASN1_OBJECT_free(object);
    return Value::object(new RecordObject(c.result, {textOf(dotted), nid == NID_undef ? Value() : textOf(nid == NID_rsaEncryption ? "RSA" : OBJ_nid2sn(nid))}));
}
std::string shown(const CertificateObject& self) {
    const X509* x509 = self.x509.get();
    return "[Subject]\n  " + nameText(X509_get_subject_name(x509)) + "\n\n[Issuer]\n  " + nameText(X509_get_issuer_name(x509)) + "\n\n[Serial Number]\n  " + serial(x509) + "\n\n[Not Before]\n  " + toText(timeValue(X509_get0_notBefore(x509))) +
           "\n\n[Not After]\n  " + toText(timeValue(X509_get0_notAfter(x509))) + "\n\n[Thumbprint]\n  " + hex(digest("SHA1", self.der())) + "\n";
}

void describe(TypeRegistry& registry) {
    registry.enumeration("System.Security.Cryptography.X509Certificates", "X509KeyStorageFlags").values({{"DefaultKeySet", 0}, {"UserKeySet", 1}, {"MachineKeySet", 2}, {"Exportable", 4}, {"UserProtected", 8}, {"PersistKeySet", 16}, {"EphemeralKeySet", 32}}, true);
    registry.define("System.Security.Cryptography", "Oid", TypeKind::Class)
        .constructor("new()", [](Call& c) { return Value::object(new RecordObject(c.result, {Value(), Value()})); })
        .constructor("new(string oid)", makeOid)
        .constructor("new(string value, string friendlyName)", [](Call& c) { return Value::object(new RecordObject(c.result, {c[0], c[1]})); })
        .property("string Value", [](Call& c) { return c.selfAs<RecordObject>().items[0]; })
        .property("string FriendlyName", [](Call& c) { return c.selfAs<RecordObject>().items[1]; });
    const std::string_view certificates = "System.Security.Cryptography.X509Certificates";
    registry.enumeration(certificates, "X509NameType")
        .values({{"SimpleName", 0}, {"EmailName", 1}, {"UpnName", 2}, {"DnsName", 3}, {"DnsFromAlternativeName", 4}, {"UrlName", 5}});
    registry.enumeration(certificates, "X509ContentType")
        .values(
            {{"Unknown", 0}, {"Cert", 1}, {"SerializedCert", 2}, {"Pfx", 3}, {"Pkcs12", 3}, {"SerializedStore", 4}, {"Pkcs7", 5}, {"Authenticode", 6}});
    registry.define(certificates, "X500DistinguishedName", TypeKind::Class).property("string Name", [](Call& c) {
        return c.selfAs<RecordObject>().items[0];
    });
    registry.define(certificates, "PublicKey", TypeKind::Class)
        .property("Oid Oid", [](Call& c) { return c.selfAs<RecordObject>().items[0]; })
        .property("AsymmetricAlgorithm Key", [](Call& c) { return c.selfAs<RecordObject>().items[1]; });
    const auto subject = [](Call& c) { return textOf(nameText(X509_get_subject_name(certificate(c).x509.get()))); };
    const auto issuer = [](Call& c) { return textOf(nameText(X509_get_issuer_name(certificate(c).x509.get()))); };
    registry.define(certificates, "X509Certificate", TypeKind::Class)
        .implements({"IDisposable"})
        .property("string Subject", subject)
        .property("string Issuer", issuer)
        .method("string GetSerialNumberString()", [](Call& c) { return textOf(serial(certificate(c).x509.get())); })
        .method("string GetCertHashString()", [](Call& c) { return textOf(hex(digest("SHA1", certificate(c).der()))); })
        .method("byte[] GetCertHash()", [](Call& c) { return bytesValue(digest("SHA1", certificate(c).der())); })
        .method("byte[] GetRawCertData()", [](Call& c) { return bytesValue(certificate(c).der()); })
        .method("string GetRawCertDataString()", [](Call& c) { return textOf(hex(certificate(c).der())); })
        .method("string GetExpirationDateString()",
                [](Call& c) { return textOf(toText(timeValue(X509_get0_notAfter(certificate(c).x509.get())))); })
        .method("string GetEffectiveDateString()",
                [](Call& c) { return textOf(toText(timeValue(X509_get0_notBefore(certificate(c).x509.get())))); })
        .method("byte[] Export(X509ContentType contentType)", [](Call& c) { return bytesValue(exported(certificate(c), c.integer(0), {})); })
        .method("byte[] Export(X509ContentType contentType, string password)", [](Call& c) { return bytesValue(exported(certificate(c), c.integer(0), std::string(c.text(1)))); })
        .method("string GetName()", subject)
        .method("string GetIssuerName()", issuer)
        .method("string GetFormat()", [](Call&) { return textOf("X509"); })
        .method("byte[] GetPublicKey()", [](Call& c) { return bytesValue(publicKeyBytes(certificate(c).x509.get())); })
        .method("string GetPublicKeyString()", [](Call& c) { return textOf(hex(publicKeyBytes(certificate(c).x509.get()))); })
        .method("byte[] GetSerialNumber()", [](Call& c) { return bytesValue(serialBytes(certificate(c).x509.get())); })
        .method("string GetKeyAlgorithm()", [](Call& c) {
            ASN1_OBJECT* algorithm = nullptr;
            X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(certificate(c).x509.get()));
            char text[80];
            OBJ_obj2txt(text, sizeof text, algorithm, 1);
            return textOf(text);
        })
        .method("bool Equals(X509Certificate other)", [](Call& c) { return boxed(!c.isNull(0) && certificate(c).equals(*c[0].pointer())); })
        .method("string ToString()", [](Call& c) { return textOf(shown(certificate(c))); })
        .method("string ToString(bool fVerbose)", [](Call& c) { return textOf(shown(certificate(c))); })
        .method("void Dispose()", [](Call&) { return Value(); });
    registry.define(certificates, "X509Certificate2", TypeKind::Class)
        .base("X509Certificate")
        .constructor("new(byte[] rawData)", [](Call& c) { return makeCertificate(bytes(c, 0)); })
        .constructor("new(byte[] rawData, string password)", [](Call& c) { return makeCertificate(bytes(c, 0), std::string(c.text(1))); }, "PKCS #12 with its password.")
        .constructor("new(byte[] rawData, string password, X509KeyStorageFlags keyStorageFlags)", [](Call& c) { return makeCertificate(bytes(c, 0), std::string(c.text(1))); })
        .constructor("new(X509Certificate certificate)", [](Call& c) { return Value::object(new CertificateObject(X509_dup(as<CertificateObject>(c.need(0)).x509.get()), as<CertificateObject>(c[0]).key)); })
        .property("AsymmetricAlgorithm PrivateKey", [](Call& c) { return certificate(c).key ? rsaValue(certificate(c).key, true) : Value(); })
        .property(
            "string Thumbprint", [](Call& c) { return textOf(hex(digest("SHA1", certificate(c).der()))); },
            "SHA-1 of the certificate, upper case.")
        .property("string SerialNumber", [](Call& c) { return textOf(serial(certificate(c).x509.get())); })
        .property("DateTime NotBefore", [](Call& c) { return timeValue(X509_get0_notBefore(certificate(c).x509.get())); })
        .property("DateTime NotAfter", [](Call& c) { return timeValue(X509_get0_notAfter(certificate(c).x509.get())); })
        .property("byte[] RawData", [](Call& c) { return bytesValue(certificate(c).der()); })
        .property("int Version", [](Call& c) { return number(X509_get_version(certificate(c).x509.get()) + 1); })
        .property("string FriendlyName", [](Call&) { return textOf(""); })
        .property("bool HasPrivateKey", [](Call& c) { return boxed(certificate(c).key != nullptr); })
        .property("bool Archived", [](Call&) { return boxed(false); })
        .property(
            "X500DistinguishedName SubjectName",
            [](Call& c) {
                return Value::object(new RecordObject(c.result, {textOf(nameText(X509_get_subject_name(certificate(c).x509.get())))}));
            })
        .property("X500DistinguishedName IssuerName",
                  [](Call& c) {
                      return Value::object(new RecordObject(c.result, {textOf(nameText(X509_get_issuer_name(certificate(c).x509.get())))}));
                  })
        .property("Oid SignatureAlgorithm",
                  [](Call& c) {
                      const int nid = X509_get_signature_nid(certificate(c).x509.get());
                      char text[80];
                      OBJ_obj2txt(text, sizeof text, OBJ_nid2obj(nid), 1);
                      return Value::object(new RecordObject(c.result, {textOf(text), textOf(OBJ_nid2ln(nid))}));
                  })
        .property("PublicKey PublicKey",
                  [](Call& c) {
                      EVP_PKEY* key = X509_get_pubkey(certificate(c).x509.get());
                      Value rsa = rsaValue({key, EVP_PKEY_free}, false);
                      const bool isRsa = key && EVP_PKEY_base_id(key) == EVP_PKEY_RSA;
                      return Value::object(new RecordObject(
                          c.result, {Value::object(new RecordObject(
                                         types().named("Oid"),
                                         {textOf(isRsa ? "1.2.840.113549.1.1.1" : "1.2.840.10045.2.1"), textOf(isRsa ? "RSA" : "ECC")})),
                                     rsa}));
                  })
        .method("string GetNameInfo(X509NameType nameType, bool forIssuer)",
                [](Call& c) {
                    const X509* x509 = certificate(c).x509.get();
                    return textOf(commonName(c.flag(1) ? X509_get_issuer_name(x509) : X509_get_subject_name(x509)));
                })
        .method("bool Verify()", [](Call& c) { return boxed(chainIsValid(c, certificate(c).x509.get())); });
    auto t = registry.define(certificates, "RSACertificateExtensions", TypeKind::Class);
    t.makeStatic()
        .method("static RSA GetRSAPublicKey(this X509Certificate2 certificate)",
                [](Call& c) {
                    EVP_PKEY* key = X509_get_pubkey(as<CertificateObject>(c.need(0)).x509.get());
                    if (!key || EVP_PKEY_base_id(key) != EVP_PKEY_RSA) {
                        EVP_PKEY_free(key);
                        return Value();
                    }
                    return rsaValue({key, EVP_PKEY_free}, false);
                })
        .method("static RSA GetRSAPrivateKey(this X509Certificate2 certificate)", [](Call& c) {
            const auto& key = as<CertificateObject>(c.need(0)).key;
            return key && EVP_PKEY_base_id(key.get()) == EVP_PKEY_RSA ? rsaValue(key, true) : Value();
        }, "Null without a private key.")
        .method("static bool VerifyNoRevocation(this X509Certificate2 certificate)",
                [](Call& c) { return boxed(chainIsValid(c, as<CertificateObject>(c.need(0)).x509.get())); });
}

}  // namespace

Value certificateFromDer(std::string_view der) { return makeCertificate(der); }

MGC_TYPE(x509_certificate, describe)

}  // namespace mgc::expression
