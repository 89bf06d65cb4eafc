#pragma once
#include <optional>
#include <string>

#include "base/clock.h"
#include "resources/resource.h"

namespace mgc::resources {

enum class SubscriptionState { Active, Suspended, Expired, Submitted, Rejected, Cancelled };

struct Subscription : Resource {
    enum class ScopeKind { AllAccess, AllApis, Product, Api };
    std::string displayName;
    ScopeKind scopeKind = ScopeKind::AllApis;
    std::string scopeName;  ///< product or API name
    SubscriptionState state = SubscriptionState::Submitted;
    std::string primaryKey, secondaryKey;  ///< local keys (see local_keys.h); never written to a workspace file by us
    std::string ownerId;                   ///< "/users/u"; "" for none
    bool allowTracing = false;
    std::optional<Instant> created, start, end;
};

[[nodiscard]] Subscription readSubscription(Resource resource);
/// The built-in all-access subscription "master" that every service has.
[[nodiscard]] Subscription masterSubscription();

}  // namespace mgc::resources
