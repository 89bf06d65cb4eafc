#include <fmt/format.h>

#include "metrics/metrics.h"

// The OpenMetrics text form (openmetrics.io, version 1.0): families with TYPE and HELP, samples, "# EOF".
namespace mgc::metrics {

namespace {

/// Metric and label names may hold letters, digits and "_" only.
std::string safeName(std::string_view text) {
    std::string name;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        name.push_back(plain ? c : '_');
    }
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name.insert(name.begin(), '_');
    return name;
}

std::string escaped(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c == '\\' || c == '"') text.push_back('\\');
        if (c == '\n') text += "\\n";
        else text.push_back(c);
    }
    return text;
}

void family(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out += fmt::format("# TYPE {} {}\n# HELP {} {}\n", name, type, name, help);
}

void quantiles(std::string& out, std::string_view name, std::string_view help, const Quantiles& values) {
    family(out, name, "gauge", help);
    out += fmt::format("{0}{{quantile=\"0.5\"}} {1}\n{0}{{quantile=\"0.95\"}} {2}\n{0}{{quantile=\"0.99\"}} {3}\n", name, values.p50 / 1000,
                       values.p95 / 1000, values.p99 / 1000);
}

std::string customLabels(const CustomSeries::Reading& series) {
    std::string labels = "{namespace=\"" + escaped(series.metricNamespace) + '"';
    for (const auto& [dimension, text] : series.dimensions) labels += ',' + safeName(dimension) + "=\"" + escaped(text) + '"';
    return labels + '}';
}

constexpr double costUnits = 1e12;

/// Calls, tokens and cost per consumer, product, model and backend. The token histogram has OpenTelemetry's GenAI name and is summed per
/// model, as its labels are.
void writeModelUsage(std::string& out, const std::vector<ModelUsage::Reading>& readings) {
    const auto labels = [](const ModelUsage::Reading& each) {
        return fmt::format("subscription=\"{}\",product=\"{}\",model=\"{}\",backend=\"{}\"", escaped(each.subscription), escaped(each.product),
                           escaped(each.model), escaped(each.backend));
    };
    family(out, "mgc_model_calls", "counter", "Model calls whose tokens are known.");
    for (const auto& each : readings) out += fmt::format("mgc_model_calls_total{{{}}} {}\n", labels(each), each.totals.calls);
    family(out, "mgc_model_calls_without_price", "counter", "Model calls of models that the price table does not know.");
    for (const auto& each : readings)
        if (each.totals.unpriced != 0) out += fmt::format("mgc_model_calls_without_price_total{{{}}} {}\n", labels(each), each.totals.unpriced);
    family(out, "mgc_model_cost", "counter", "Cost of model calls by the workspace's price table, in the currency named.");
    for (const auto& each : readings)
        if (!each.currency.empty())
            out += fmt::format("mgc_model_cost_total{{{},currency=\"{}\"}} {}\n", labels(each), escaped(each.currency),
                               static_cast<double>(each.totals.cost) / costUnits);
    std::map<std::string, ModelUsage::Totals> models;
    for (const auto& each : readings) models[each.model].add(each.totals);
    family(out, "gen_ai_client_token_usage", "histogram", "Tokens per model call.");
    for (const auto& [model, totals] : models)
        for (const bool input : {true, false}) {
            const std::string name = fmt::format("gen_ai_request_model=\"{}\",gen_ai_token_type=\"{}\"", escaped(model), input ? "input" : "output");
            std::uint64_t below = 0;
            const auto& buckets = input ? totals.prompt : totals.completion;
            for (std::size_t i = 0; i < buckets.size(); ++i) {
                below += buckets[i];
                const std::string bound = i < ModelUsage::bounds.size() ? std::to_string(ModelUsage::bounds[i]) : "+Inf";
                out += fmt::format("gen_ai_client_token_usage_bucket{{{},le=\"{}\"}} {}\n", name, bound, below);
            }
            out += fmt::format("gen_ai_client_token_usage_count{{{0}}} {1}\ngen_ai_client_token_usage_sum{{{0}}} {2}\n", name, totals.calls,
                               input ? totals.tokens.prompt : totals.tokens.completion);
        }
}

}  // namespace

std::string Metrics::openMetricsText(Instant now) const {
    const Reading reading = read(now);
    std::string out;
    family(out, "mgc_requests", "counter", "Requests answered by the gateway, by status.");
    for (const auto& [status, count] : reading.requestsByStatus) out += fmt::format("mgc_requests_total{{status=\"{}\"}} {}\n", status, count);
    family(out, "mgc_throttles", "counter", "Requests refused by a limit, by reason.");
    for (const auto& [reason, count] : reading.throttlesByReason) out += fmt::format("mgc_throttles_total{{reason=\"{}\"}} {}\n", reason, count);
    family(out, "mgc_tokens", "counter", "Tokens of answered calls, by kind.");
    out += fmt::format("mgc_tokens_total{{kind=\"prompt\"}} {}\nmgc_tokens_total{{kind=\"completion\"}} {}\nmgc_tokens_total{{kind=\"cached\"}} {}\n",
                       reading.tokens.prompt, reading.tokens.completion, reading.tokens.cached);
    family(out, "mgc_backend_requests", "counter", "Calls to a backend.");
    for (const auto& backend : reading.backends) out += fmt::format("mgc_backend_requests_total{{backend=\"{}\"}} {}\n", escaped(backend.id), backend.requests);
    family(out, "mgc_backend_failures", "counter", "Calls to a backend that failed or answered 5xx.");
    for (const auto& backend : reading.backends) out += fmt::format("mgc_backend_failures_total{{backend=\"{}\"}} {}\n", escaped(backend.id), backend.failures);
    family(out, "mgc_cache_reads", "counter", "Cache reads by outcome.");
    out += fmt::format("mgc_cache_reads_total{{outcome=\"hit\"}} {}\nmgc_cache_reads_total{{outcome=\"miss\"}} {}\n", reading.cacheHits, reading.cacheMisses);
    quantiles(out, "mgc_request_duration_seconds", "Whole request, last 60 s.", reading.latency.minute);
    quantiles(out, "mgc_time_to_first_token_seconds", "Until the first byte of the answer's body, last 60 s.", reading.timeToFirstToken.minute);
    quantiles(out, "mgc_policy_duration_seconds", "Time spent in policies, last 60 s.", reading.policyTime.minute);
    family(out, "mgc_active_requests", "gauge", "Requests being worked on.");
    out += fmt::format("mgc_active_requests {}\n", reading.activeRequests);
    family(out, "mgc_active_streams", "gauge", "Streamed answers on their way.");
    out += fmt::format("mgc_active_streams {}\n", reading.activeStreams);
    writeModelUsage(out, m_models.read());
    // Different names may become one once they are made safe.
    std::map<std::pair<std::string, std::string>, std::pair<double, std::uint64_t>> merged;
    for (const auto& series : m_custom.read()) {
        auto& [sum, count] = merged[{"mgc_custom_" + safeName(series.name), customLabels(series)}];
        sum += series.sum;
        count += series.count;
    }
    for (const auto& [series, totals] : merged)
        out += fmt::format("{0}_sum{1} {2}\n{0}_count{1} {3}\n", series.first, series.second, totals.first, totals.second);
    out += "# EOF\n";
    return out;
}

}  // namespace mgc::metrics
