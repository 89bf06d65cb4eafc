#include "policies/support/jwt/token.h"

#include "base/text.h"
#include "policies/support/jwt/signing_key.h"

namespace mgc::policies {

namespace {

constexpr std::size_t longestToken = 64u << 10;

std::optional<nlohmann::json> object(std::string_view part) {
    const auto text = decodeBase64(part);
    if (!text) return std::nullopt;
    // Depth is bounded by the token's size; the callback stops early all the same.
    auto json = nlohmann::json::parse(
        *text, [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) { return depth <= 32; }, false);
    if (!json.is_object()) return std::nullopt;
    return json;
}

std::string textOf(const nlohmann::json& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::optional<SignedToken> parseSignedToken(std::string_view text) {
    if (text.size() > longestToken) return std::nullopt;
    const auto parts = split(text, '.');
    if (parts.size() != 3) return std::nullopt;
    auto header = object(parts[0]);
    auto payload = object(parts[1]);
    auto signature = decodeBase64(parts[2]);
    if (!header || !payload || !signature) return std::nullopt;
    return SignedToken{std::string(text.substr(0, parts[0].size() + 1 + parts[1].size())), std::move(*signature), std::move(*header),
                       std::move(*payload)};
}

std::string SignedToken::algorithm() const {
    const auto found = header.find("alg");
    return found != header.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string SignedToken::keyId() const {
    const auto found = header.find("kid");
    return found != header.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> SignedToken::seconds(const char* claim) const {
    const auto found = payload.find(claim);
    if (found == payload.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

std::vector<std::string> SignedToken::values(const std::string& claim) const {
    std::vector<std::string> result;
    const auto found = payload.find(claim);
    if (found == payload.end() || found->is_null()) return result;
    if (!found->is_array()) return {textOf(*found)};
    for (const auto& entry : *found) result.push_back(textOf(entry));
    return result;
}

}  // namespace mgc::policies
