#pragma once
#include <string>

namespace mgc::azure {

/// What an access or id token says about its holder, for display and for role assignments; not verified, "" where absent or no JWT.
struct TokenHolder {
    std::string objectId;  ///< oid
    std::string tenant;    ///< tid
    std::string account;   ///< preferred_username, upn, unique_name or the application id
    std::string name;
    bool isServicePrincipal = false;  ///< idtyp app, or an appid without a user
};
[[nodiscard]] TokenHolder holderOf(const std::string& token);

}  // namespace mgc::azure
