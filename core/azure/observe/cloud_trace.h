#pragma once
#include <string>

#include "azure/apim/service_ref.h"
#include "azure/arm/arm_client.h"

namespace mgc::azure {

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
/// A request as `model-gateway try` takes it: {"method","url","headers","body"}; `name` for messages. Error InvalidArgument.
[[nodiscard]] Result<TracedRequest> readTracedRequest(const std::string& text, const std::string& name);
/// The same request to a local gateway with Ocp-Apim-Trace, the key sent where it has none; the trace is left to be read by `traceId`.
[[nodiscard]] Result<CloudTrace> sendLocally(Transport& transport, const std::string& gatewayUrl, const TracedRequest& request,
                                             const std::string& key);
/// Gets a debug token for the API (an hour at most), sends the request to the gateway and reads the trace. Errors: Azure's,
/// DebugTokenRefused where the gateway sent no trace id.
[[nodiscard]] Result<CloudTrace> sendTraced(ArmClient& arm, const ServiceRef& service, const TracedRequest& request);

}  // namespace mgc::azure
