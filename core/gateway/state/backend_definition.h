#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/state/circuit_breaker.h"
#include "http/url.h"

namespace mgc::gateway {

/// A backend entity as the gateway runs it (ARM Microsoft.ApiManagement/service/backends, named values already filled in).
struct BackendDefinition {
    std::string id;
    std::string azureRegion;
    http::Url url;                                               ///< of a single backend
    std::vector<std::pair<std::string, std::string>> headers;    ///< credentials.header and credentials.authorization
    std::vector<std::pair<std::string, std::string>> query;      ///< credentials.query
    std::string managedIdentityResource, managedIdentityClientId;
    bool verifyCertificateChain = true, verifyCertificateName = true;
    std::string proxyUrl;
    std::optional<BreakerRule> breaker;

    struct Member {
        std::string id;
        int priority = 0;  ///< lower is preferred; missing counts as 0
        int weight = 0;    ///< 0 everywhere in a group means equal shares
    };
    bool isPool = false;
    std::vector<Member> members;
    std::string affinityCookie;  ///< sessionAffinity.sessionId.name; "" for none
    int poolFailureStatus = 503;
};

}  // namespace mgc::gateway
