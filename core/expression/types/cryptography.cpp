// Hashes, HMACs, symmetric ciphers, RSA and certificates by OpenSSL.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/text.h"
#include "expression/runtime/convert.h"
#include "expression/runtime/date_time.h"
#include "expression/runtime/links.h"
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

Value bytesValue(std::string content) { return Value::object(new ByteArrayObject(std::move(content))); }
const std::string& bytes(Call& c, int i) { return *byteContent(c.need(i)); }
const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
[[noreturn]] void failed(const char* what) { raise("CryptographicException", what); }
std::string randomBytes(std::size_t count) {
    std::string out(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1) failed("No random bytes.");
    return out;
}

std::string digest(const char* name, std::string_view content) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(content.data(), content.size(), out, &length, EVP_get_digestbyname(name), nullptr) != 1) failed("The hash could not be computed.");
    return std::string(reinterpret_cast<char*>(out), length);
}
std::string keyed(const char* name, std::string_view key, std::string_view content) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (!HMAC(EVP_get_digestbyname(name), key.data(), static_cast<int>(key.size()), raw(content), content.size(), out, &length)) failed("The HMAC could not be computed.");
    return std::string(reinterpret_cast<char*>(out), length);
}

/// A hash or, with a key, an HMAC.
class HashObject final : public Object {
public:
    HashObject(const Type* hashType, const char* name, bool isKeyed, std::string secret) : key(std::move(secret)), algorithm(name), hasKey(isKeyed), m_type(hashType) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] std::string compute(std::string_view content) const { return hasKey ? keyed(algorithm, key, content) : digest(algorithm, content); }
    std::string key;
    Value last;
    const char* const algorithm;
    const bool hasKey;

private:
    const Type* m_type;
};
template <int index>
const char* algorithmName() {
    constexpr const char* names[] = {"MD5", "SHA1", "SHA256", "SHA384", "SHA512"};
    return names[index];
}
template <int index>
Value makeHash(Call& c) {
    return Value::object(new HashObject(c.result, algorithmName<index>(), false, {}));
}
template <int index>
Value makeKeyed(Call& c) {
    return Value::object(new HashObject(c.result, algorithmName<index>(), true, c.count > 0 ? bytes(c, 0) : randomBytes(64)));
}
HashObject& hash(Call& c) { return c.selfAs<HashObject>(); }

template <int index>
void defineHash(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    const auto keep = [](std::string text) -> std::string_view { return *new std::string(std::move(text)); };
    const std::string name = algorithmName<index>();
    registry.define(space, keep(name), TypeKind::Class).base("HashAlgorithm").method(keep("static " + name + " Create()"), makeHash<index>);
    for (const char* suffix : {"Managed", "CryptoServiceProvider", "Cng"})
        if (!(index == 0 && suffix[0] == 'M')) registry.define(space, keep(name + suffix), TypeKind::Class).base(name).constructor("new()", makeHash<index>);
    registry.define(space, keep("HMAC" + name), TypeKind::Class).base("HMAC").constructor("new()", makeKeyed<index>).constructor("new(byte[] key)", makeKeyed<index>);
}

// --- symmetric

class CipherObject final : public Object {
public:
    explicit CipherObject(const Type* cipherType, std::string family) : name(std::move(family)), m_type(cipherType) {
        keyBits = name == "AES" ? 256 : name == "3DES" ? 192 : 64;
    }
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] std::size_t blockBytes() const { return name == "AES" ? 16 : 8; }
    std::string name, key, iv;
    int keyBits;
    std::int64_t mode = 1, padding = 2;

private:
    const Type* m_type;
};
std::string crypt(const CipherObject& cipher, std::string_view content, const std::string& key, const std::string& iv, bool encrypt) {
    std::string algorithm;
    const std::string mode = cipher.mode == 2 ? "ECB" : cipher.mode == 4 ? "CFB8" : cipher.mode == 1 ? "CBC" : "";
    if (mode.empty()) failed("Specified cipher mode is not valid for this algorithm.");
    if (cipher.name == "AES") {
        if (key.size() != 16 && key.size() != 24 && key.size() != 32) failed("Specified key is not a valid size for this algorithm.");
        algorithm = "AES-" + std::to_string(key.size() * 8) + "-" + mode;
    } else {
        if (key.size() != 16 && key.size() != 24) failed("Specified key is not a valid size for this algorithm.");
        algorithm = (key.size() == 16 ? "DES-EDE-" : "DES-EDE3-") + mode;
    }
    if (cipher.mode != 2 && iv.size() != cipher.blockBytes()) failed("Specified initialization vector (IV) does not match the block size for this algorithm.");
    const EVP_CIPHER* method = EVP_get_cipherbyname(algorithm.c_str());
    if (!method) failed("The algorithm is not available.");
    std::string input(content);
    const bool pkcs = cipher.padding == 2;
    if (cipher.padding == 3 && encrypt && input.size() % cipher.blockBytes()) input.append(cipher.blockBytes() - input.size() % cipher.blockBytes(), '\0');
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    std::string out(input.size() + 64, '\0');
    int first = 0, last = 0;
    bool ok = EVP_CipherInit_ex(context, method, nullptr, raw(key), cipher.mode == 2 ? nullptr : raw(iv), encrypt ? 1 : 0) == 1;
    ok = ok && EVP_CIPHER_CTX_set_padding(context, pkcs ? 1 : 0) == 1;
    ok = ok && EVP_CipherUpdate(context, reinterpret_cast<unsigned char*>(out.data()), &first, raw(input), static_cast<int>(input.size())) == 1;
    ok = ok && EVP_CipherFinal_ex(context, reinterpret_cast<unsigned char*>(out.data()) + first, &last) == 1;
    EVP_CIPHER_CTX_free(context);
    ERR_clear_error();
    if (!ok) failed(encrypt ? "Length of the data to encrypt is invalid." : "Padding is invalid and cannot be removed.");
    out.resize(static_cast<std::size_t>(first + last));
    return out;
}
CipherObject& cipher(Call& c) { return c.selfAs<CipherObject>(); }
void prepare(CipherObject& self) {
    if (self.key.empty()) self.key = randomBytes(static_cast<std::size_t>(self.keyBits / 8));
    if (self.iv.empty()) self.iv = randomBytes(self.blockBytes());
}
std::unique_ptr<CipherObject> named(std::string_view algorithm) {
    const std::string name = toLowerAscii(algorithm);
    if (name == "aes" || name == "rijndael" || name == "rijndaelmanaged" || name == "aesmanaged" || name == "system.security.cryptography.aes" || name == "system.security.cryptography.rijndael") return std::make_unique<CipherObject>(types().named("Aes"), "AES");
    if (name == "3des" || name == "tripledes" || name == "triple des" || name == "system.security.cryptography.tripledes") return std::make_unique<CipherObject>(types().named("TripleDES"), "3DES");
    return nullptr;
}
Value extension(Call& c, bool encrypt) {
    // (input, alg: string, key, iv) | (input, SymmetricAlgorithm) | (input, SymmetricAlgorithm, key, iv)
    const std::string& input = bytes(c, 0);
    if (c[1].isText()) {
        const auto made = named(c.text(1));
        if (!made) raiseNullReference();
        return bytesValue(crypt(*made, input, bytes(c, 2), bytes(c, 3), encrypt));
    }
    auto& algorithm = as<CipherObject>(c.need(1));
    if (c.count > 2) return bytesValue(crypt(algorithm, input, bytes(c, 2), bytes(c, 3), encrypt));
    prepare(algorithm);
    return bytesValue(crypt(algorithm, input, algorithm.key, algorithm.iv, encrypt));
}
class TransformObject final : public Object {
public:
    TransformObject(Value owner, std::string secret, std::string vector, bool forward) : algorithm(std::move(owner)), key(std::move(secret)), iv(std::move(vector)), encrypt(forward) {}
    [[nodiscard]] const Type* type() const override { return types().named("ICryptoTransform"); }
    const Value algorithm;
    const std::string key, iv;
    const bool encrypt;
};
template <bool encrypt>
Value transform(Call& c) {
    prepare(cipher(c));
    return Value::object(new TransformObject(c.self(), c.count > 0 ? bytes(c, 0) : cipher(c).key, c.count > 1 ? bytes(c, 1) : cipher(c).iv, encrypt));
}

// --- RSA and certificates

using KeyPtr = std::shared_ptr<EVP_PKEY>;
class RsaObject final : public Object {
public:
    RsaObject(KeyPtr owned, bool secret) : key(std::move(owned)), isPrivate(secret) {}
    [[nodiscard]] const Type* type() const override { return types().named("RSA"); }
    const KeyPtr key;
    const bool isPrivate;
};
const EVP_MD* digestOf(const Value& name) { return EVP_get_digestbyname(std::string(as<RecordObject>(name).items[0].asText()).c_str()); }
bool isPss(const Value& padding) { return as<RecordObject>(padding).items[0].asText() == "Pss"; }
bool verify(const RsaObject& rsa, std::string_view data, std::string_view signature, const EVP_MD* method, bool pss, bool hashed) {
    bool ok = false;
    if (hashed) {
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(rsa.key.get(), nullptr);
        ok = EVP_PKEY_verify_init(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) == 1 && EVP_PKEY_CTX_set_signature_md(context, method) == 1 &&
             EVP_PKEY_verify(context, raw(signature), signature.size(), raw(data), data.size()) == 1;
        EVP_PKEY_CTX_free(context);
    } else {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_PKEY_CTX* inner = nullptr;
        ok = EVP_DigestVerifyInit(context, &inner, method, nullptr, rsa.key.get()) == 1 && EVP_PKEY_CTX_set_rsa_padding(inner, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) == 1 &&
             EVP_DigestVerify(context, raw(signature), signature.size(), raw(data), data.size()) == 1;
        EVP_MD_CTX_free(context);
    }
    ERR_clear_error();
    return ok;
}
std::string sign(const RsaObject& rsa, std::string_view data, const EVP_MD* method, bool pss) {
    if (!rsa.isPrivate) failed("Object contains only the public half of a key pair. A private key must also be provided.");
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* inner = nullptr;
    std::size_t length = 0;
    std::string out;
    bool ok = EVP_DigestSignInit(context, &inner, method, nullptr, rsa.key.get()) == 1 && EVP_PKEY_CTX_set_rsa_padding(inner, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) == 1 &&
              EVP_DigestSign(context, nullptr, &length, raw(data), data.size()) == 1;
    if (ok) {
        out.resize(length);
        ok = EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &length, raw(data), data.size()) == 1;
        out.resize(length);
    }
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    if (!ok) failed("The data could not be signed.");
    return out;
}
std::string rsaCrypt(const RsaObject& rsa, std::string_view data, const Value& padding, bool encrypt) {
    if (!encrypt && !rsa.isPrivate) failed("Key does not exist.");
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(rsa.key.get(), nullptr);
    const std::string_view name = as<RecordObject>(padding).items[0].asText();
    std::size_t length = 0;
    std::string out;
    const auto run = encrypt ? EVP_PKEY_encrypt : EVP_PKEY_decrypt;
    bool ok = (encrypt ? EVP_PKEY_encrypt_init(context) : EVP_PKEY_decrypt_init(context)) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, name == "Pkcs1" ? RSA_PKCS1_PADDING : RSA_PKCS1_OAEP_PADDING) == 1;
    if (ok && name != "Pkcs1") ok = EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_get_digestbyname(std::string(name).c_str())) == 1;
    ok = ok && run(context, nullptr, &length, raw(data), data.size()) == 1;
    if (ok) {
        out.resize(length);
        ok = run(context, reinterpret_cast<unsigned char*>(out.data()), &length, raw(data), data.size()) == 1;
        out.resize(length);
    }
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    if (!ok) failed("The parameter is incorrect.");
    return out;
}

class CertificateObject final : public Object {
public:
    explicit CertificateObject(X509* owned) : x509(owned, X509_free) {}
    [[nodiscard]] const Type* type() const override { return types().named("X509Certificate2"); }
    const std::shared_ptr<X509> x509;
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
    return DateParts::of(midnight.value_or(0) + parts.tm_hour * ticksPerHour + parts.tm_min * ticksPerMinute + parts.tm_sec * ticksPerSecond, DateKind::Local).value();
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
Value makeCertificate(std::string_view content) {
    const unsigned char* at = raw(content);
    X509* x509 = d2i_X509(nullptr, &at, static_cast<long>(content.size()));
    if (!x509) {
        BIO* memory = BIO_new_mem_buf(content.data(), static_cast<int>(content.size()));
        x509 = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
        BIO_free(memory);
    }
    ERR_clear_error();
    if (!x509) failed("Cannot find the requested object.");
    return Value::object(new CertificateObject(x509));
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

void describeHashes(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    registry.define(space, "HashAlgorithm", TypeKind::Class)
        .implements({"IDisposable"})
        .method("byte[] ComputeHash(byte[] buffer)", [](Call& c) { return hash(c).last = bytesValue(hash(c).compute(bytes(c, 0))); })
        .method("byte[] ComputeHash(byte[] buffer, int offset, int count)", [](Call& c) {
            const auto& content = bytes(c, 0);
            if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size())) raiseOutOfRange("offset");
            return hash(c).last = bytesValue(hash(c).compute(std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)))));
        })
        .property("int HashSize", [](Call& c) { return number(static_cast<std::int64_t>(hash(c).compute("").size()) * 8); })
        .property("byte[] Hash", [](Call& c) { return hash(c).last; })
        .method("void Clear()", [](Call&) { return Value(); })
        .method("void Dispose()", [](Call&) { return Value(); });
    registry.define(space, "KeyedHashAlgorithm", TypeKind::Class).base("HashAlgorithm").property("byte[] Key", [](Call& c) { return bytesValue(hash(c).key); }, {}, [](Call& c) {
        hash(c).key = bytes(c, 0);
        return Value();
    });
    registry.define(space, "HMAC", TypeKind::Class).base("KeyedHashAlgorithm");
    defineHash<0>(registry);
    defineHash<1>(registry);
    defineHash<2>(registry);
    defineHash<3>(registry);
    defineHash<4>(registry);
    registry.define(space, "RNGCryptoServiceProvider", TypeKind::Class)
        .implements({"IDisposable"})
        .constructor("new()", [](Call& c) { return Value::object(new RecordObject(c.result, {})); })
        .method("void GetBytes(byte[] data)", [](Call& c) {
            auto& target = *byteContent(c.need(0));
            target = randomBytes(target.size());
            return Value();
        })
        .method("void Dispose()", [](Call&) { return Value(); });
}

void describeCiphers(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    registry.enumeration(space, "CipherMode").values({{"CBC", 1}, {"ECB", 2}, {"OFB", 3}, {"CFB", 4}, {"CTS", 5}});
    registry.enumeration(space, "PaddingMode").values({{"None", 1}, {"PKCS7", 2}, {"Zeros", 3}, {"ANSIX923", 4}, {"ISO10126", 5}});
    registry.define(space, "ICryptoTransform", TypeKind::Interface).implements({"IDisposable"}).method("byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)", [](Call& c) {
        const auto& self = c.selfAs<TransformObject>();
        const auto& content = bytes(c, 0);
        if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size())) raise("ArgumentException", "Value was invalid.");
        return bytesValue(crypt(as<CipherObject>(self.algorithm), std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2))), self.key, self.iv, self.encrypt));
    });
    registry.define(space, "SymmetricAlgorithm", TypeKind::Class)
        .implements({"IDisposable"})
        .method("static SymmetricAlgorithm Create(string algName)", [](Call& c) {
            auto made = named(c.needText(0));
            return made ? Value::object(made.release()) : Value();
        })
        .property("byte[] Key", [](Call& c) { prepare(cipher(c)); return bytesValue(cipher(c).key); }, {}, [](Call& c) { cipher(c).key = bytes(c, 0); return Value(); })
        .property("byte[] IV", [](Call& c) { prepare(cipher(c)); return bytesValue(cipher(c).iv); }, {}, [](Call& c) { cipher(c).iv = bytes(c, 0); return Value(); })
        .property("int KeySize", [](Call& c) { return number(cipher(c).keyBits); }, {}, [](Call& c) { cipher(c).keyBits = c.int32(0); return Value(); })
        .property("int BlockSize", [](Call& c) { return number(static_cast<std::int64_t>(cipher(c).blockBytes()) * 8); }, {}, [](Call&) { return Value(); })
        .property("CipherMode Mode", [](Call& c) { return enumValue("CipherMode", cipher(c).mode); }, {}, [](Call& c) { cipher(c).mode = c.integer(0); return Value(); })
        .property("PaddingMode Padding", [](Call& c) { return enumValue("PaddingMode", cipher(c).padding); }, {}, [](Call& c) { cipher(c).padding = c.integer(0); return Value(); })
        .method("void GenerateKey()", [](Call& c) { cipher(c).key.clear(); prepare(cipher(c)); return Value(); })
        .method("void GenerateIV()", [](Call& c) { cipher(c).iv.clear(); prepare(cipher(c)); return Value(); })
        .method("ICryptoTransform CreateEncryptor()", transform<true>)
        .method("ICryptoTransform CreateEncryptor(byte[] rgbKey, byte[] rgbIV)", transform<true>)
        .method("ICryptoTransform CreateDecryptor()", transform<false>)
        .method("ICryptoTransform CreateDecryptor(byte[] rgbKey, byte[] rgbIV)", transform<false>)
        .method("void Clear()", [](Call&) { return Value(); })
        .method("void Dispose()", [](Call&) { return Value(); })
        .refuses({"static SymmetricAlgorithm Create()"});
    registry.define(space, "Aes", TypeKind::Class).base("SymmetricAlgorithm").definition().help = "Made by SymmetricAlgorithm.Create(\"AES\").";
    registry.define(space, "TripleDES", TypeKind::Class).base("SymmetricAlgorithm");
    auto t = registry.define("", "CipherExtensions", TypeKind::Class);
    t.makeStatic();
    for (const bool encrypt : {true, false}) {
        const auto keep = [](std::string text) -> std::string_view { return *new std::string(std::move(text)); };
        const std::string name = encrypt ? "Encrypt" : "Decrypt";
        const Native function = encrypt ? Native([](Call& c) { return extension(c, true); }) : Native([](Call& c) { return extension(c, false); });
        t.method(keep("static byte[] " + name + "(this byte[] input, string alg, byte[] key, byte[] iv)"), function)
            .method(keep("static byte[] " + name + "(this byte[] input, SymmetricAlgorithm alg)"), function)
            .method(keep("static byte[] " + name + "(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)"), function);
    }
}

void describeKeys(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    auto hashName = registry.define(space, "HashAlgorithmName", TypeKind::Struct);
    hashName.constructor("new(string name)", [](Call& c) { return Value::object(new RecordObject(c.result, {c[0]})); }).property("string Name", [](Call& c) { return c.selfAs<RecordObject>().items[0]; });
    hashName.property("static HashAlgorithmName MD5", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("MD5")})); })
        .property("static HashAlgorithmName SHA1", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA1")})); })
        .property("static HashAlgorithmName SHA256", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA256")})); })
        .property("static HashAlgorithmName SHA384", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA384")})); })
        .property("static HashAlgorithmName SHA512", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA512")})); });
    registry.define(space, "RSASignaturePadding", TypeKind::Class)
        .property("static RSASignaturePadding Pkcs1", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("Pkcs1")})); })
        .property("static RSASignaturePadding Pss", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("Pss")})); });
    registry.define(space, "RSAEncryptionPadding", TypeKind::Class)
        .property("static RSAEncryptionPadding Pkcs1", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("Pkcs1")})); })
        .property("static RSAEncryptionPadding OaepSHA1", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA1")})); })
        .property("static RSAEncryptionPadding OaepSHA256", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA256")})); })
        .property("static RSAEncryptionPadding OaepSHA384", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA384")})); })
        .property("static RSAEncryptionPadding OaepSHA512", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA512")})); });
    registry.define(space, "AsymmetricAlgorithm", TypeKind::Class).implements({"IDisposable"}).method("void Dispose()", [](Call&) { return Value(); }).property("int KeySize", [](Call& c) { return number(EVP_PKEY_bits(c.selfAs<RsaObject>().key.get())); });
    registry.define(space, "RSA", TypeKind::Class)
        .base("AsymmetricAlgorithm")
        .method("bool VerifyData(byte[] data, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)", [](Call& c) { return boxed(verify(c.selfAs<RsaObject>(), bytes(c, 0), bytes(c, 1), digestOf(c[2]), isPss(c.need(3)), false)); })
        .method("bool VerifyHash(byte[] hash, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)", [](Call& c) { return boxed(verify(c.selfAs<RsaObject>(), bytes(c, 0), bytes(c, 1), digestOf(c[2]), isPss(c.need(3)), true)); })
        .method("byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)", [](Call& c) { return bytesValue(sign(c.selfAs<RsaObject>(), bytes(c, 0), digestOf(c[1]), isPss(c.need(2)))); })
        .method("byte[] Encrypt(byte[] data, RSAEncryptionPadding padding)", [](Call& c) { return bytesValue(rsaCrypt(c.selfAs<RsaObject>(), bytes(c, 0), c.need(1), true)); })
        .method("byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)", [](Call& c) { return bytesValue(rsaCrypt(c.selfAs<RsaObject>(), bytes(c, 0), c.need(1), false)); });
    registry.define(space, "Oid", TypeKind::Class).property("string Value", [](Call& c) { return c.selfAs<RecordObject>().items[0]; }).property("string FriendlyName", [](Call& c) { return c.selfAs<RecordObject>().items[1]; });
    const std::string_view certificates = "System.Security.Cryptography.X509Certificates";
    registry.enumeration(certificates, "X509NameType").values({{"SimpleName", 0}, {"EmailName", 1}, {"UpnName", 2}, {"DnsName", 3}, {"DnsFromAlternativeName", 4}, {"UrlName", 5}});
    registry.enumeration(certificates, "X509ContentType").values({{"Unknown", 0}, {"Cert", 1}, {"SerializedCert", 2}, {"Pfx", 3}, {"SerializedStore", 4}, {"Pkcs7", 5}, {"Authenticode", 6}});
    registry.define(certificates, "X500DistinguishedName", TypeKind::Class).property("string Name", [](Call& c) { return c.selfAs<RecordObject>().items[0]; });
    registry.define(certificates, "PublicKey", TypeKind::Class).property("Oid Oid", [](Call& c) { return c.selfAs<RecordObject>().items[0]; }).property("AsymmetricAlgorithm Key", [](Call& c) { return c.selfAs<RecordObject>().items[1]; });
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
        .method("string GetExpirationDateString()", [](Call& c) { return textOf(toText(timeValue(X509_get0_notAfter(certificate(c).x509.get())))); })
        .method("string GetEffectiveDateString()", [](Call& c) { return textOf(toText(timeValue(X509_get0_notBefore(certificate(c).x509.get())))); })
        .method("byte[] Export(X509ContentType contentType)", [](Call& c) {
            if (c.integer(0) != 1) failed("Only X509ContentType.Cert can be exported.");
            return bytesValue(certificate(c).der());
        })
        .method("void Dispose()", [](Call&) { return Value(); });
    registry.define(certificates, "X509Certificate2", TypeKind::Class)
        .base("X509Certificate")
        .constructor("new(byte[] rawData)", [](Call& c) { return makeCertificate(bytes(c, 0)); })
        .property("string Thumbprint", [](Call& c) { return textOf(hex(digest("SHA1", certificate(c).der()))); }, "SHA-1 of the certificate, upper case.")
        .property("string SerialNumber", [](Call& c) { return textOf(serial(certificate(c).x509.get())); })
        .property("DateTime NotBefore", [](Call& c) { return timeValue(X509_get0_notBefore(certificate(c).x509.get())); })
        .property("DateTime NotAfter", [](Call& c) { return timeValue(X509_get0_notAfter(certificate(c).x509.get())); })
        .property("byte[] RawData", [](Call& c) { return bytesValue(certificate(c).der()); })
        .property("int Version", [](Call& c) { return number(X509_get_version(certificate(c).x509.get()) + 1); })
        .property("string FriendlyName", [](Call&) { return textOf(""); })
        .property("bool HasPrivateKey", [](Call&) { return boxed(false); })
        .property("X500DistinguishedName SubjectName", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf(nameText(X509_get_subject_name(certificate(c).x509.get())))})); })
        .property("X500DistinguishedName IssuerName", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf(nameText(X509_get_issuer_name(certificate(c).x509.get())))})); })
        .property("Oid SignatureAlgorithm", [](Call& c) {
            const int nid = X509_get_signature_nid(certificate(c).x509.get());
            char text[80];
            OBJ_obj2txt(text, sizeof text, OBJ_nid2obj(nid), 1);
            return Value::object(new RecordObject(c.result, {textOf(text), textOf(OBJ_nid2ln(nid))}));
        })
        .property("PublicKey PublicKey", [](Call& c) {
            EVP_PKEY* key = X509_get_pubkey(certificate(c).x509.get());
            Value rsa = Value::object(new RsaObject(KeyPtr(key, EVP_PKEY_free), false));
            const bool isRsa = key && EVP_PKEY_base_id(key) == EVP_PKEY_RSA;
            return Value::object(new RecordObject(c.result, {Value::object(new RecordObject(types().named("Oid"), {textOf(isRsa ? "1.2.840.113549.1.1.1" : "1.2.840.10045.2.1"), textOf(isRsa ? "RSA" : "ECC")})), rsa}));
        })
        .method("string GetNameInfo(X509NameType nameType, bool forIssuer)", [](Call& c) {
            const X509* x509 = certificate(c).x509.get();
            return textOf(commonName(c.flag(1) ? X509_get_issuer_name(x509) : X509_get_subject_name(x509)));
        })
        .method("bool Verify()", [](Call& c) { return boxed(chainIsValid(c, certificate(c).x509.get())); });
    auto t = registry.define(certificates, "RSACertificateExtensions", TypeKind::Class);
    t.makeStatic()
        .method("static RSA GetRSAPublicKey(this X509Certificate2 certificate)", [](Call& c) {
            EVP_PKEY* key = X509_get_pubkey(as<CertificateObject>(c.need(0)).x509.get());
            if (!key || EVP_PKEY_base_id(key) != EVP_PKEY_RSA) {
                EVP_PKEY_free(key);
                return Value();
            }
            return Value::object(new RsaObject(KeyPtr(key, EVP_PKEY_free), false));
        })
        .method("static RSA GetRSAPrivateKey(this X509Certificate2 certificate)", [](Call&) { return Value(); })
        .method("static bool VerifyNoRevocation(this X509Certificate2 certificate)", [](Call& c) { return boxed(chainIsValid(c, as<CertificateObject>(c.need(0)).x509.get())); });
}

void describe(TypeRegistry& registry) {
    describeHashes(registry);
    describeCiphers(registry);
    describeKeys(registry);
}

}  // namespace

Value certificateFromDer(std::string_view der) { return makeCertificate(der); }

MGC_TYPE(cryptography, describe)

}  // namespace mgc::expression
