#pragma once
#include <string>
#include <vector>

#include "resources/resource.h"

namespace mgc::resources {

/// A self-hosted gateway resource.
struct Gateway : Resource {
    std::string description, region;
    std::vector<std::string> apis;
};

[[nodiscard]] Gateway readGateway(Resource resource);

}  // namespace mgc::resources
