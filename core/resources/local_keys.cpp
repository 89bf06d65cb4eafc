#include "resources/local_keys.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <mutex>
#include <optional>

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

std::optional<std::string> storedSeed(const std::string& path) {
    if (path.empty() || !isFile(path)) return std::nullopt;
    const auto text = readFile(path, 4096);
    if (!text || trimmed(*text).size() < 32) return std::nullopt;
    return std::string(trimmed(*text));
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
    if (auto known = storedSeed(path)) return seed = std::move(*known);
    std::array<unsigned char, 32> random{};
    RAND_bytes(random.data(), static_cast<int>(random.size()));
    seed = hexadecimal(random.data(), random.size());
    // Of two programs that start for the first time together only one gets its link; the other takes over that seed.
    const std::string own = path + "." + std::to_string(::getpid());
    if (!path.empty() && writeFile(own, seed + "\n", true)) {
        (void)!::link(own.c_str(), path.c_str());
        ::unlink(own.c_str());
        if (auto known = storedSeed(path)) seed = std::move(*known);
    }
    return seed;
}

std::string subscriptionKeyVariable(std::string_view subscription, std::string_view which) {
    std::string variable = "MGC_SUBSCRIPTION_KEY_" + namedValueVariable(subscription).substr(std::string_view("MGC_NAMED_VALUE_").size());
    if (which == "secondary") variable += "_SECONDARY";
    return variable;
}

}  // namespace mgc::resources
