#pragma once
#include <string>
#include <vector>

#include "policies/support/jwt/signing_key.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// What an OpenID provider says about itself.
struct OpenIdMetadata {
    std::string issuer;
    std::vector<SigningKey> keys;
};

/// Configuration and key set behind `url`, over the gateway's cache: kept for one hour; asked again for an unknown `keyId` or after a
/// failure, at most every five minutes (validate-jwt page).
[[nodiscard]] Task<Result<OpenIdMetadata>> openIdMetadata(policy::RequestContext& context, std::string url, std::string keyId);

}  // namespace mgc::policies
