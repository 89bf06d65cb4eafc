#pragma once
#include <optional>
#include <string>
#include <vector>

#include "resources/resource.h"

namespace mgc::resources {

struct Product : Resource {
    std::string displayName, description;
    bool subscriptionRequired = true;
    bool approvalRequired = false;
    bool published = false;
    std::optional<std::int64_t> subscriptionsLimit;
    std::vector<std::string> apis;  ///< API names without ";rev=n"
    std::vector<std::string> groups;
    std::optional<PolicyDocument> policy;
};

[[nodiscard]] Product readProduct(Resource resource);

}  // namespace mgc::resources
