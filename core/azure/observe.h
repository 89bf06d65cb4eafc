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

/// A request sent through API Management with tracing on.
struct CloudTrace {
    int status = 0;
    HeaderList headers;
    std::string body;
    std::string traceId;
    Json trace;  ///< {"serviceName","traceId","traceEntries":{...}}
};
struct TracedRequest {
    std::string api;                    ///< name of the API
    std::string method = "POST", path;  ///< below the gateway, with query
    HeaderList headers;
    std::string body;
    std::string subscription = "master";  ///< whose primary key is taken (listSecrets) unless the headers have one
};
/// Gets a debug token for the API (an hour at most), sends the request to the gateway and reads the trace. Errors: Azure's,
/// DebugTokenRefused where the gateway sent no trace id.
[[nodiscard]] Result<CloudTrace> sendTraced(ArmClient& arm, const ServiceRef& service, const TracedRequest& request);

}  // namespace mgc::azure
