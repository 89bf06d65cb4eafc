// HashAlgorithm, HMAC and their kinds; RNGCryptoServiceProvider.
#include <openssl/hmac.h>

#include "base/text.h"
#include "expression/types/cryptography.h"

namespace mgc::expression {
namespace {

std::string keyed(const char* name, std::string_view key, std::string_view content) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (!HMAC(EVP_get_digestbyname(name), key.data(), static_cast<int>(key.size()), raw(content), content.size(), out, &length))
        cryptographyFailed("The HMAC could not be computed.");
    return std::string(reinterpret_cast<char*>(out), length);
}

/// A hash or, with a key, an HMAC.
class HashObject final : public Object {
public:
    HashObject(const Type* hashType, const char* name, bool isKeyed, std::string secret)
        : key(std::move(secret)), algorithm(name), hasKey(isKeyed), m_type(hashType) {}
    [[nodiscard]] const Type* type() const override { return m_type; }
    [[nodiscard]] std::string compute(std::string_view content) const {
        return hasKey ? keyed(algorithm, key, content) : digest(algorithm, content);
    }
    std::string key;
    Value last;
    std::string pending;  ///< of TransformBlock
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

/// (inputBuffer, inputOffset, inputCount)
std::string_view bufferPart(Call& c) {
    const std::string& content = bytes(c, 0);
    if (c.integer(1) < 0) raiseOutOfRange("inputOffset", "Non-negative number required.");
    if (c.integer(2) < 0 || c.integer(2) > static_cast<std::int64_t>(content.size())) raise("ArgumentException", "Value was invalid.");
    if (c.integer(1) + c.integer(2) > static_cast<std::int64_t>(content.size()))
        raise("ArgumentException",
              "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of "
              "the source collection.");
    return std::string_view(content).substr(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)));
}
/// "SHA256", "SHA-256", "System.Security.Cryptography.SHA256", "HMACSHA256"; null for an unknown name.
Value namedHash(std::string_view name) {
    std::string plain = replacedAll(toUpperInvariant(name), "SYSTEM.SECURITY.CRYPTOGRAPHY.", "");
    plain = replacedAll(plain, "-", "");
    for (const std::string_view suffix : {"MANAGED", "CRYPTOSERVICEPROVIDER", "CNG"})
        if (plain.size() > suffix.size() && plain.substr(plain.size() - suffix.size()) == suffix)
            plain.resize(plain.size() - suffix.size());
    if (plain == "SHA") plain = "SHA1";
    const bool isKeyed = plain.rfind("HMAC", 0) == 0;
    if (plain == "HMAC") plain = "HMACSHA1";
    const std::string algorithm = isKeyed ? plain.substr(4) : plain;
    for (const char* known : {"MD5", "SHA1", "SHA256", "SHA384", "SHA512"}) {
        if (algorithm != known) continue;
        // What Create() makes on Windows.
        const bool isProvider = algorithm == "MD5" || algorithm == "SHA1";
        const Type* type = types().named(isKeyed ? "HMAC" + algorithm : algorithm + (isProvider ? "CryptoServiceProvider" : "Managed"));
        return Value::object(new HashObject(type, known, isKeyed, isKeyed ? randomBytes(64) : std::string()));
    }
    return {};
}

template <int index>
void defineHash(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    const std::string name = algorithmName<index>();
    registry.define(space, keep(name), TypeKind::Class)
        .base("HashAlgorithm")
        .method(keep("static " + name + " Create()"), [](Call&) { return namedHash(algorithmName<index>()); })
        .method(keep("static " + name + " Create(string hashName)"), [](Call& c) { return namedHash(c.needText(0)); });
    for (const char* suffix : {"Managed", "CryptoServiceProvider", "Cng"})
        if (!(index == 0 && suffix[0] == 'M'))
            registry.define(space, keep(name + suffix), TypeKind::Class).base(name).constructor("new()", makeHash<index>);
    registry.define(space, keep("HMAC" + name), TypeKind::Class)
        .base("HMAC")
        .constructor("new()", makeKeyed<index>)
        .constructor("new(byte[] key)", makeKeyed<index>);
}

void describe(TypeRegistry& registry) {
    const std::string_view space = "System.Security.Cryptography";
    registry.define(space, "HashAlgorithm", TypeKind::Class)
        .implements({"IDisposable"})
        .method("byte[] ComputeHash(byte[] buffer)", [](Call& c) { return hash(c).last = bytesValue(hash(c).compute(bytes(c, 0))); })
        .method("byte[] ComputeHash(byte[] buffer, int offset, int count)",
                [](Call& c) {
                    const auto& content = bytes(c, 0);
                    const auto size = static_cast<std::int64_t>(content.size());
                    if (c.integer(1) < 0) raiseOutOfRange("offset", "Non-negative number required.");
                    if (c.integer(2) < 0 || c.integer(2) > size) raise("ArgumentException", "Value was invalid.");
                    if (size - c.integer(2) < c.integer(1))
                        raise("ArgumentException",
                              "Offset and length were out of bounds for the array or count is greater than the number of elements from "
                              "index to the end of the source collection.");
                    return hash(c).last = bytesValue(hash(c).compute(std::string_view(content).substr(
                               static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)))));
                })
        .property("int HashSize", [](Call& c) { return number(static_cast<std::int64_t>(hash(c).compute("").size()) * 8); })
        .property("byte[] Hash", [](Call& c) { return hash(c).last; })
        .method("int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)",
                [](Call& c) {
                    const std::string part(bufferPart(c));
                    hash(c).pending += part;
                    if (!c.isNull(3)) {
                        std::string& target = bytes(c, 3);
                        if (c.integer(4) < 0 ||
                            c.integer(4) + static_cast<std::int64_t>(part.size()) > static_cast<std::int64_t>(target.size()))
                            raise("ArgumentException",
                                  "Destination array was not long enough. Check destIndex and length, and the array's lower bounds.");
                        target.replace(static_cast<std::size_t>(c.integer(4)), part.size(), part);
                    }
                    return number(c.integer(2));
                })
        .method("byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)",
                [](Call& c) {
                    const std::string part(bufferPart(c));
                    hash(c).last = bytesValue(hash(c).compute(hash(c).pending + part));
                    hash(c).pending.clear();
                    return bytesValue(part);
                })
        .method("void Initialize()",
                [](Call& c) {
                    hash(c).pending.clear();
                    return Value();
                })
        .property("int InputBlockSize", [](Call&) { return number(1); })
        .property("int OutputBlockSize", [](Call&) { return number(1); })
        .property("bool CanReuseTransform", [](Call&) { return boxed(true); })
        .property("bool CanTransformMultipleBlocks", [](Call&) { return boxed(true); })
        .method("static HashAlgorithm Create()", [](Call&) { return namedHash("SHA1"); })
        .method("static HashAlgorithm Create(string hashName)", [](Call& c) { return namedHash(c.needText(0)); })
        .method("void Clear()", [](Call&) { return Value(); })
        .method("void Dispose()", [](Call&) { return Value(); });
    registry.define(space, "KeyedHashAlgorithm", TypeKind::Class)
        .base("HashAlgorithm")
        .property(
            "byte[] Key", [](Call& c) { return bytesValue(hash(c).key); }, {},
            [](Call& c) {
                hash(c).key = bytes(c, 0);
                return Value();
            });
    registry.define(space, "HMAC", TypeKind::Class)
        .base("KeyedHashAlgorithm")
        .method("static HMAC Create()", [](Call&) { return namedHash("HMACSHA1"); })
        .method("static HMAC Create(string algorithmName)",
                [](Call& c) {
                    return namedHash(c.needText(0).rfind("HMAC", 0) == 0 ? std::string(c.text(0)) : "HMAC" + std::string(c.text(0)));
                })
        .property("string HashName", [](Call& c) { return textOf(hash(c).algorithm); });
    defineHash<0>(registry);
    defineHash<1>(registry);
    defineHash<2>(registry);
    defineHash<3>(registry);
    defineHash<4>(registry);
    registry.define(space, "RNGCryptoServiceProvider", TypeKind::Class)
        .implements({"IDisposable"})
        .constructor("new()", [](Call& c) { return Value::object(new RecordObject(c.result, {})); })
        .method("void GetNonZeroBytes(byte[] data)",
                [](Call& c) {
                    for (char& byte : bytes(c, 0)) do
                            byte = randomBytes(1)[0];
                        while (byte == 0);
                    return Value();
                })
        .method("void GetBytes(byte[] data, int offset, int count)",
                [](Call& c) {
                    std::string& target = bytes(c, 0);
                    if (c.integer(1) < 0 || c.integer(2) < 0) raiseOutOfRange("offset", "Non-negative number required.");
                    if (c.integer(1) + c.integer(2) > static_cast<std::int64_t>(target.size()))
                        raise("ArgumentException",
                              "Offset and length were out of bounds for the array or count is greater than the number of elements from "
                              "index to the end of the source collection.");
                    target.replace(static_cast<std::size_t>(c.integer(1)), static_cast<std::size_t>(c.integer(2)),
                                   randomBytes(static_cast<std::size_t>(c.integer(2))));
                    return Value();
                })
        .method("void GetBytes(byte[] data)",
                [](Call& c) {
                    auto& target = *byteContent(c.need(0));
                    target = randomBytes(target.size());
                    return Value();
                })
        .method("void Dispose()", [](Call&) { return Value(); });
}

}  // namespace

MGC_TYPE(hash_algorithms, describe)

}  // namespace mgc::expression
