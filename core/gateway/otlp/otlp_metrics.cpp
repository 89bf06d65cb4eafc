#include <nlohmann/json.hpp>

#include "gateway/otlp/otlp_json.h"
#include "resources/price_table.h"

namespace mgc::gateway::otlp {

namespace {

using Json = nlohmann::ordered_json;
using metrics::ModelUsage;

constexpr int cumulative = 2;  // AggregationTemporality

/// Metrics of one export, all over the same span of time.
class Sheet {
public:
    Sheet(Instant start, Instant now) : m_start(nanoseconds(start)), m_now(nanoseconds(now)) {}

    [[nodiscard]] Json point(Json attributes) const {
        return {{"attributes", std::move(attributes)}, {"startTimeUnixNano", m_start}, {"timeUnixNano", m_now}};
    }
    [[nodiscard]] Json whole(Json attributes, std::uint64_t value) const {
        Json made = point(std::move(attributes));
        made["asInt"] = std::to_string(value);
        return made;
    }
    [[nodiscard]] Json decimal(Json attributes, double value) const {
        Json made = point(std::move(attributes));
        made["asDouble"] = value;
        return made;
    }
    void sum(std::string_view name, std::string_view unit, Json points) {
        if (points.empty()) return;
        m_metrics.push_back({{"name", name},
                             {"unit", unit},
                             {"sum", {{"aggregationTemporality", cumulative}, {"isMonotonic", true}, {"dataPoints", std::move(points)}}}});
    }
    void gauge(std::string_view name, std::string_view unit, Json points) {
        if (!points.empty()) m_metrics.push_back({{"name", name}, {"unit", unit}, {"gauge", {{"dataPoints", std::move(points)}}}});
    }
    void quantiles(std::string_view name, const metrics::Quantiles& of) {
        if (of.count == 0) return;
        Json points = Json::array();
        for (const auto& [quantile, value] : {std::pair{0.5, of.p50}, {0.95, of.p95}, {0.99, of.p99}})
            points.push_back(decimal(Json::array({attribute("quantile", quantile)}), value / 1000));
        gauge(name, "s", std::move(points));
    }
    void histogram(std::string_view name, std::string_view unit, Json points) {
        if (points.empty()) return;
        m_metrics.push_back(
            {{"name", name}, {"unit", unit}, {"histogram", {{"aggregationTemporality", cumulative}, {"dataPoints", std::move(points)}}}});
    }
    [[nodiscard]] Json take() { return std::move(m_metrics); }

private:
    std::string m_start, m_now;
    Json m_metrics = Json::array();
};

template <class Map, class Use>
Json each(const Map& map, Use use) {
    Json points = Json::array();
    for (const auto& [key, value] : map) points.push_back(use(key, value));
    return points;
}

void addTraffic(Sheet& sheet, const metrics::Reading& reading) {
    sheet.sum("mgc.requests", "{request}", each(reading.requestsByStatus, [&](int status, std::uint64_t count) {
                  return sheet.whole(Json::array({attribute("http.response.status_code", static_cast<std::int64_t>(status))}), count);
              }));
    sheet.sum("mgc.throttles", "{request}", each(reading.throttlesByReason, [&](const std::string& reason, std::uint64_t count) {
                  return sheet.whole(Json::array({attribute("reason", reason)}), count);
              }));
    Json calls = Json::array(), failures = Json::array();
    for (const auto& backend : reading.backends) {
        calls.push_back(sheet.whole(Json::array({attribute("apim.backend.id", backend.id)}), backend.requests));
        failures.push_back(sheet.whole(Json::array({attribute("apim.backend.id", backend.id)}), backend.failures));
    }
    sheet.sum("mgc.backend.requests", "{request}", std::move(calls));
    sheet.sum("mgc.backend.failures", "{request}", std::move(failures));
    sheet.sum("mgc.cache.reads", "{read}",
              Json::array({sheet.whole(Json::array({attribute("outcome", "hit")}), reading.cacheHits),
                           sheet.whole(Json::array({attribute("outcome", "miss")}), reading.cacheMisses)}));
    sheet.gauge("http.server.active_requests", "{request}", Json::array({sheet.whole(Json::array(), reading.activeRequests)}));
    sheet.gauge("mgc.active_streams", "{stream}", Json::array({sheet.whole(Json::array(), reading.activeStreams)}));
    sheet.quantiles("mgc.request.duration", reading.latency.minute);
    sheet.quantiles("mgc.time_to_first_token", reading.timeToFirstToken.minute);
    sheet.quantiles("mgc.policy.duration", reading.policyTime.minute);
}

Json callerOf(const ModelUsage::Reading& series) {
    return Json::array({attribute("apim.subscription.id", series.subscription), attribute("apim.product.id", series.product),
                        attribute("gen_ai.request.model", series.model), attribute("apim.backend.id", series.backend)});
}

void addModels(Sheet& sheet, const std::vector<ModelUsage::Reading>& readings) {
    Json tokens = Json::array(), costs = Json::array(), unpriced = Json::array();
    const Json bounds(std::vector<std::uint64_t>(ModelUsage::bounds.begin(), ModelUsage::bounds.end()));
    for (const auto& series : readings) {
        const auto& totals = series.totals;
        for (const bool input : {true, false}) {
            Json attributes = callerOf(series);
            attributes.push_back(attribute("gen_ai.token.type", input ? "input" : "output"));
            Json point = sheet.point(std::move(attributes));
            point["count"] = std::to_string(totals.calls);
            point["sum"] = input ? totals.tokens.prompt : totals.tokens.completion;
            Json counts = Json::array();
            for (const auto count : input ? totals.prompt : totals.completion) counts.push_back(std::to_string(count));
            point["bucketCounts"] = std::move(counts);
            point["explicitBounds"] = bounds;
            tokens.push_back(std::move(point));
        }
        if (!series.currency.empty()) {
            Json attributes = callerOf(series);
            attributes.push_back(attribute("currency", series.currency));
            costs.push_back(
                sheet.decimal(std::move(attributes), static_cast<double>(totals.cost) / resources::PriceTable::unitsPerCurrency));
        }
        if (totals.unpriced > 0) unpriced.push_back(sheet.whole(callerOf(series), totals.unpriced));
    }
    sheet.histogram("gen_ai.client.token.usage", "{token}", std::move(tokens));
    sheet.sum("mgc.model.cost", "{currency}", std::move(costs));
    sheet.sum("mgc.model.calls_without_price", "{call}", std::move(unpriced));
}

/// emit-metric and the token metrics, each under its own name.
void addCustom(Sheet& sheet, const std::vector<metrics::CustomSeries::Reading>& readings) {
    for (auto at = readings.begin(); at != readings.end();) {
        const std::string& name = at->name;
        Json points = Json::array();
        for (; at != readings.end() && at->name == name; ++at) {
            Json attributes = Json::array({attribute("namespace", at->metricNamespace)});
            for (const auto& [dimension, value] : at->dimensions) attributes.push_back(attribute(dimension, value));
            points.push_back(sheet.decimal(std::move(attributes), at->sum));
        }
        sheet.sum(name, "1", std::move(points));
    }
}

}  // namespace

std::string metrics(const metrics::Metrics& from, Instant start, Instant now, const Source& source) {
    Sheet sheet(start, now);
    addTraffic(sheet, from.read(now));
    addModels(sheet, from.modelUsage().read());
    addCustom(sheet, from.customSeries().read());
    Json scoped{{"scope", scope(source)}, {"metrics", sheet.take()}};
    Json whole{{"resource", resource(source)}, {"scopeMetrics", Json::array({std::move(scoped)})}};
    return Json{{"resourceMetrics", Json::array({std::move(whole)})}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace mgc::gateway::otlp
