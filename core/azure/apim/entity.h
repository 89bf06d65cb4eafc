#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "azure/arm/arm_client.h"

namespace mgc::azure {

/// Everything of an API Management service that has a place in the workspace, by what it is.
enum class EntityKind {
    NamedValue,
    Tag,
    Gateway,
    VersionSet,
    Backend,
    Logger,
    Group,
    PolicyFragment,
    Diagnostic,
    Product,
    Subscription,
    Api,
    Specification,
    Operation,
    Resolver,
    Release,
    Policy,
    ProductApi,
    ProductGroup,
    GatewayApi,
    ApiTag,
    ProductTag
};
[[nodiscard]] std::string_view toText(EntityKind kind);

/// A collection of the service: where it lies in Azure and in the workspace (APIOps layout v7).
struct Collection {
    EntityKind kind;
    std::string_view segment;   ///< "namedValues"
    std::string_view resource;  ///< kind of the descriptor in core/resources: "namedValue"
};
/// The collections right below the service, in the order in which they are imported.
[[nodiscard]] const std::vector<Collection>& serviceCollections();

/// One thing as it stands in files. Its id is its path below the service: "/backends/b", "/apis/a/policies/policy"; an API's
/// specification is "/apis/a#specification" (it has no address of its own).
struct Entity {
    std::string id;
    EntityKind kind = EntityKind::Backend;
    std::string file;  ///< below the workspace, with '/'
    std::string text;
    std::string policyFile, policyText;  ///< of a fragment only: its second file

    [[nodiscard]] std::string hash() const;  ///< SHA-256 of the texts, hexadecimal
};

/// What Azure shows of an entity.
struct LiveEntity {
    Json body;  ///< the resource; null where it has none (links)
    std::string etag;
    std::string specification, specificationFile;  ///< of a Specification
};

/// The path below the resource manager ("<service>/apis/a").
/// True for the schema of a GraphQL API: a specification with an address of its own.
[[nodiscard]] bool isGraphQlSchema(const Entity& entity);
[[nodiscard]] std::string armPath(const std::string& serviceId, const Entity& entity);
/// Where things lie in the workspace: the files of an entity of that id and kind.
[[nodiscard]] Entity entityAt(const std::string& id, EntityKind kind);
/// The entity as the import writes it: read-only members gone, ids of this service relative, secrets as references.
[[nodiscard]] Entity rendered(const std::string& id, EntityKind kind, const LiveEntity& live, const std::string& serviceId);
/// The body of the PUT that makes Azure equal to the files. Secret references take their value from `live`, else from the environment or
/// the keychain through `secret`. Errors: MGC2002 (not valid JSON), SecretMissing.
using SecretLookup = std::function<std::optional<std::string>(const std::string& name)>;
[[nodiscard]] Result<std::optional<Json>> putBody(const Entity& entity, const std::optional<LiveEntity>& live, const std::string& serviceId,
                                                  const SecretLookup& secret, const std::string& apiInformation = {});
/// True where Azure's entity says what the files say (members that only Azure has count as equal).
[[nodiscard]] bool says(const LiveEntity& live, const Entity& wanted, const std::string& serviceId);
/// The API version that knows every member of `body`.
[[nodiscard]] std::string versionFor(EntityKind kind, const std::optional<Json>& body);
/// Place in the order of changes: what others refer to comes first. Fragments and pools are refined by the plan.
[[nodiscard]] int rankOf(const Entity& entity);
/// False for names that cannot be a folder ("..", separators, control characters).
[[nodiscard]] bool isSafeName(std::string_view name);

}  // namespace mgc::azure
