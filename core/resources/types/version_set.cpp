#include "resources/types/version_set.h"

#include "base/text.h"
#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& version_set_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "versionSet",
        .title = "Version set",
        .folder = "version sets",
        .otherFolders = {"versionSets"},
        .infoFile = "versionSetInformation.json",
        .armType = "Microsoft.ApiManagement/service/apiVersionSets",
        .apiVersion = "2024-05-01",
        .help = "APIs that are versions of one another, and how callers choose.",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-versions",
        .members = {
            {.name = "displayName", .needed = Needed::Required, .maximum = 100, .help = "Name shown to people."},
            {.name = "versioningScheme",
             .type = MemberType::Enumeration,
             .needed = Needed::Required,
             .values = {"Segment", "Query", "Header"},
             .help = "Where the version stands."},
            {.name = "versionHeaderName", .maximum = 100, .help = "Header, with scheme Header."},
            {.name = "versionQueryName", .maximum = 100, .help = "Query parameter, with scheme Query."},
            {.name = "description", .help = "What the versions have in common."},
        }};
    return descriptor;
}

VersionSet readVersionSet(Resource resource) {
    VersionSet set;
    static_cast<Resource&>(set) = std::move(resource);
    const Members members = Members::of(set);
    set.displayName = members.text("displayName", set.name);
    const std::string scheme = members.text("versioningScheme");
    set.scheme = equalsIgnoreCase(scheme, "Query")    ? VersioningScheme::Query
                 : equalsIgnoreCase(scheme, "Header") ? VersioningScheme::Header
                                                      : VersioningScheme::Segment;
    set.headerName = members.text("versionHeaderName");
    set.queryName = members.text("versionQueryName");
    return set;
}

}  // namespace mgc::resources
