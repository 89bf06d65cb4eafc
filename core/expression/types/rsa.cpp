// RSA, its paddings, HashAlgorithmName.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <utility>
#include <vector>

#include "base/text.h"
#include "expression/runtime/convert.h"
#include "expression/types/cryptography.h"

namespace mgc::expression {
namespace {

using KeyPtr = std::shared_ptr<EVP_PKEY>;
class RsaObject final : public Object {
public:
    RsaObject(KeyPtr owned, bool secret) : key(std::move(owned)), isPrivate(secret) {}
    [[nodiscard]] const Type* type() const override { return types().named("RSA"); }
    void assign(const RsaObject& other) {
        key = other.key;
        isPrivate = other.isPrivate;
    }
    KeyPtr key;
    bool isPrivate;
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
std::string sign(const RsaObject& rsa, std::string_view data, const EVP_MD* method, bool pss, bool hashed) {
    if (!rsa.isPrivate) cryptographyFailed("Object contains only the public half of a key pair. A private key must also be provided.");
    std::size_t length = 0;
    std::string out;
    if (hashed) {
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(rsa.key.get(), nullptr);
        bool ok = EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) == 1 && EVP_PKEY_CTX_set_signature_md(context, method) == 1 &&
                  EVP_PKEY_sign(context, nullptr, &length, raw(data), data.size()) == 1;
        if (ok) {
            out.resize(length);
            ok = EVP_PKEY_sign(context, reinterpret_cast<unsigned char*>(out.data()), &length, raw(data), data.size()) == 1;
            out.resize(length);
        }
        EVP_PKEY_CTX_free(context);
        ERR_clear_error();
        if (!ok) cryptographyFailed("The hash could not be signed.");
        return out;
    }
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* inner = nullptr;
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

/// (data, offset, count)
std::string_view dataPart(Call& c) {
    const std::string& content = bytes(c, 0);
    if (c.integer(1) < 0 || c.integer(1) > static_cast<std::int64_t>(content.size())) raiseOutOfRange("offset");
    if (c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size())) raiseOutOfRange("count");
    return std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)));
}

Value newKey(unsigned bits) {
    EVP_PKEY* key = EVP_RSA_gen(bits);
    if (!key) cryptographyFailed("The key could not be made.");
    return Value::object(new RsaObject({key, EVP_PKEY_free}, true));
}

/// RSAKeyValue's elements and OpenSSL's parameters, public ones first.
constexpr std::pair<const char*, const char*> xmlParts[] = {{"Modulus", OSSL_PKEY_PARAM_RSA_N},          {"Exponent", OSSL_PKEY_PARAM_RSA_E},       {"P", OSSL_PKEY_PARAM_RSA_FACTOR1},
                                                            {"Q", OSSL_PKEY_PARAM_RSA_FACTOR2},          {"DP", OSSL_PKEY_PARAM_RSA_EXPONENT1},     {"DQ", OSSL_PKEY_PARAM_RSA_EXPONENT2},
                                                            {"InverseQ", OSSL_PKEY_PARAM_RSA_COEFFICIENT1}, {"D", OSSL_PKEY_PARAM_RSA_D}};

std::string toXml(const RsaObject& rsa, bool withSecret) {
    if (withSecret && !rsa.isPrivate) cryptographyFailed("Key not valid for use in specified state.");
    std::string out = "<RSAKeyValue>";
    for (std::size_t i = 0; i < (withSecret ? std::size(xmlParts) : 2); ++i) {
        BIGNUM* number = nullptr;
        if (EVP_PKEY_get_bn_param(rsa.key.get(), xmlParts[i].second, &number) != 1) cryptographyFailed("The key has no such part.");
        std::string content(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
        BN_bn2bin(number, reinterpret_cast<unsigned char*>(content.data()));
        BN_clear_free(number);
        out += std::string("<") + xmlParts[i].first + ">" + base64Encode(content) + "</" + xmlParts[i].first + ">";
    }
    return out + "</RSAKeyValue>";
}

RsaObject fromXml(std::string_view text) {
    OSSL_PARAM_BLD* builder = OSSL_PARAM_BLD_new();
    std::vector<BIGNUM*> numbers;
    bool isPrivate = false;
    bool ok = true;
    for (const auto& [element, parameter] : xmlParts) {
        const std::string open = std::string("<") + element + ">";
        const std::size_t begin = text.find(open);
        if (begin == std::string_view::npos) continue;
        const std::size_t end = text.find("</", begin);
        std::string content;
        ok = ok && end != std::string_view::npos && base64Decode(text.substr(begin + open.size(), end - begin - open.size()), content);
        numbers.push_back(BN_bin2bn(raw(content), static_cast<int>(content.size()), nullptr));
        ok = ok && OSSL_PARAM_BLD_push_BN(builder, parameter, numbers.back()) == 1;
        isPrivate = isPrivate || std::string_view(element) == "D";
    }
    EVP_PKEY* key = nullptr;
    OSSL_PARAM* parameters = ok ? OSSL_PARAM_BLD_to_param(builder) : nullptr;
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr);
    ok = parameters && EVP_PKEY_fromdata_init(context) == 1 && EVP_PKEY_fromdata(context, &key, isPrivate ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters) == 1;
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    for (BIGNUM* number : numbers) BN_clear_free(number);
    ERR_clear_error();
    if (!ok) cryptographyFailed("Input string does not contain a valid encoding of the 'RSA' 'Modulus' parameter.");
    return RsaObject({key, EVP_PKEY_free}, isPrivate);
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    auto hashName = registry.define(space, "HashAlgorithmName", TypeKind::Struct);
    hashName.constructor("new(string name)", [](Call& c) { return Value::object(new RecordObject(c.result, {c[0]})); })
        .property("string Name", [](Call& c) { return c.selfAs<RecordObject>().items[0]; })
        .method("string ToString()", [](Call& c) { return textOf(toText(c.selfAs<RecordObject>().items[0])); });
    hashName.property("static HashAlgorithmName MD5", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("MD5")})); })
        .property("static HashAlgorithmName SHA1", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA1")})); })
        .property("static HashAlgorithmName SHA256", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA256")})); })
        .property("static HashAlgorithmName SHA384", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA384")})); })
        .property("static HashAlgorithmName SHA512", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("SHA512")})); });
    registry.define(space, "RSASignaturePadding", TypeKind::Class)
        .property("static RSASignaturePadding Pkcs1", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("Pkcs1")})); })
        .method("string ToString()", [](Call& c) { return c.selfAs<RecordObject>().items[0]; })
        .property("static RSASignaturePadding Pss", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("Pss")})); });
    registry.define(space, "RSAEncryptionPadding", TypeKind::Class)
        .property("static RSAEncryptionPadding Pkcs1", [](Call& c) { return Value::object(new RecordObject(c.result, {textOf("Pkcs1")})); })
        .method("static RSAEncryptionPadding CreateOaep(HashAlgorithmName hashAlgorithm)", [](Call& c) { return Value::object(new RecordObject(c.result, {as<RecordObject>(c[0]).items[0]})); })
        .property("HashAlgorithmName OaepHashAlgorithm", [](Call& c) {
            const Value& name = c.selfAs<RecordObject>().items[0];
            return Value::object(new RecordObject(c.result, {name.asText() == "Pkcs1" ? Value() : name}));
        })
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
                [](Call& c) { return bytesValue(sign(c.selfAs<RsaObject>(), bytes(c, 0), digestOf(c[1]), isPss(c.need(2)), false)); })
        .method("bool VerifyData(byte[] data, int offset, int count, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)", [](Call& c) { return boxed(verify(c.selfAs<RsaObject>(), dataPart(c), bytes(c, 3), digestOf(c[4]), isPss(c.need(5)), false)); })
        .method("byte[] SignData(byte[] data, int offset, int count, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)", [](Call& c) { return bytesValue(sign(c.selfAs<RsaObject>(), dataPart(c), digestOf(c[3]), isPss(c.need(4)), false)); })
        .method("byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)", [](Call& c) { return bytesValue(sign(c.selfAs<RsaObject>(), bytes(c, 0), digestOf(c[1]), isPss(c.need(2)), true)); })
        .method("static RSA Create()", [](Call&) { return newKey(2048); })
        .method("static RSA Create(int keySizeInBits)", [](Call& c) {
            if (c.integer(0) < 512 || c.integer(0) > 4096) cryptographyFailed("Specified key is not a valid size for this algorithm.");
            return newKey(static_cast<unsigned>(c.integer(0)));
        })
        .property("string SignatureAlgorithm", [](Call&) { return textOf("RSA"); })
        .property("string KeyExchangeAlgorithm", [](Call&) { return textOf("RSA"); })
        .method("string ToXmlString(bool includePrivateParameters)", [](Call& c) { return textOf(toXml(c.selfAs<RsaObject>(), c.flag(0))); })
        .method("void FromXmlString(string xmlString)", [](Call& c) {
            c.selfAs<RsaObject>().assign(fromXml(c.needText(0)));
            return Value();
        })
        .method("byte[] Encrypt(byte[] data, RSAEncryptionPadding padding)",
                [](Call& c) { return bytesValue(rsaCrypt(c.selfAs<RsaObject>(), bytes(c, 0), c.need(1), true)); })
        .method("byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)",
                [](Call& c) { return bytesValue(rsaCrypt(c.selfAs<RsaObject>(), bytes(c, 0), c.need(1), false)); });
}

}  // namespace

Value rsaValue(std::shared_ptr<EVP_PKEY> key, bool isPrivate) { return Value::object(new RsaObject(std::move(key), isPrivate)); }

MGC_TYPE(rsa, describe)

}  // namespace mgc::expression
