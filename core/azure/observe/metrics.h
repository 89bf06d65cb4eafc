#pragma once
#include <string>
#include <vector>

#include "azure/arm/arm_client.h"

namespace mgc::azure {

struct MetricPoint {
    long long time = 0;  ///< milliseconds since 1970
    double value = 0;
};
struct MetricSeries {
    std::string metric, unit;  ///< "Requests", "Count"; "Duration", "MilliSeconds"
    std::string label;         ///< value of the dimension, "2xx"; "" without one
    std::vector<MetricPoint> points;
    [[nodiscard]] double total() const;
};

/// Azure Monitor's metrics of an API Management service, by minute: Requests by category of status (totals), Duration and
/// BackendDuration (averages). `timespan` is an ISO 8601 duration up to now ("PT1H"). Errors: InvalidArgument, Azure's.
[[nodiscard]] Result<std::vector<MetricSeries>> readServiceMetrics(ArmClient& arm, const std::string& resourceId,
                                                                   const std::string& timespan);
[[nodiscard]] Json toJson(const std::vector<MetricSeries>& series);

}  // namespace mgc::azure
