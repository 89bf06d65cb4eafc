#pragma once
#include <functional>
#include <memory>
#include <string>

#include "azure/sign_in/account.h"
#include "azure/sign_in/device_code.h"
#include "azure/sign_in/headless_credentials.h"

namespace mgc::azure {

/// How a person takes part in a sign-in.
struct SignInHooks {
    std::function<void(const DeviceCodePrompt&)> showDeviceCode;
    std::function<Result<void>(const std::string& url)> openBrowser;
};

struct SignInOptions {
    std::string method;    ///< browser, device-code, az, azd, service-principal, managed-identity, token-env; "": what there is
    std::string tenant;    ///< GUID or domain; "": the account's home tenant
    std::string clientId;  ///< of the application registration, for browser and device-code
};

/// All that signing in needs to know.
struct SignInContext {
    const Cloud& cloud;
    Transport& transport;
    SecretStore& secrets;
    Environment environment;
    SignInHooks hooks;
};

/// Signs a person in (browser or device-code): the refresh token goes to the secrets, the rest to the account file. Errors:
/// ClientIdMissing, those of the flows.
[[nodiscard]] Result<Account> signIn(const SignInContext& context, const SignInOptions& options);
/// Forgets the account and its refresh token; false where nobody was signed in.
[[nodiscard]] Result<bool> signOut(const SignInContext& context);
/// The credential that `options.method` names; for "" the signed-in account, else a service principal or token of the environment, else
/// az. Errors NotSignedIn, CredentialUnavailable, UnknownCredential, those of signIn.
[[nodiscard]] Result<std::unique_ptr<Credential>> makeCredential(const SignInContext& context, const SignInOptions& options);

}  // namespace mgc::azure
