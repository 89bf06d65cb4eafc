#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "resources/resource.h"
#include "resources/types/diagnostic.h"
#include "resources/types/operation.h"
#include "resources/types/resolver.h"

namespace mgc::resources {

enum class ApiType { Http, Soap, WebSocket, GraphQl, OData, Grpc, Mcp, A2a };

struct Api : Resource {
    std::string displayName, description;
    std::string path;        ///< without leading and trailing slash; "" serves the gateway's root
    std::string serviceUrl;  ///< "" where neither the info file nor the specification gives an absolute one
    std::vector<std::string> protocols;
    ApiType type = ApiType::Http;
    bool subscriptionRequired = true;
    std::string keyHeader = "Ocp-Apim-Subscription-Key", keyQuery = "subscription-key";
    bool keyAsBearer = false;  ///< subscriptionKeyParameterNames.bearer "enabled": "Authorization: Bearer <key>" counts as a key
    std::string revision = "1";
    bool isCurrent = true;
    std::string version;                  ///< "" for the unversioned ("original") member of a version set
    std::string versionSet;               ///< name of the version set; "" for none
    bool requiredQueryInTemplate = true;  ///< translateRequiredQueryParameters: template (Azure's default) or query
    std::vector<Operation> operations;
    std::shared_ptr<const json::Document> specification;  ///< OpenAPI document; null for other kinds and where there is none
    std::string graphQlFile;                              ///< path of specification.graphql; "" for none
    std::shared_ptr<const std::string> graphQlText;       ///< its text
    std::vector<Resolver> resolvers;                      ///< of a GraphQL API
    std::optional<PolicyDocument> policy;
    std::vector<DiagnosticSetting> diagnostics;

    /// The name without ";rev=n".
    [[nodiscard]] std::string_view baseName() const;
};

[[nodiscard]] Api readApi(Resource resource);

}  // namespace mgc::resources
