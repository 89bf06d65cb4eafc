#pragma once
#include <functional>
#include <string>

#include "azure/sign_in/entra.h"

namespace mgc::azure {

/// What a person needs to sign in on another device.
struct DeviceCodePrompt {
    std::string userCode, address, message;
    int expiresInSeconds = 900;
};

/// The device code flow (RFC 8628): shows the prompt, polls until the person has signed in; `claims` of a challenge are asked for. Errors:
/// expired_token, access_denied (authorization_declined), Cancelled, and Entra's.
[[nodiscard]] Result<TokenAnswer> signInWithDeviceCode(EntraEndpoint endpoint, const std::string& clientId, const std::string& scope,
                                                       const std::function<void(const DeviceCodePrompt&)>& show,
                                                       const std::string& claims = {});

}  // namespace mgc::azure
