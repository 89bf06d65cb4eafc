#pragma once
#include <span>
#include <string>

#include "azure/apim/service_ref.h"
#include "azure/arm/arm_client.h"

namespace mgc::azure {

/// A query of the saved set; `text` is KQL on a Log Analytics workspace.
struct SavedQuery {
    std::string_view name, title, text;
};
[[nodiscard]] std::span<const SavedQuery> savedQueries();
/// KQL for the gateway's calls since a time (ISO 8601), oldest first.
[[nodiscard]] std::string callsSince(const std::string& time);

struct QueryTable {
    std::string name;
    std::vector<std::string> columns, types;
    std::vector<std::vector<Json>> rows;
    std::string partialError;  ///< what the service could not read beside the rows
};
/// Runs KQL on a workspace (its customer id, a GUID); `timespan` is an ISO 8601 duration or start/end. Errors: Azure's.
[[nodiscard]] Result<QueryTable> runQuery(ArmClient& arm, const std::string& customerId, const std::string& query,
                                          const std::string& timespan);
/// The customer id of the one workspace in the scope. Errors WorkspaceAmbiguous, WorkspaceNotFound.
[[nodiscard]] Result<std::string> findLogWorkspace(ArmClient& arm, const std::string& subscription, const std::string& resourceGroup);

}  // namespace mgc::azure
