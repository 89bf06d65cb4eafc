#pragma once
#include <memory>

#include "json/document.h"
#include "resources/workspace.h"
#include "schema/operation_contract.h"

namespace mgc::gateway {

/// What the API's definition says about an operation, for the content validation policies. `specification` null: the API has none.
[[nodiscard]] std::shared_ptr<const schema::OperationContract> operationContract(const resources::Operation& operation,
                                                                                 const json::Document* specification,
                                                                                 std::shared_ptr<const schema::SchemaLibrary> library);
/// The schemas of the workspace's service.
[[nodiscard]] std::shared_ptr<const schema::SchemaLibrary> schemaLibrary(const resources::Workspace& workspace);

}  // namespace mgc::gateway
