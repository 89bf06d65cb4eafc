#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/random.h"
#include "gateway/net/client.h"
#include "gateway/otlp/otlp_exporter.h"

namespace mgc::app {

/// The exporter to `endpoint`, sending through the gateway's own client on the first worker. Headers come from the environment variable
/// OTEL_EXPORTER_OTLP_HEADERS, so that keys stay out of arguments and files. Error InvalidArgument: the endpoint is no address.
[[nodiscard]] Result<std::unique_ptr<gateway::otlp::OtlpExporter>> startTelemetry(const std::string& endpoint,
                                                                                  const gateway::TrafficRing& ring,
                                                                                  const metrics::Metrics& metrics, const Clock& clock,
                                                                                  Random& random, gateway::net::WorkerPool& pool,
                                                                                  gateway::net::Client& client);
/// What /v1/state tells about it.
[[nodiscard]] nlohmann::json telemetryReport(const gateway::otlp::OtlpExporter& exporter);

}  // namespace mgc::app
