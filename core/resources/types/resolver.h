#pragma once
#include <optional>
#include <string>

#include "resources/resource.h"

namespace mgc::resources {

/// What brings one field of a GraphQL API's schema.
struct Resolver : Resource {
    std::string displayName, description;
    std::string path;  ///< "Query/users": type and field
    std::optional<PolicyDocument> policy;
};

[[nodiscard]] Resolver readResolver(Resource resource);

}  // namespace mgc::resources
