#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "azure/cloud.h"
#include "azure/sign_in/entra.h"
#include "azure/sign_in/secret_store.h"
#include "azure/sign_in/token_source.h"
#include "azure/transport.h"

namespace mgc::azure {

/// A sign-in of a person, without its secrets: what lies in the settings folder, so that the refresh token can be found in the keychain.
struct Account {
    std::string cloud, authority;
    std::string tenant;  ///< GUID of the home tenant, or as given
    std::string clientId;
    std::string username, name, objectId;
    std::string method;  ///< "browser" or "device-code"
    /// Key of the refresh token in the keychain: cloud, tenant, account and client id.
    [[nodiscard]] std::string secretName() const;
};

/// $XDG_CONFIG_HOME/model-gateway/azure-account.json
[[nodiscard]] std::string accountFile();
[[nodiscard]] std::optional<Account> readAccount(const std::string& file);
[[nodiscard]] Result<void> writeAccount(const std::string& file, const Account& account);

/// Signs the person in again because Azure wants further claims (a claims challenge that refreshing cannot meet).
using SignInAgain = std::function<Result<TokenAnswer>(const std::string& tenant, const std::string& scope, const std::string& claims)>;
/// Tokens of a signed-in account through its refresh token, for any resource and tenant; a new refresh token replaces the stored one.
/// Where a claims challenge needs the person, `again` is asked once. Error InteractionRequired: sign in again. Error NotSignedIn where the
/// keychain has no refresh token.
[[nodiscard]] std::unique_ptr<Credential> accountCredential(Account account, const Cloud& cloud, SecretStore& secrets, Transport& transport,
                                                            SignInAgain again = {});

}  // namespace mgc::azure
