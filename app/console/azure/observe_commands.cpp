#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/json_text.h"
#include "azure/observe.h"
#include "resources/files.h"

namespace mgc::app {

namespace {

struct QueryOptions : AzureOptions {
    std::string query = "gateway-logs", logAnalytics, timespan = "PT1H";
};
struct TraceOptions : AzureOptions {
    std::string api, request, subscriptionName = "master";
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

/// REQUEST.json as `model-gateway try` takes it: method, url, headers, body.
Result<azure::TracedRequest> requestOf(const TraceOptions& options) {
    MGC_TRY_ASSIGN(std::string text, resources::readFile(options.request));
    const azure::Json body = azure::Json::parse(text, nullptr, false);
    if (!body.is_object() || !body.contains("url") || !body["url"].is_string())
        return fail("InvalidArgument", "'" + options.request + "' is not a request: an object with method, url, headers and body.");
    azure::TracedRequest request;
    request.api = options.api;
    request.subscription = options.subscriptionName;
    if (const std::string method = azure::jsonText(body, "method"); !method.empty()) request.method = method;
    request.path = body["url"].get<std::string>();
    if (const std::size_t scheme = request.path.find("://"); scheme != std::string::npos) {
        const std::size_t slash = request.path.find('/', scheme + 3);
        request.path = slash == std::string::npos ? "/" : request.path.substr(slash);
    }
    bool typed = false;
    const azure::Json headers = body.value("headers", azure::Json::object());
    for (const auto& [name, values] : headers.items()) {
        typed = typed || equalsIgnoreCase(name, "Content-Type");
        if (values.is_string()) request.headers.emplace_back(name, values.get<std::string>());
        if (values.is_array())
            for (const azure::Json& value : values)
                if (value.is_string()) request.headers.emplace_back(name, value.get<std::string>());
    }
    if (body.contains("body")) {
        request.body = body["body"].is_string() ? body["body"].get<std::string>() : body["body"].dump();
        if (!typed && !body["body"].is_string()) request.headers.emplace_back("Content-Type", "application/json");
    }
    return request;
}

int trace(AzureRun& run, const TraceOptions& options) {
    const auto request = requestOf(options);
    if (!request) return run.refuse(request.error());
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
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
    return run.finish({{"ok", true},
                       {"status", traced->status},
                       {"headers", std::move(headers)},
                       {"body", traced->body},
                       {"traceId", traced->traceId},
                       {"trace", traced->trace}},
                      lines, 0);
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
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return trace(run, *options); }); });
}

}  // namespace mgc::app
