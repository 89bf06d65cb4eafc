#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/run/traffic_record.h"
#include "metrics/metrics.h"

// OTLP 1.x in its JSON encoding (opentelemetry.io/docs/specs/otlp): 64-bit whole numbers are texts, ids hexadecimal.
namespace mgc::gateway::otlp {

using Records = std::vector<std::shared_ptr<const TrafficRecord>>;

/// What sends: attributes of every resource.
struct Source {
    std::string version;   ///< service.version
    std::string instance;  ///< service.instance.id
};

/// One value of a list of attributes.
[[nodiscard]] nlohmann::ordered_json attribute(std::string_view key, std::string_view value);
[[nodiscard]] nlohmann::ordered_json attribute(std::string_view key, std::int64_t value);
[[nodiscard]] nlohmann::ordered_json attribute(std::string_view key, double value);
[[nodiscard]] nlohmann::ordered_json resource(const Source& source);
[[nodiscard]] nlohmann::ordered_json scope(const Source& source);
/// Nanoseconds since 1970 as text.
[[nodiscard]] std::string nanoseconds(Instant time);

/// ExportTraceServiceRequest: a server span per request, a client span per backend call. Requests that were not correlated get ids made
/// from their GUID. Prompts and answers are not in it.
[[nodiscard]] std::string traces(const Records& records, const Source& source);
/// ExportLogsServiceRequest: one record per request, its body the columns of ApiManagementGatewayLogs.
[[nodiscard]] std::string logs(const Records& records, const Source& source);
/// ExportMetricsServiceRequest: totals since `start`, cumulative; model usage under OpenTelemetry's GenAI names.
[[nodiscard]] std::string metrics(const metrics::Metrics& from, Instant start, Instant now, const Source& source);

}  // namespace mgc::gateway::otlp
