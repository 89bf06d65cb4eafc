#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/result.h"

namespace mgc::schema {

/// What a parameter's definition makes of its texts (one for each time it stands in the request): a number, a boolean, a text, or a list
/// for the type array (several texts, or one that commas part).
struct ParameterType {
    bool isArray = false;
    bool isObject = false;
    std::string type = "string";  ///< of the value, or of the items
};

/// Reads `type` of a schema, through references in `root` (at most 32).
[[nodiscard]] ParameterType parameterType(const nlohmann::ordered_json& schema, const nlohmann::ordered_json& root);
/// Error JsonReaderException where a text is no number or boolean although the definition asks for one.
[[nodiscard]] Result<nlohmann::json> parameterValue(const std::vector<std::string>& texts, const ParameterType& type);

}  // namespace mgc::schema
