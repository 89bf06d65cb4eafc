#include "resources/resource_type.h"

#include <cstdlib>

#include "resourceTypes.h"

namespace mgc::resources {

const ResourceDescriptor* findResourceType(std::string_view kind) {
    for (const ResourceDescriptor* const descriptor : resourceTypes())
        if (descriptor->kind == kind) return descriptor;
    return nullptr;
}

const ResourceDescriptor& resourceType(std::string_view kind) {
    const ResourceDescriptor* const descriptor = findResourceType(kind);
    if (!descriptor) std::abort();  // a kind that is not in types/CMakeLists.txt: a mistake in this program
    return *descriptor;
}

}  // namespace mgc::resources
