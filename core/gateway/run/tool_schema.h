#pragma once
#include <nlohmann/json.hpp>

#include "resources/types/api.h"

namespace mgc::gateway {

/// The JSON Schema of a tool's arguments: one property per path, query and header parameter of the operation, and `body` for its JSON
/// request body. References into the specification are resolved up to 12 levels.
[[nodiscard]] nlohmann::ordered_json toolSchema(const resources::Api& api, const resources::Operation& operation);

/// Names of the parameters in a URL template ("/orders/{id}?expand={expand}"): path first, then query.
struct TemplateParameters {
    std::vector<std::string> path;
    std::vector<std::pair<std::string, std::string>> query;  ///< query name, placeholder
};
[[nodiscard]] TemplateParameters templateParameters(std::string_view urlTemplate);

}  // namespace mgc::gateway
