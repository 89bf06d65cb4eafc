// RSA, its paddings, HashAlgorithmName.
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "expression/types/cryptography.h"

namespace mgc::expression {
namespace {

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
        ok = EVP_PKEY_verify_init(context) == 1 &&
             EVP_PKEY_CTX_set_rsa_padding(context, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) == 1 &&
             EVP_PKEY_CTX_set_signature_md(context, method) == 1 &&
             EVP_PKEY_verify(context, raw(signature), signature.size(), raw(data), data.size()) == 1;
        EVP_PKEY_CTX_free(context);
    } else {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_PKEY_CTX* inner = nullptr;
        ok = EVP_DigestVerifyInit(context, &inner, method, nullptr, rsa.key.get()) == 1 &&
             EVP_PKEY_CTX_set_rsa_padding(inner, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) == 1 &&
             EVP_DigestVerify(context, raw(signature), signature.size(), raw(data), data.size()) == 1;
        EVP_MD_CTX_free(context);
    }
    ERR_clear_error();
    return ok;
}
std::string sign(const RsaObject& rsa, std::string_view data, const EVP_MD* method, bool pss) {
    if (!rsa.isPrivate) cryptographyFailed("Object contains only the public half of a key pair. A private key must also be provided.");
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* inner = nullptr;
    std::size_t length = 0;
    std::string out;
    bool ok = EVP_DigestSignInit(context, &inner, method, nullptr, rsa.key.get()) == 1 &&
              EVP_PKEY_CTX_set_rsa_padding(inner, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) == 1 &&
              EVP_DigestSign(context, nullptr, &length, raw(data), data.size()) == 1;
    if (ok) {
        out.resize(length);
        ok = EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &length, raw(data), data.size()) == 1;
        out.resize(length);
    }
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    if (!ok) cryptographyFailed("The data could not be signed.");
    return out;
}
std::string rsaCrypt(const RsaObject& rsa, std::string_view data, const Value& padding, bool encrypt) {
    if (!encrypt && !rsa.isPrivate) cryptographyFailed("Key does not exist.");
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(rsa.key.get(), nullptr);
    const std::string_view name = as<RecordObject>(padding).items[0].asText();
    std::size_t length = 0;
    std::string out;
    const auto run = encrypt ? EVP_PKEY_encrypt : EVP_PKEY_decrypt;
    bool ok = (encrypt ? EVP_PKEY_encrypt_init(context) : EVP_PKEY_decrypt_init(context)) == 1 &&
              EVP_PKEY_CTX_set_rsa_padding(context, name == "Pkcs1" ? RSA_PKCS1_PADDING : RSA_PKCS1_OAEP_PADDING) == 1;
    if (ok && name != "Pkcs1") ok = EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_get_digestbyname(std::string(name).c_str())) == 1;
    ok = ok && run(context, nullptr, &length, raw(data), data.size()) == 1;
    if (ok) {
        out.resize(length);
        ok = run(context, reinterpret_cast<unsigned char*>(out.data()), &length, raw(data), data.size()) == 1;
        out.resize(length);
    }
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    if (!ok) cryptographyFailed("The parameter is incorrect.");
    return out;
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    auto hashName = registry.define(space, "HashAlgorithmName", TypeKind::Struct);
    hashName.constructor("new(string name)", [](Call& c) { return Value::object(new RecordObject(c.result, {c[0]})); })
        .property("string Name", [](Call& c) { return c.selfAs<RecordObject>().items[0]; });
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
        .property("static RSAEncryptionPadding OaepSHA1",
                  [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA1")})); })
        .property("static RSAEncryptionPadding OaepSHA256",
                  [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA256")})); })
        .property("static RSAEncryptionPadding OaepSHA384",
                  [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA384")})); })
        .property("static RSAEncryptionPadding OaepSHA512",
                  [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA512")})); });
    registry.define(space, "AsymmetricAlgorithm", TypeKind::Class)
        .implements({"IDisposable"})
        .method("void Dispose()", [](Call&) { return Value(); })
        .property("int KeySize", [](Call& c) { return number(EVP_PKEY_bits(c.selfAs<RsaObject>().key.get())); });
    registry.define(space, "RSA", TypeKind::Class)
        .base("AsymmetricAlgorithm")
        .method(
            "bool VerifyData(byte[] data, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)",
            [](Call& c) { return boxed(verify(c.selfAs<RsaObject>(), bytes(c, 0), bytes(c, 1), digestOf(c[2]), isPss(c.need(3)), false)); })
        .method(
            "bool VerifyHash(byte[] hash, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)",
            [](Call& c) { return boxed(verify(c.selfAs<RsaObject>(), bytes(c, 0), bytes(c, 1), digestOf(c[2]), isPss(c.need(3)), true)); })
        .method("byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)",
                [](Call& c) { return bytesValue(sign(c.selfAs<RsaObject>(), bytes(c, 0), digestOf(c[1]), isPss(c.need(2)))); })
        .method("byte[] Encrypt(byte[] data, RSAEncryptionPadding padding)",
                [](Call& c) { return bytesValue(rsaCrypt(c.selfAs<RsaObject>(), bytes(c, 0), c.need(1), true)); })
        .method("byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)",
                [](Call& c) { return bytesValue(rsaCrypt(c.selfAs<RsaObject>(), bytes(c, 0), c.need(1), false)); });
}

}  // namespace

Value rsaValue(std::shared_ptr<EVP_PKEY> key, bool isPrivate) { return Value::object(new RsaObject(std::move(key), isPrivate)); }

MGC_TYPE(rsa, describe)

}  // namespace mgc::expression
