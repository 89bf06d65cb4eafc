#pragma once
#include <string>

#include "resources/resource.h"

namespace mgc::resources {

/// A schema added to the service for content validation (validate-content schema-id).
struct Schema : Resource {
    std::string type;  ///< "json" or "xml"
    std::string text;  ///< the schema itself
};

[[nodiscard]] Schema readSchema(Resource resource);

}  // namespace mgc::resources
