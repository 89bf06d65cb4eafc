#include "resources/resource.h"

#include "base/text.h"

namespace mgc::resources {

SourceRange Resource::rangeOf(std::string_view pointerBelowProperties) const {
    if (document) return document->rangeOf("/properties" + std::string(pointerBelowProperties));
    return {file, {1, 1, 0}, {1, 1, 0}};
}

std::string_view lastSegment(std::string_view reference) {
    while (reference.ends_with('/')) reference.remove_suffix(1);
    const std::size_t slash = reference.rfind('/');
    return slash == std::string_view::npos ? reference : reference.substr(slash + 1);
}

std::string_view relativeId(std::string_view reference) {
    static constexpr std::string_view provider = "Microsoft.ApiManagement/service/";
    for (std::size_t at = 0; at + provider.size() <= reference.size(); ++at) {
        if (!equalsIgnoreCase(reference.substr(at, provider.size()), provider)) continue;
        const std::size_t slash = reference.find('/', at + provider.size());
        return slash == std::string_view::npos ? std::string_view("/") : reference.substr(slash);
    }
    return reference;
}

}  // namespace mgc::resources
