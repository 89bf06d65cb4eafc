#include "azure/observe/metrics.h"

#include <QDateTime>

#include "azure/json_text.h"
#include "base/clock.h"

namespace mgc::azure {

namespace {

constexpr const char* metricsVersion = "2023-10-01";

/// "PT1H" -> seconds; days, hours, minutes and seconds.
std::optional<long long> secondsOf(const std::string& duration) {
    long long seconds = 0, number = 0;
    bool inTime = false, digits = false;
    if (!duration.starts_with('P')) return std::nullopt;
    for (const char c : std::string_view(duration).substr(1)) {
        if (c == 'T' && !digits) {
            inTime = true;
        } else if (c >= '0' && c <= '9' && number < 100'000'000) {
            number = number * 10 + (c - '0');
            digits = true;
        } else if (digits && ((c == 'D' && !inTime) || (inTime && (c == 'H' || c == 'M' || c == 'S')))) {
            seconds += number * (c == 'D' ? 86'400 : c == 'H' ? 3'600 : c == 'M' ? 60 : 1);
            number = 0;
            digits = false;
        } else {
            return std::nullopt;
        }
    }
    return digits || seconds == 0 ? std::nullopt : std::optional(seconds);
}

void take(const Json& body, const char* aggregation, std::vector<MetricSeries>& series) {
    if (!body.is_object()) return;
    const Json values = body.value("value", Json::array());
    for (const Json& metric : values) {
        const Json rows = metric.value("timeseries", Json::array());
        for (const Json& row : rows) {
            MetricSeries one{textAt(metric, "/name/value"), jsonText(metric, "unit"), {}, {}};
            const Json labels = row.value("metadatavalues", Json::array()), data = row.value("data", Json::array());
            for (const Json& label : labels) one.label += (one.label.empty() ? "" : ", ") + jsonText(label, "value");
            for (const Json& point : data) {
                const Json value = point.value(aggregation, Json());
                const QDateTime time = QDateTime::fromString(QString::fromStdString(jsonText(point, "timeStamp")), Qt::ISODate);
                if (value.is_number() && time.isValid()) one.points.push_back({time.toMSecsSinceEpoch(), value.get<double>()});
            }
            series.push_back(std::move(one));
        }
    }
}

}  // namespace

double MetricSeries::total() const {
    double sum = 0;
    for (const MetricPoint& point : points) sum += point.value;
    return sum;
}

Result<std::vector<MetricSeries>> readServiceMetrics(ArmClient& arm, const std::string& resourceId, const std::string& timespan) {
    const auto seconds = secondsOf(timespan);
    if (!seconds) return fail("InvalidArgument", "\"" + timespan + "\" is not a duration such as PT1H or P1D.");
    const auto now = std::chrono::system_clock::now();
    const std::string span = toIso8601(now - std::chrono::seconds(*seconds)) + '/' + toIso8601(now);
    std::vector<MetricSeries> series;
    for (const bool requests : {true, false}) {
        ArmCall ask{.path = resourceId + "/providers/Microsoft.Insights/metrics",
                    .apiVersion = metricsVersion,
                    .query = {{"metricnames", requests ? "Requests" : "Duration,BackendDuration"},
                              {"timespan", span},
                              {"interval", "PT1M"},
                              {"aggregation", requests ? "Total" : "Average"}},
                    .ifMatch = {},
                    .body = {},
                    .purpose = requests ? "Reading the metric Requests" : "Reading durations"};
        if (requests) ask.query.emplace_back("$filter", "GatewayResponseCodeCategory eq '*'");
        MGC_TRY_ASSIGN(const ArmAnswer answer, arm.call(ask));
        take(answer.body, requests ? "total" : "average", series);
    }
    return series;
}

Json toJson(const std::vector<MetricSeries>& series) {
    Json all = Json::array();
    for (const MetricSeries& one : series) {
        Json points = Json::array();
        for (const MetricPoint& point : one.points)
            points.push_back({{"time", toIso8601(std::chrono::system_clock::time_point(std::chrono::milliseconds(point.time)))},
                              {"value", point.value}});
        all.push_back({{"metric", one.metric}, {"unit", one.unit}, {"label", one.label}, {"points", std::move(points)}});
    }
    return all;
}

}  // namespace mgc::azure
