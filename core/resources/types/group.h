#pragma once
#include <string>

#include "resources/resource.h"

namespace mgc::resources {

struct Group : Resource {
    std::string displayName, description, type;  ///< type: custom, system or external
};

[[nodiscard]] Group readGroup(Resource resource);

}  // namespace mgc::resources
