#pragma once
#include <string_view>

#include "resources/descriptor.h"

namespace mgc::resources {

/// The descriptor of a kind in the catalog (`resourceTypes()` lists all); null for an unknown kind.
[[nodiscard]] const ResourceDescriptor* findResourceType(std::string_view kind);
/// The same for a kind that is known to exist.
[[nodiscard]] const ResourceDescriptor& resourceType(std::string_view kind);

}  // namespace mgc::resources
