#include "resources/local_keys.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <mutex>

#include "base/text.h"
#include "resources/files.h"
#include "resources/types/named_value.h"

namespace mgc::resources {
namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t index = 0; index < count; ++index) {
        text += digits[bytes[index] >> 4U];
        text += digits[bytes[index] & 15U];
    }
    return text;
}

std::string seedPath() {
    const char* const state = std::getenv("XDG_STATE_HOME");
    if (state && *state) return joinedPath(state, "model-gateway/key-seed");
    const char* const home = std::getenv("HOME");
    return home && *home ? joinedPath(home, ".local/state/model-gateway/key-seed") : std::string();
}

}  // namespace

std::string localSubscriptionKey(std::string_view seed, std::string_view workspaceId, std::string_view subscription,
                                 std::string_view which) {
    std::string message(workspaceId);
    message.append(1, '\0').append(toLowerAscii(subscription)).append(1, '\0').append(which);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    HMAC(EVP_sha256(), seed.data(), static_cast<int>(seed.size()), reinterpret_cast<const unsigned char*>(message.data()), message.size(),
         digest.data(), &length);
    return hexadecimal(digest.data(), 16);
}

std::string installationKeySeed() {
    static std::mutex mutex;
    static std::string seed;
    const std::lock_guard lock(mutex);
    if (!seed.empty()) return seed;
    const std::string path = seedPath();
    if (!path.empty() && isFile(path))
        if (const auto text = readFile(path, 4096); text && trimmed(*text).size() >= 32) return seed = trimmed(*text);
    std::array<unsigned char, 32> random{};
    RAND_bytes(random.data(), static_cast<int>(random.size()));
    seed = hexadecimal(random.data(), random.size());
    if (!path.empty()) (void)writeFile(path, seed + "\n", true);  // failing is fine: the keys then live as long as this process
    return seed;
}

std::string subscriptionKeyVariable(std::string_view subscription, std::string_view which) {
    std::string variable = "MGC_SUBSCRIPTION_KEY_" + namedValueVariable(subscription).substr(std::string_view("MGC_NAMED_VALUE_").size());
    if (which == "secondary") variable += "_SECONDARY";
    return variable;
}

}  // namespace mgc::resources
