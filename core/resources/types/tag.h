#pragma once
#include <string>
#include <vector>

#include "resources/resource.h"

namespace mgc::resources {

struct Tag : Resource {
    std::string displayName;
    std::vector<std::string> apis, products;
};

[[nodiscard]] Tag readTag(Resource resource);

}  // namespace mgc::resources
