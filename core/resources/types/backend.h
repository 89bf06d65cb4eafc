#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "resources/resource.h"

namespace mgc::resources {

struct CircuitBreakerRule {
    std::string name;
    std::optional<std::int64_t> count;       ///< failures in the interval that open the circuit
    std::optional<std::int64_t> percentage;  ///< or their share of all calls, 1..100
    Duration interval = std::chrono::hours(1);
    std::vector<std::pair<int, int>> statusRanges;  ///< inclusive
    std::vector<std::string> errorReasons;
    Duration tripDuration = std::chrono::hours(1);
    bool acceptRetryAfter = false;
    std::optional<int> failureStatus;  ///< answer while open; 503 without
};

struct PoolMember {
    std::string backend;        ///< name of a single backend
    std::int64_t priority = 0;  ///< lower is preferred; absent counts as 0
    std::optional<std::int64_t> weight;
};

struct BackendTls {
    bool validateChain = true, validateName = true;
    std::vector<std::string> serverThumbprints;
    std::vector<std::pair<std::string, std::string>> serverNames;  ///< subject name, issuer thumbprint
};

/// Values may hold resolved named values, so they may be secret: never print them.
struct BackendCredentials {
    std::vector<std::pair<std::string, std::string>> headers, query;
    std::string scheme, parameter;  ///< Authorization; both "" for none
    std::string managedIdentityResource, managedIdentityClientId;
    std::vector<std::string> certificateIds, certificateThumbprints;
};

struct BackendProxy {
    std::string url, username, password;
};

struct Backend : Resource {
    bool isPool = false;
    std::string title, description;
    std::string url;  ///< of a single backend
    std::string protocol = "http";
    std::string azureRegion;
    BackendCredentials credentials;
    BackendTls tls;
    std::optional<BackendProxy> proxy;
    std::vector<CircuitBreakerRule> circuitBreaker;  ///< at most one in Azure
    std::vector<PoolMember> members;                 ///< of a pool, at most 30
    std::optional<std::string> sessionCookie;        ///< name of the affinity cookie of a pool
    std::optional<int> poolFailureStatus;            ///< answer while all members are out; 503 without
};

[[nodiscard]] Backend readBackend(Resource resource);

}  // namespace mgc::resources
