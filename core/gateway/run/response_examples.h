#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "policy/runtime/request_context.h"
#include "resources/types/operation.h"

namespace mgc::gateway {

using ResponseExamples = std::vector<policy::RequestContext::ResponseExample>;

/// What mock-response may answer for an operation: the specification's examples, else a sample made from the schema (docs
/// "mock-response": example first, then schema, then no content). Null if the specification says nothing.
[[nodiscard]] std::shared_ptr<const ResponseExamples> responseExamples(const resources::Operation& operation, const nlohmann::ordered_json* specification);

/// A value that fits a JSON Schema, by its own example, default, enum, else by type. References are resolved against `specification`;
/// at most 32 levels deep.
[[nodiscard]] nlohmann::ordered_json sampleOf(const nlohmann::ordered_json& schema, const nlohmann::ordered_json* specification, int depth = 0);

}  // namespace mgc::gateway
