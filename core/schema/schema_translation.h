#pragma once
#include <nlohmann/json_fwd.hpp>

#include "base/result.h"
#include "schema/json_schema.h"

namespace mgc::schema {

/// Keywords that take the place of `pattern` and `format`: the library's own are checked with std::regex, which an unlucky pattern or a
/// long text brings down (text_constraints.h has the bounded ones).
inline constexpr const char* patternKeyword = "x-mgc-pattern";
inline constexpr const char* formatKeyword = "x-mgc-format";

/// Rewrites a schema of an OpenAPI document into a self-contained JSON Schema of draft 7: `nullable`, boolean `exclusiveMinimum`,
/// `prefixItems`, `dependentRequired` and the options applied; what references reach is copied below "definitions".
/// Error InvalidSchema: a reference that leads nowhere or out of the document, or too many schemas.
[[nodiscard]] Result<nlohmann::json> translated(const nlohmann::ordered_json& schema, const nlohmann::ordered_json& root,
                                                const JsonSchemaOptions& options);

}  // namespace mgc::schema
