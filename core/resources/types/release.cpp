#include "resources/descriptor.h"

namespace mgc::resources {

const ResourceDescriptor& release_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "release",
        .title = "API release",
        .folder = "releases",
        .infoFile = "apiReleaseInformation.json",
        .otherInfoFiles = {"releaseInformation.json"},
        .armType = "Microsoft.ApiManagement/service/apis/releases",
        .apiVersion = "2024-05-01",
        .help = "The note that made a revision of an API current.",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-revisions",
        .members = {
            {.name = "apiId", .type = MemberType::Reference, .references = "api", .help = "The revision that was released."},
            {.name = "notes", .help = "What changed."},
        }};
    return descriptor;
}

}  // namespace mgc::resources
