#include "azure/sign_in/jwt_claims.h"

#include <nlohmann/json.hpp>

#include "azure/sign_in/claims_challenge.h"

namespace mgc::azure {

TokenHolder holderOf(const std::string& token) {
    const std::size_t first = token.find('.');
    const std::size_t second = first == std::string::npos ? first : token.find('.', first + 1);
    if (second == std::string::npos) return {};
    const auto decoded = decodedBase64(token.substr(first + 1, second - first - 1));
    if (!decoded) return {};
    const auto claims = nlohmann::json::parse(*decoded, nullptr, false);
    if (!claims.is_object()) return {};
    const auto text = [&](const char* name) {
        const auto found = claims.find(name);
        return found != claims.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    TokenHolder holder{text("oid"), text("tid"), {}, text("name"), text("idtyp") == "app"};
    for (const char* const name : {"preferred_username", "upn", "unique_name", "email"})
        if (holder.account.empty()) holder.account = text(name);
    if (holder.account.empty()) {
        holder.account = text("appid");
        holder.isServicePrincipal = holder.isServicePrincipal || !holder.account.empty();
    }
    return holder;
}

}  // namespace mgc::azure
