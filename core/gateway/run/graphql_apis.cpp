#include "gateway/run/graphql_apis.h"

#include <set>

namespace mgc::gateway {

namespace {

/// What is odd about where a resolver stands.
void checkLink(const resources::Resolver& resource, const policy::Resolver& resolver, const graphql::Schema& schema,
               Diagnostics& diagnostics) {
    const graphql::Type* type = schema.find(resolver.type);
    const bool composite = type && type->kind == graphql::TypeKind::Object;
    if (!composite || !type->field(resolver.field))
        diagnostics.warning(
            "MGC4250",
            "The schema has no field \"" + resource.path + "\": the resolver \"" + resource.name + "\" is not linked and never runs.",
            resource.rangeOf("/path"), "path");
    else if (type == schema.root(graphql::OperationKind::Subscription))
        diagnostics.warning("MGC4250", "Subscription fields need no resolver: publish-event in another resolver brings their events.",
                            resource.rangeOf("/path"), "path");
}

}  // namespace

std::shared_ptr<const policy::GraphQlApi> buildGraphQlApi(const resources::Api& api, PolicyLoader& loader, Diagnostics& diagnostics) {
    std::shared_ptr<const graphql::Schema> schema;
    if (api.graphQlText) schema = graphql::Schema::parse(*api.graphQlText, api.graphQlFile, diagnostics);
    std::vector<std::shared_ptr<const policy::Resolver>> resolvers;
    std::set<std::pair<std::string, std::string>> fields;
    for (const auto& resource : api.resolvers) {
        auto resolver = loader.loadResolver(resource, api.workspace);
        if (!resolver) continue;
        if (schema) checkLink(resource, *resolver, *schema, diagnostics);
        if (!fields.emplace(resolver->type, resolver->field).second) {
            diagnostics.error("MGC4251", "The field \"" + resource.path + "\" has two resolvers.", resource.rangeOf("/path"), "path");
            continue;
        }
        resolvers.push_back(std::move(resolver));
    }
    auto fallback = api.serviceUrl.empty() ? policy::StepList() : loader.loadForward(api.id);
    return std::make_shared<const policy::GraphQlApi>(api.id, std::move(schema), std::move(resolvers), std::move(fallback));
}

}  // namespace mgc::gateway
