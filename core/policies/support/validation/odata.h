#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mgc::policies {

/// "4.0", "4.01" as a number that compares (40, 41; 3.0 is 30); nullopt for anything else.
[[nodiscard]] std::optional<int> odataVersion(std::string_view text);

/// What is wrong with the path and the query options of a request by the OData URL conventions (4.01, part 2); nullopt: nothing.
/// `version` as from odataVersion(): from 4.01 on system query options may be written without "$". Names are not looked up in metadata.
[[nodiscard]] std::optional<std::string> odataUrlProblem(std::string_view path, std::string_view query, int version);

}  // namespace mgc::policies
