#include "azure/observe.h"

#include <array>

#include "azure/arm/arm_error.h"
#include "azure/browse.h"

namespace mgc::azure {

namespace {

constexpr std::array queries{
    SavedQuery{"gateway-logs", "Latest calls",
               "ApiManagementGatewayLogs\n| project TimeGenerated, ApiId, OperationId, Method, Url, ResponseCode, BackendResponseCode, "
               "TotalTime, BackendTime, CorrelationId\n| order by TimeGenerated desc\n| take 100"},
    SavedQuery{
        "llm-logs", "Latest model calls",
        "ApiManagementGatewayLlmLog\n| where isnotempty(TotalTokens)\n| project TimeGenerated, ModelName, DeploymentName, PromptTokens, "
        "CompletionTokens, TotalTokens, IsStreamCompletion, Region, CorrelationId\n| order by TimeGenerated desc\n| take 100"},
    SavedQuery{"tokens-by-model", "Tokens by model and minute",
               "ApiManagementGatewayLlmLog\n| summarize PromptTokens = sum(PromptTokens), CompletionTokens = sum(CompletionTokens) by "
               "bin(TimeGenerated, 1m), DeploymentName\n| order by TimeGenerated asc"},
    SavedQuery{"tokens-by-subscription", "Tokens by subscription",
               "ApiManagementGatewayLlmLog\n| join kind=inner (ApiManagementGatewayLogs | project CorrelationId, ApimSubscriptionId) on "
               "CorrelationId\n| summarize TotalTokens = sum(TotalTokens), Calls = dcount(CorrelationId) by ApimSubscriptionId\n| order by "
               "TotalTokens desc"},
    SavedQuery{"throttled", "Throttled calls by minute",
               "ApiManagementGatewayLogs\n| where ResponseCode == 429\n| summarize Calls = count() by bin(TimeGenerated, 1m), ApiId\n| "
               "order by TimeGenerated asc"},
    SavedQuery{"errors", "Errors and their reasons",
               "ApiManagementGatewayLogs\n| where ResponseCode >= 400\n| summarize Calls = count() by ResponseCode, LastErrorReason, "
               "LastErrorSource\n| order by Calls desc"},
    SavedQuery{"token-metrics", "Token metrics by dimension",
               "AppMetrics\n| where Name in ('Total Tokens', 'Prompt Tokens', 'Completion Tokens')\n| summarize Tokens = sum(Sum) by "
               "bin(TimeGenerated, 1m), Name\n| order by TimeGenerated asc"},
};

std::string textAt(const Json& value, const char* pointer) {
    const Json::json_pointer at(pointer);
    return value.is_object() && value.contains(at) && value.at(at).is_string() ? value.at(at).get<std::string>() : std::string();
}

}  // namespace

std::span<const SavedQuery> savedQueries() { return queries; }

Result<QueryTable> runQuery(ArmClient& arm, const std::string& customerId, const std::string& query, const std::string& timespan) {
    MGC_TRY_ASSIGN(const std::string token, arm.tokens().token(arm.cloud().logAnalyticsScope));
    HttpRequest request;
    request.method = "POST";
    request.url = arm.cloud().logAnalytics + "/v1/workspaces/" + percentEncoded(customerId) + "/query";
    request.headers = {
        {"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}, {"Accept", "application/json"}, {"Prefer", "wait=60"}};
    Json body{{"query", query}};
    if (!timespan.empty()) body["timespan"] = timespan;
    request.body = body.dump();
    MGC_TRY_ASSIGN(const HttpResponse response, arm.transport().send(request));
    if (response.status != 200) return fail(armError("POST", request.url, response));
    const Json answer = Json::parse(response.body, nullptr, false);
    QueryTable table;
    if (!answer.is_object() || !answer.contains("tables") || !answer["tables"].is_array() || answer["tables"].empty())
        return fail("AnswerNotJson", "The answer to the query has no tables.");
    const Json& first = answer["tables"][0];
    table.name = textAt(first, "/name");
    const Json columns = first.value("columns", Json::array()), rows = first.value("rows", Json::array());
    for (const Json& column : columns) {
        table.columns.push_back(textAt(column, "/name"));
        table.types.push_back(textAt(column, "/type"));
    }
    for (const Json& row : rows) table.rows.emplace_back(row.begin(), row.end());
    if (answer.contains("error")) table.partialError = readArmFault(Json{{"error", answer["error"]}}.dump()).message;
    return table;
}

Result<std::string> findLogWorkspace(ArmClient& arm, const std::string& subscription, const std::string& resourceGroup) {
    MGC_TRY_ASSIGN(const auto workspaces, browse(arm, "log-analytics", {subscription, resourceGroup, {}, {}}));
    if (workspaces.empty())
        return fail("WorkspaceNotFound", "There is no Log Analytics workspace in reach; give its customer id with --log-analytics.");
    if (workspaces.size() > 1) {
        std::string names;
        for (const Json& workspace : workspaces) names += "\n  " + textAt(workspace, "/id");
        return fail("WorkspaceAmbiguous",
                    "There are several Log Analytics workspaces; narrow it down with --resource-group or give --log-analytics:" + names);
    }
    MGC_TRY_ASSIGN(const ArmAnswer answer, arm.call({.path = textAt(workspaces.front(), "/id"),
                                                     .apiVersion = "2023-09-01",
                                                     .query = {},
                                                     .ifMatch = {},
                                                     .body = {},
                                                     .purpose = "Reading the Log Analytics workspace"}));
    const std::string id = textAt(answer.body, "/properties/customerId");
    if (id.empty()) return fail("WorkspaceNotFound", "The workspace " + textAt(workspaces.front(), "/id") + " shows no customer id.");
    return id;
}

Result<CloudTrace> sendTraced(ArmClient& arm, const ServiceRef& service, const TracedRequest& traced) {
    const std::string gateway = service.id() + "/gateways/managed";
    ArmCall ask{.method = "POST",
                .path = gateway + "/listDebugCredentials",
                .apiVersion = apimVersion,
                .query = {},
                .ifMatch = {},
                .body = {},
                .purpose = "Getting a debug token for " + traced.api};
    ask.body = Json{{"credentialsExpireAfter", "PT1H"}, {"apiId", service.id() + "/apis/" + traced.api}, {"purposes", {"tracing"}}};
    MGC_TRY_ASSIGN(const ArmAnswer credentials, arm.call(ask));
    const std::string url = service.gatewayUrl();
    if (url.empty()) return fail("GatewayUnknown", "Azure shows no gateway address of " + service.name + '.');
    HttpRequest request{traced.method, url + (traced.path.starts_with('/') ? "" : "/") + traced.path, traced.headers, traced.body};
    const auto has = [&](std::string_view name) {
        for (const auto& [field, value] : traced.headers)
            if (equalsIgnoreCase(field, name)) return true;
        return false;
    };
    if (!has("api-key") && !has("Ocp-Apim-Subscription-Key") && !has("Authorization") && !traced.subscription.empty()) {
        const ArmCall secrets{.method = "POST",
                              .path = service.id() + "/subscriptions/" + traced.subscription + "/listSecrets",
                              .apiVersion = apimVersion,
                              .query = {},
                              .ifMatch = {},
                              .body = {},
                              .purpose = "Reading the key of " + traced.subscription};
        MGC_TRY_ASSIGN(const ArmAnswer keys, arm.call(secrets));
        const std::string key = textAt(keys.body, "/primaryKey");
        request.headers.emplace_back("api-key", key);
        request.headers.emplace_back("Ocp-Apim-Subscription-Key", key);
    }
    request.headers.emplace_back("Apim-Debug-Authorization", textAt(credentials.body, "/token"));
    MGC_TRY_ASSIGN(HttpResponse response, arm.transport().send(request));
    CloudTrace trace{response.status, std::move(response.headers), std::move(response.body), {}, {}};
    for (const auto& [name, value] : trace.headers) {
        if (equalsIgnoreCase(name, "Apim-Trace-Id")) trace.traceId = value;
        if (equalsIgnoreCase(name, "Apim-Debug-Authorization-Expired"))
            return fail("DebugTokenRefused", "The gateway says that the debug token has expired.");
        if (equalsIgnoreCase(name, "Apim-Debug-Authorization-WrongAPI"))
            return fail("DebugTokenRefused", "The request went to another API than " + traced.api + '.');
    }
    if (trace.traceId.empty())
        return fail("DebugTokenRefused", "The gateway answered " + std::to_string(trace.status) +
                                             " without a trace id; the request may not have reached " + traced.api + '.');
    ArmCall read{.method = "POST",
                 .path = gateway + "/listTrace",
                 .apiVersion = apimVersion,
                 .query = {},
                 .ifMatch = {},
                 .body = Json{{"traceId", trace.traceId}},
                 .purpose = "Reading the trace"};
    MGC_TRY_ASSIGN(ArmAnswer answer, arm.call(read));
    trace.trace = std::move(answer.body);
    return trace;
}

}  // namespace mgc::azure
