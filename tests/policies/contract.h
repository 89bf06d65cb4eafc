#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "schema/operation_contract.h"

namespace mgc::test {

/// What an API's definition says, as case files write it: {"parameters": [{"name", "in", "schema"}], "requests": {type: schema},
/// "responses": {status: {"headers": {name: schema}, "bodies": {type: schema}}}, "components": {...}, "library": [{"id", "xml", "text"}]}.
[[nodiscard]] std::shared_ptr<const schema::OperationContract> contractOf(const nlohmann::json& given);

}  // namespace mgc::test
