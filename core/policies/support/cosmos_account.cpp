#include "policies/support/cosmos_account.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdio>
#include <vector>

#include "base/text.h"
#include "policies/support/base64.h"

namespace mgc::policies {

namespace {

std::optional<std::vector<unsigned char>> decoded(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0 || text.size() > 4096) return std::nullopt;
    std::vector<unsigned char> bytes(text.size() / 4 * 3);
    const int length = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (length < 0) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(length) - (text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0));
    return bytes;
}

}  // namespace

std::optional<CosmosAccount> CosmosAccount::parse(std::string_view connectionString) {
    CosmosAccount account;
    for (const auto part : split(connectionString, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = trimmed(part.substr(0, equals));
        std::string value;
        for (const char c : part.substr(equals + 1))
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') value += c;  // the docs' example breaks the line in the address
        if (equalsIgnoreCase(name, "AccountKey")) account.key = value;
        if (!equalsIgnoreCase(name, "AccountEndpoint")) continue;
        auto url = http::parseUrl(value);
        if (!url) return std::nullopt;
        account.endpoint = std::move(*url);
    }
    if (account.endpoint.host.empty()) return std::nullopt;
    return account;
}

std::string cosmosKeyToken(std::string_view method, std::string_view resourceType, std::string_view resourceLink, std::string_view date,
                           std::string_view key) {
    const auto secret = decoded(key);
    if (!secret) return {};
    const std::string text =
        toLowerAscii(method) + "\n" + toLowerAscii(resourceType) + "\n" + std::string(resourceLink) + "\n" + toLowerAscii(date) + "\n\n";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), secret->data(), static_cast<int>(secret->size()), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         digest.data(), &length);
    return percentEncoded("type=master&ver=1.0&sig=" + base64({reinterpret_cast<const char*>(digest.data()), length}));
}

std::string cosmosIdentityToken(std::string_view accessToken) { return percentEncoded("type=aad&ver=1.0&sig=" + std::string(accessToken)); }

std::string httpDate(Instant instant) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", days[std::chrono::weekday(day).c_encoding()],
                  static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

}  // namespace mgc::policies
