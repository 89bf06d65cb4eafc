#include "gateway/state/stand_in_identity.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <nlohmann/json.hpp>

namespace mgc::gateway {

namespace {

constexpr auto lifetime = std::chrono::hours(24);
constexpr auto renewBefore = std::chrono::minutes(5);

std::string base64Url(std::string_view bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6) text.push_back(alphabet[bits >> (count - 6) & 63]);
    }
    if (count > 0) text.push_back(alphabet[bits << (6 - count) & 63]);
    return text;
}

std::string hmacSha256(const std::string& key, const std::string& text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &length);
    return {reinterpret_cast<const char*>(digest.data()), length};
}

}  // namespace

StandInIdentity::StandInIdentity(const Clock& clock, Random& random) : m_clock(clock), m_key(random.guid() + random.guid()), m_objectId(random.guid()) {}

ValueTask<Result<policy::Identity::Token>> StandInIdentity::managedIdentityToken(std::string resource, std::string clientId) {
    const Instant now = m_clock.now();
    std::string cacheKey;
    cacheKey.reserve(resource.size() + clientId.size() + 1);
    cacheKey += resource;
    cacheKey += '\n';
    cacheKey += clientId;
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_cached.find(cacheKey); found != m_cached.end() && found->second.expires - renewBefore > now)
        return Token{found->second.token, true};
    std::string token = sign(resource, clientId, now);
    if (m_cached.size() >= maximumCached) m_cached.clear();
    m_cached[std::move(cacheKey)] = {token, now + lifetime};
    return Token{std::move(token), true};
}

std::string StandInIdentity::sign(const std::string& resource, const std::string& clientId, Instant now) const {
    const auto seconds = [](Instant instant) { return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count(); };
    const nlohmann::ordered_json header{{"typ", "JWT"}, {"alg", "HS256"}, {"kid", "local-stand-in"}};
    const nlohmann::ordered_json claims{{"aud", resource},
                                        {"iss", "https://sts.windows.net/00000000-0000-0000-0000-000000000000/"},
                                        {"iat", seconds(now)},
                                        {"nbf", seconds(now)},
                                        {"exp", seconds(now + lifetime)},
                                        {"appid", clientId.empty() ? "system-assigned" : clientId},
                                        {"idtyp", "app"},
                                        {"oid", m_objectId},
                                        {"sub", m_objectId},
                                        {"tid", "00000000-0000-0000-0000-000000000000"},
                                        {"ver", "1.0"}};
    const std::string signedPart = base64Url(header.dump()) + '.' + base64Url(claims.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return signedPart + '.' + base64Url(hmacSha256(m_key, signedPart));
}

}  // namespace mgc::gateway
