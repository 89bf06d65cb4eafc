#pragma once
#include <string>
#include <vector>

#include "gateway/run/traffic_record.h"

namespace mgc::gateway {

/// One request as Azure Monitor's ApiManagementGatewayLogs table has it (columns of the table's page), one line of JSON. Secrets in headers
/// and URLs are masked; bodies are left out.
[[nodiscard]] std::string gatewayLogLine(const TrafficRecord& record);

/// A model call as ApiManagementGatewayLlmLog has it: prompt and answer as entries of their own with one CorrelationId, messages cut into
/// parts of 32 KB with sequence numbers, at most 2 MB each way. Empty for a request that was no model call.
[[nodiscard]] std::vector<std::string> llmLogLines(const TrafficRecord& record);

}  // namespace mgc::gateway
