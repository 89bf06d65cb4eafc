#include "app/host/telemetry.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace mgc::app {

namespace {

using gateway::otlp::OtlpExporter;

constexpr std::size_t largestAnswer = 64u << 10;

Task<Result<OtlpExporter::Answer>> exchangeOne(gateway::net::Client& client, std::shared_ptr<http::Request> request) {
    http::SendOptions options;
    options.headerTimeout = std::chrono::seconds(10);
    auto response = co_await client.send(std::move(*request), std::move(options));
    if (!response) co_return fail(std::move(response).error());
    OtlpExporter::Answer answer;
    answer.status = response->status;
    answer.retryAfter = response->headers.get("Retry-After").value_or("");
    auto whole = co_await response->body.buffer(largestAnswer);
    if (whole) answer.body = std::string(response->body.view());
    co_return answer;
}

}  // namespace

Result<std::unique_ptr<OtlpExporter>> startTelemetry(const std::string& endpoint, const gateway::TrafficRing& ring,
                                                     const metrics::Metrics& metrics, const Clock& clock, Random& random,
                                                     gateway::net::WorkerPool& pool, gateway::net::Client& client) {
    OtlpExporter::Options options;
    auto url = http::parseUrl(endpoint);
    if (!url || (url->scheme != "http" && url->scheme != "https"))
        return fail("InvalidArgument", "'" + endpoint + "' is no address of an OTLP collector such as http://127.0.0.1:4318.");
    options.endpoint = std::move(*url);
    options.endpoint.query.clear();
    if (const char* const headers = std::getenv("OTEL_EXPORTER_OTLP_HEADERS")) options.headers = gateway::otlp::parseOtlpHeaders(headers);
    options.source = {MGC_VERSION, random.guid()};
    auto send = [&pool, &client](http::Request request, OtlpExporter::Answered answered) {
        const auto shared = std::make_shared<http::Request>(std::move(request));
        pool.loop(0).post([&client, shared, answered = std::move(answered)] {
            startTask(exchangeOne(client, shared), [answered](Result<OtlpExporter::Answer> answer) { answered(std::move(answer)); });
        });
    };
    return std::make_unique<OtlpExporter>(std::move(options), ring, metrics, clock, std::move(send));
}

nlohmann::json telemetryReport(const OtlpExporter& exporter) {
    const auto reading = exporter.reading();
    const auto signal = [](const gateway::otlp::SignalTotals& totals) -> nlohmann::json {
        return {{"exported", totals.exported}, {"dropped", totals.dropped}, {"failures", totals.failures}};
    };
    return {{"endpoint", reading.endpoint},
            {"traces", signal(reading.traces)},
            {"logs", signal(reading.logs)},
            {"metrics", signal(reading.metrics)},
            {"problem", reading.problem}};
}

}  // namespace mgc::app
