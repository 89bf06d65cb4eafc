#include <openssl/rand.h>

#include "expression/types/cryptography.h"

namespace mgc::expression {

void cryptographyFailed(const char* what) { raise("CryptographicException", what); }
std::string randomBytes(std::size_t count) {
    std::string out(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1) cryptographyFailed("No random bytes.");
    return out;
}

std::string digest(const char* name, std::string_view content) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(content.data(), content.size(), out, &length, EVP_get_digestbyname(name), nullptr) != 1)
        cryptographyFailed("The hash could not be computed.");
    return std::string(reinterpret_cast<char*>(out), length);
}

}  // namespace mgc::expression
