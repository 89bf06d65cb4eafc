// HashAlgorithm, HMAC and their kinds; RNGCryptoServiceProvider.
#include <openssl/hmac.h>

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
    const std::string name = algorithmName<index>();
    registry.define(space, keep(name), TypeKind::Class).base("HashAlgorithm").method(keep("static " + name + " Create()"), makeHash<index>);
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
    registry.define(space, "HMAC", TypeKind::Class).base("KeyedHashAlgorithm");
    defineHash<0>(registry);
    defineHash<1>(registry);
    defineHash<2>(registry);
    defineHash<3>(registry);
    defineHash<4>(registry);
    registry.define(space, "RNGCryptoServiceProvider", TypeKind::Class)
        .implements({"IDisposable"})
        .constructor("new()", [](Call& c) { return Value::object(new RecordObject(c.result, {})); })
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
