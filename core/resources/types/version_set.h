#pragma once
#include <string>

#include "resources/resource.h"

namespace mgc::resources {

enum class VersioningScheme { Segment, Query, Header };

struct VersionSet : Resource {
    std::string displayName;
    VersioningScheme scheme = VersioningScheme::Segment;
    std::string headerName, queryName;
};

[[nodiscard]] VersionSet readVersionSet(Resource resource);

}  // namespace mgc::resources
