// SymmetricAlgorithm (AES, 3DES), its enumerations, and the Encrypt/Decrypt extensions.
#include <openssl/err.h>

#include "base/text.h"
#include "expression/types/cryptography.h"

namespace mgc::expression {
namespace {

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
    if (mode.empty()) cryptographyFailed("Specified cipher mode is not valid for this algorithm.");
    if (cipher.name == "AES") {
        if (key.size() != 16 && key.size() != 24 && key.size() != 32)
            cryptographyFailed("Specified key is not a valid size for this algorithm.");
        algorithm = "AES-" + std::to_string(key.size() * 8) + "-" + mode;
    } else {
        if (key.size() != 16 && key.size() != 24) cryptographyFailed("Specified key is not a valid size for this algorithm.");
        algorithm = (key.size() == 16 ? "DES-EDE-" : "DES-EDE3-") + mode;
    }
    if (cipher.mode != 2 && iv.size() != cipher.blockBytes())
        cryptographyFailed("Specified initialization vector (IV) does not match the block size for this algorithm.");
    const EVP_CIPHER* method = EVP_get_cipherbyname(algorithm.c_str());
    if (!method) cryptographyFailed("The algorithm is not available.");
    std::string input(content);
    const bool pkcs = cipher.padding == 2;
    if (cipher.padding == 3 && encrypt && input.size() % cipher.blockBytes())
        input.append(cipher.blockBytes() - input.size() % cipher.blockBytes(), '\0');
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    std::string out(input.size() + 64, '\0');
    int first = 0, last = 0;
    bool ok = EVP_CipherInit_ex(context, method, nullptr, raw(key), cipher.mode == 2 ? nullptr : raw(iv), encrypt ? 1 : 0) == 1;
    ok = ok && EVP_CIPHER_CTX_set_padding(context, pkcs ? 1 : 0) == 1;
    ok = ok &&
         EVP_CipherUpdate(context, reinterpret_cast<unsigned char*>(out.data()), &first, raw(input), static_cast<int>(input.size())) == 1;
    ok = ok && EVP_CipherFinal_ex(context, reinterpret_cast<unsigned char*>(out.data()) + first, &last) == 1;
    EVP_CIPHER_CTX_free(context);
    ERR_clear_error();
    if (!ok) cryptographyFailed(encrypt ? "Length of the data to encrypt is invalid." : "Padding is invalid and cannot be removed.");
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
    if (name == "aes" || name == "rijndael" || name == "rijndaelmanaged" || name == "aesmanaged" ||
        name == "system.security.cryptography.aes" || name == "system.security.cryptography.rijndael")
        return std::make_unique<CipherObject>(types().named("Aes"), "AES");
    if (name == "3des" || name == "tripledes" || name == "triple des" || name == "system.security.cryptography.tripledes")
        return std::make_unique<CipherObject>(types().named("TripleDES"), "3DES");
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
    TransformObject(Value owner, std::string secret, std::string vector, bool forward)
        : algorithm(std::move(owner)), key(std::move(secret)), iv(std::move(vector)), encrypt(forward) {}
    [[nodiscard]] const Type* type() const override { return types().named("ICryptoTransform"); }
    const Value algorithm;
    const std::string key, iv;
    const bool encrypt;
};
template <bool encrypt>
Value transform(Call& c) {
    prepare(cipher(c));
    return Value::object(
        new TransformObject(c.self(), c.count > 0 ? bytes(c, 0) : cipher(c).key, c.count > 1 ? bytes(c, 1) : cipher(c).iv, encrypt));
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    registry.enumeration(space, "CipherMode").values({{"CBC", 1}, {"ECB", 2}, {"OFB", 3}, {"CFB", 4}, {"CTS", 5}});
    registry.enumeration(space, "PaddingMode").values({{"None", 1}, {"PKCS7", 2}, {"Zeros", 3}, {"ANSIX923", 4}, {"ISO10126", 5}});
    registry.define(space, "ICryptoTransform", TypeKind::Interface)
        .implements({"IDisposable"})
        .method("byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)", [](Call& c) {
            const auto& self = c.selfAs<TransformObject>();
            const auto& content = bytes(c, 0);
            if (c.integer(1) < 0 || c.integer(2) < 0 || c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size()))
                raise("ArgumentException", "Value was invalid.");
            return bytesValue(
                crypt(as<CipherObject>(self.algorithm),
                      std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2))),
                      self.key, self.iv, self.encrypt));
        });
    registry.define(space, "SymmetricAlgorithm", TypeKind::Class)
        .implements({"IDisposable"})
        .method("static SymmetricAlgorithm Create(string algName)",
                [](Call& c) {
                    auto made = named(c.needText(0));
                    return made ? Value::object(made.release()) : Value();
                })
        .property(
            "byte[] Key",
            [](Call& c) {
                prepare(cipher(c));
                return bytesValue(cipher(c).key);
            },
            {},
            [](Call& c) {
                cipher(c).key = bytes(c, 0);
                return Value();
            })
        .property(
            "byte[] IV",
            [](Call& c) {
                prepare(cipher(c));
                return bytesValue(cipher(c).iv);
            },
            {},
            [](Call& c) {
                cipher(c).iv = bytes(c, 0);
                return Value();
            })
        .property(
            "int KeySize", [](Call& c) { return number(cipher(c).keyBits); }, {},
            [](Call& c) {
                cipher(c).keyBits = c.int32(0);
                return Value();
            })
        .property(
            "int BlockSize", [](Call& c) { return number(static_cast<std::int64_t>(cipher(c).blockBytes()) * 8); }, {},
            [](Call&) { return Value(); })
        .property(
            "CipherMode Mode", [](Call& c) { return enumValue("CipherMode", cipher(c).mode); }, {},
            [](Call& c) {
                cipher(c).mode = c.integer(0);
                return Value();
            })
        .property(
            "PaddingMode Padding", [](Call& c) { return enumValue("PaddingMode", cipher(c).padding); }, {},
            [](Call& c) {
                cipher(c).padding = c.integer(0);
                return Value();
            })
        .method("void GenerateKey()",
                [](Call& c) {
                    cipher(c).key.clear();
                    prepare(cipher(c));
                    return Value();
                })
        .method("void GenerateIV()",
                [](Call& c) {
                    cipher(c).iv.clear();
                    prepare(cipher(c));
                    return Value();
                })
        .method("ICryptoTransform CreateEncryptor()", transform<true>)
        .method("ICryptoTransform CreateEncryptor(byte[] rgbKey, byte[] rgbIV)", transform<true>)
        .method("ICryptoTransform CreateDecryptor()", transform<false>)
        .method("ICryptoTransform CreateDecryptor(byte[] rgbKey, byte[] rgbIV)", transform<false>)
        .method("void Clear()", [](Call&) { return Value(); })
        .method("void Dispose()", [](Call&) { return Value(); })
        .refuses({"static SymmetricAlgorithm Create()"});
    registry.define(space, "Aes", TypeKind::Class).base("SymmetricAlgorithm").definition().help =
        "Made by SymmetricAlgorithm.Create(\"AES\").";
    registry.define(space, "TripleDES", TypeKind::Class).base("SymmetricAlgorithm");
    auto t = registry.define("", "CipherExtensions", TypeKind::Class);
    t.makeStatic();
    for (const bool encrypt : {true, false}) {
        const std::string name = encrypt ? "Encrypt" : "Decrypt";
        const Native function =
            encrypt ? Native([](Call& c) { return extension(c, true); }) : Native([](Call& c) { return extension(c, false); });
        t.method(keep("static byte[] " + name + "(this byte[] input, string alg, byte[] key, byte[] iv)"), function)
            .method(keep("static byte[] " + name + "(this byte[] input, SymmetricAlgorithm alg)"), function)
            .method(keep("static byte[] " + name + "(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)"), function);
    }
}

}  // namespace

MGC_TYPE(symmetric_algorithm, describe)

}  // namespace mgc::expression
