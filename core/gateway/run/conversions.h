#pragma once
#include <string>
#include <string_view>

#include "gateway/run/traffic_record.h"
#include "gateway/state/backend_registry.h"
#include "gateway/state/memory_counters.h"
#include "management/messages.h"
#include "metrics/metrics.h"

// From what the engine keeps to what the management API says.
namespace mgc::gateway {

[[nodiscard]] management::MetricsSnapshot toSnapshot(const metrics::Reading& reading, const std::vector<CounterReading>& counters,
                                                     const std::vector<BackendReading>& backends, Instant now);
[[nodiscard]] management::KeyState toKeyState(const CounterReading& counter);
[[nodiscard]] management::TrafficRow toRow(const TrafficRecord& record);
[[nodiscard]] management::RequestDetail toDetail(const TrafficRecord& record);

/// Header values that hold secrets (keys, tokens, cookies) keep four characters at each end at most: "Bearer ey…9ab1".
[[nodiscard]] std::string maskedHeader(std::string_view name, std::string_view value);
/// The same for query parameters that hold keys.
[[nodiscard]] std::string maskedUrl(std::string_view url);
/// A trace in Azure's JSON shape with the secrets in its header lists and URLs masked.
[[nodiscard]] std::string maskedTrace(const std::string& traceJson);

}  // namespace mgc::gateway
