#pragma once
#include <optional>

#include "graphql/problem.h"
#include "graphql/schema/schema.h"

namespace mgc::graphql {

/// A data source's value as the scalar or enum `type` gives it out; nullopt where it cannot. Lenient towards sources that write numbers
/// as texts (XML, Liquid).
[[nodiscard]] std::optional<Json> leafValue(const Type& type, const Json& value);

}  // namespace mgc::graphql
