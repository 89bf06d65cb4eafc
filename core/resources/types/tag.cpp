#include "resources/types/tag.h"

#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& tag_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "tag",
        .title = "Tag",
        .folder = "tags",
        .infoFile = "tagInformation.json",
        .armType = "Microsoft.ApiManagement/service/tags",
        .apiVersion = "2024-05-01",
        .help = "A label on APIs and products.",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-howto-tags",
        .members = {{.name = "displayName", .needed = Needed::Required, .maximum = 160, .help = "Name shown to people."}}};
    return descriptor;
}

Tag readTag(Resource resource) {
    Tag tag;
    static_cast<Resource&>(tag) = std::move(resource);
    tag.displayName = Members::of(tag).text("displayName", tag.name);
    return tag;
}

}  // namespace mgc::resources
