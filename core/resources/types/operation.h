#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "resources/resource.h"

namespace mgc::resources {

/// A content type with what the specification says about it. The JSON lies inside the specification's tree and lives as long as it.
struct Representation {
    std::string contentType;
    std::shared_ptr<const nlohmann::ordered_json> schema;   ///< null: none given. References ("$ref") inside are not resolved
    std::shared_ptr<const nlohmann::ordered_json> example;  ///< the first example, whichever way it is written; null: none
};

struct Parameter {
    std::string name;
    std::string location;  ///< "path", "query", "header" or "cookie"
    bool required = false;
    std::shared_ptr<const nlohmann::ordered_json> schema;
};

struct ResponseDescription {
    std::string status;  ///< "200", "4XX" or "default"
    std::vector<Parameter> headers;
    std::vector<Representation> representations;
};

struct Operation : Resource {  // `name` is the operation's resource name, as context.Operation.Id shows it
    std::string displayName, description;
    std::string method;       ///< upper case
    std::string urlTemplate;  ///< "/deployments/{deployment-id}/chat/completions?api-version={api-version}"
    std::vector<Parameter> parameters;
    bool bodyRequired = false;
    std::vector<Representation> requestBodies;
    std::vector<ResponseDescription> responses;
    std::optional<PolicyDocument> policy;
};

}  // namespace mgc::resources
