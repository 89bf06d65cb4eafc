#pragma once
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "expression/types/natives.h"

// What the cryptographic types share. OpenSSL does the work.
namespace mgc::expression {

[[nodiscard]] inline Value bytesValue(std::string content) { return Value::object(new ByteArrayObject(std::move(content))); }
[[nodiscard]] inline const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
[[noreturn]] void cryptographyFailed(const char* what);
[[nodiscard]] std::string randomBytes(std::size_t count);
/// Hash by OpenSSL's name ("SHA256").
[[nodiscard]] std::string digest(const char* name, std::string_view content);
/// A key object (RSA) as expressions hold it.
[[nodiscard]] Value rsaValue(std::shared_ptr<EVP_PKEY> key, bool isPrivate);

}  // namespace mgc::expression
