#include "resources/types/resolver.h"

#include <nlohmann/json.hpp>

#include "resources/descriptor.h"
#include "resources/members.h"

namespace mgc::resources {

const ResourceDescriptor& resolver_descriptor() {
    static const ResourceDescriptor descriptor{
        .kind = "resolver",
        .title = "Resolver",
        .folder = "resolvers",
        .infoFile = "resolverInformation.json",
        .armType = "Microsoft.ApiManagement/service/apis/resolvers",
        .apiVersion = "2024-05-01",
        .hasPolicy = true,
        .help = "Brings one field of a GraphQL API's schema; its policy is a data source.",
        .documentation = "https://learn.microsoft.com/azure/api-management/configure-graphql-resolver",
        .members = {
            {.name = "displayName", .maximum = 300, .help = "Name shown to people."},
            {.name = "path", .needed = Needed::Required, .maximum = 300, .help = "Type and field of the schema: Query/users."},
            {.name = "description", .maximum = 1000, .help = "What the resolver does."},
        }};
    return descriptor;
}

Resolver readResolver(Resource resource) {
    Resolver resolver;
    static_cast<Resource&>(resolver) = std::move(resource);
    const Members members = Members::of(resolver);
    resolver.displayName = members.text("displayName", resolver.name);
    resolver.description = members.text("description");
    resolver.path = members.text("path");
    return resolver;
}

}  // namespace mgc::resources
