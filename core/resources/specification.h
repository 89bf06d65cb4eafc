#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "json/document.h"
#include "resources/types/operation.h"

namespace mgc::resources {

/// What an OpenAPI 2.0 ("swagger"), 3.0 or 3.1 document says, in the terms of API Management's import.
struct SpecificationContent {
    std::vector<Operation> operations;
    std::string serverUrl;  ///< the first absolute server address without placeholders; "" for none
    std::string title, description;
};

/// Reads the operations, at most 5,000. Problems (MGC2008) name the place; what can be read is read.
/// `requiredQueryInTemplate`: required query parameters become part of the URL template, as Azure's import does by default.
[[nodiscard]] SpecificationContent readSpecification(const json::Document& document, bool requiredQueryInTemplate,
                                                     Diagnostics& diagnostics);

/// The operation's resource name: the operationId where it is a valid resource name, else by Azure's rules for import: lower case, each
/// run of other characters one dash, at most 76 characters ("get-foo-bar" of GET /foo/{bar} where there is no operationId).
[[nodiscard]] std::string operationName(std::string_view operationId, std::string_view method, std::string_view urlTemplate);
/// That rule alone; used to match folder names with operation ids.
[[nodiscard]] std::string normalizedOperationName(std::string_view text);

/// Follows "$ref" within the document (at most 32 hops); the value itself where it is no reference; null where it leads nowhere.
[[nodiscard]] const nlohmann::ordered_json* resolveReference(const nlohmann::ordered_json& root, const nlohmann::ordered_json& value);

}  // namespace mgc::resources
