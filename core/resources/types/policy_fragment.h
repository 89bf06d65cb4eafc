#pragma once
#include <optional>
#include <string>

#include "resources/resource.h"

namespace mgc::resources {

struct PolicyFragment : Resource {
    std::string description;
    std::optional<PolicyDocument> policy;  ///< policy.xml, or properties.value in the apiops-cli dialect
};

[[nodiscard]] PolicyFragment readPolicyFragment(Resource resource);

}  // namespace mgc::resources
