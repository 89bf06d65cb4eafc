#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/json_text.h"
#include "azure/observe/cloud_trace.h"
#include "azure/observe/metrics.h"
#include "azure/observe/queries.h"
#include "azure/observe/trace_compare.h"
#include "resources/files.h"

namespace mgc::app {

namespace {

struct QueryOptions : AzureOptions {
    std::string query = "gateway-logs", logAnalytics, timespan = "PT1H";
};
struct TraceOptions : AzureOptions {
    std::string api, request, subscriptionName = "master", localTrace;
};
struct MetricsOptions : AzureOptions {
    std::string timespan = "PT1H";
};

int query(AzureRun& run, const QueryOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    std::string text = options.query;
    for (const azure::SavedQuery& saved : azure::savedQueries())
        if (saved.name == options.query) text = saved.text;
    std::string workspace = options.logAnalytics;
    if (workspace.empty()) {
        auto found = azure::findLogWorkspace(**arm, options.subscription, options.resourceGroup);
        if (!found) return run.refuse(found.error());
        workspace = std::move(*found);
    }
    const auto table = azure::runQuery(**arm, workspace, text, options.timespan);
    if (!table) return run.refuse(table.error());
    azure::Json rows = azure::Json::array();
    std::string lines;
    for (const std::string& column : table->columns) lines += (lines.empty() ? "" : "\t") + column;
    lines += '\n';
    for (const auto& row : table->rows) {
        std::string line;
        for (const azure::Json& value : row)
            line += (line.empty() ? "" : "\t") + (value.is_string() ? value.get<std::string>() : value.dump());
        lines += line + '\n';
        rows.push_back(row);
    }
    if (!table->partialError.empty()) std::fprintf(stderr, "note: the answer is not complete: %s\n", table->partialError.c_str());
    return run.finish({{"ok", true},
                       {"query", text},
                       {"columns", table->columns},
                       {"types", table->types},
                       {"rows", std::move(rows)},
                       {"partialError", table->partialError}},
                      lines, 0);
}

Result<azure::TracedRequest> requestOf(const TraceOptions& options) {
    MGC_TRY_ASSIGN(const std::string text, resources::readFile(options.request));
    MGC_TRY_ASSIGN(azure::TracedRequest request, azure::readTracedRequest(text, options.request));
    request.api = options.api;
    request.subscription = options.subscriptionName;
    return request;
}

int trace(AzureRun& run, const TraceOptions& options) {
    const auto request = requestOf(options);
    if (!request) return run.refuse(request.error());
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    azure::Json local;
    if (!options.localTrace.empty()) {
        const auto text = resources::readFile(options.localTrace);
        if (!text) return run.refuse(text.error());
        local = azure::Json::parse(*text, nullptr, false);
        // What `try` writes holds the trace of its first response.
        if (const azure::Json::json_pointer at("/responses/0/trace"); local.is_object() && local.contains(at))
            local = azure::Json(local.at(at));
        if (azure::traceSteps(local).empty())
            return run.refuse(Error("InvalidArgument", "'" + options.localTrace + "' holds no trace: {\"traceEntries\": {...}}."));
    }
    const auto service = run.service(**arm);
    if (!service) return run.refuse(service.error());
    const auto traced = azure::sendTraced(**arm, *service, *request);
    if (!traced) return run.refuse(traced.error());
    std::string lines = "status " + std::to_string(traced->status) + ", trace " + traced->traceId + '\n';
    if (traced->trace.is_object() && traced->trace.contains("traceEntries"))
        for (const auto& [section, entries] : traced->trace["traceEntries"].items())
            for (const azure::Json& entry : entries)
                lines += section + "  " + azure::jsonText(entry, "elapsed") + "  " + azure::jsonText(entry, "source") + '\n';
    azure::Json headers = azure::Json::object();
    for (const auto& [name, value] : traced->headers) headers[name].push_back(value);
    azure::Json body{{"ok", true},           {"status", traced->status},   {"headers", std::move(headers)},
                     {"body", traced->body}, {"traceId", traced->traceId}, {"trace", traced->trace}};
    if (local.is_null()) return run.finish(body, lines, 0);
    const auto pairs = azure::alignTraces(traced->trace, local);
    lines += "beside the local trace:\n";
    for (const azure::TracePair& pair : pairs) {
        const azure::TraceStep& step = pair.cloud ? *pair.cloud : *pair.local;
        lines += std::string(azure::toText(pair.kind)) + "  " + step.section + "  " + step.source + '\n';
        for (const std::string& difference : pair.differences) lines += "    " + difference + '\n';
    }
    body["comparison"] = azure::toJson(pairs);
    return run.finish(body, lines, 0);
}

int metrics(AzureRun& run, const MetricsOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto service = run.service(**arm);
    if (!service) return run.refuse(service.error());
    const auto series = azure::readServiceMetrics(**arm, service->id(), options.timespan);
    if (!series) return run.refuse(series.error());
    std::string lines;
    for (const azure::MetricSeries& one : *series)
        lines += one.metric + (one.label.empty() ? "" : " " + one.label) + ": " + std::to_string(one.points.size()) + " points, " +
                 (one.metric == "Requests" ? "total " + std::to_string(static_cast<long long>(one.total())) : one.unit) + '\n';
    return run.finish({{"ok", true}, {"service", service->id()}, {"timespan", options.timespan}, {"series", azure::toJson(*series)}}, lines,
                      0);
}

}  // namespace

void addQuery(CLI::App& app, int& code) {
    auto options = std::make_shared<QueryOptions>();
    std::string names;
    for (const azure::SavedQuery& saved : azure::savedQueries()) names += (names.empty() ? "" : ", ") + std::string(saved.name);
    CLI::App* const command = app.add_subcommand("query", "Run KQL on the service's logs");
    command->add_option("QUERY", options->query, "A saved query (" + names + ") or KQL")->capture_default_str();
    command->add_option("--log-analytics", options->logAnalytics,
                        "Customer id of the Log Analytics workspace; default: the only one in reach");
    command->add_option("--timespan", options->timespan, "ISO 8601 duration, or start/end")->capture_default_str();
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return query(run, *options); }); });
}

void addTrace(CLI::App& app, int& code) {
    auto options = std::make_shared<TraceOptions>();
    CLI::App* const command = app.add_subcommand("trace", "Send a request through Azure with tracing and print the trace");
    command->add_option("--api", options->api, "Name of the API")->required();
    command->add_option("--request", options->request, "Request file as model-gateway try takes it")->required();
    command->add_option("--subscription-name", options->subscriptionName, "Whose key is sent where the request has none")
        ->capture_default_str();
    command->add_option("--local-trace", options->localTrace,
                        "Trace of the same request by the local gateway (what try writes, or GET /v1/requests/ID/trace) to lay beside it");
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return trace(run, *options); }); });
}

void addMetrics(CLI::App& app, int& code) {
    auto options = std::make_shared<MetricsOptions>();
    CLI::App* const command = app.add_subcommand("metrics", "Read the service's requests and durations from Azure Monitor, by minute");
    command->add_option("--timespan", options->timespan, "ISO 8601 duration up to now")->capture_default_str();
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return metrics(run, *options); }); });
}

}  // namespace mgc::app
