#include "resources/types/group.h"

#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& group_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "group",
        .title = "Group",
        .folder = "groups",
        .infoFile = "groupInformation.json",
        .armType = "Microsoft.ApiManagement/service/groups",
        .apiVersion = "2024-05-01",
        .help = "Users that see the same products.",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-howto-create-groups",
        .members = {
            {.name = "displayName", .needed = Needed::Required, .maximum = 300, .help = "Name shown to people."},
            {.name = "description", .maximum = 1000, .help = "Who belongs to it."},
            {.name = "type", .type = MemberType::Enumeration, .values = {"custom", "system", "external"}, .help = "custom without."},
            {.name = "externalId", .help = "Object id of a Microsoft Entra group."},
        }};
    return descriptor;
}

Group readGroup(Resource resource) {
    Group group;
    static_cast<Resource&>(group) = std::move(resource);
    const Members members = Members::of(group);
    group.displayName = members.text("displayName", group.name);
    group.description = members.text("description");
    group.type = members.text("type", "custom");
    return group;
}

}  // namespace mgc::resources
