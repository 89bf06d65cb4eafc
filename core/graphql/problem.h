#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "graphql/syntax/ast.h"

namespace mgc::graphql {

using Json = nlohmann::ordered_json;

/// One entry of a response's "errors", in the shape of GraphQL.NET, which Azure's gateway uses (springcomp in azure-dev #1373).
struct Problem {
    std::string message;
    std::vector<Location> locations = {};
    std::string code = {};     ///< extensions.code, "FIELDS_ON_CORRECT_TYPE"; "" for none
    std::string number = {};   ///< extensions.number: section of the specification, "5.3.1"; "" for none
    Json path = nullptr;       ///< of a field's error: an array of names and indexes; null for none
    std::string details = {};  ///< for the trace, never sent
};
/// At most this many are kept of one request.
inline constexpr std::size_t mostProblems = 100;

[[nodiscard]] Json toJson(const Problem& problem);
/// {"errors": [...]}, as a request error has it.
[[nodiscard]] Json errorsOf(const std::vector<Problem>& problems);

}  // namespace mgc::graphql
