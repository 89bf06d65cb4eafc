#pragma once
#include <functional>
#include <string>

#include "azure/sign_in/entra.h"

namespace mgc::azure {

struct BrowserSignIn {
    std::string clientId;
    std::string scope;
    std::string prompt = "select_account";  ///< "", select_account, login or consent
    std::string loginHint;
    std::string claims;
    std::chrono::seconds limit{300};
};

/// Authorization code with PKCE (S256) through the system browser and a loopback redirect. `open` shows the address. Errors: those of
/// LoopbackReceiver, access_denied, Entra's.
[[nodiscard]] Result<TokenAnswer> signInWithBrowser(EntraEndpoint endpoint, const BrowserSignIn& options,
                                                    const std::function<Result<void>(const std::string& url)>& open);

}  // namespace mgc::azure
