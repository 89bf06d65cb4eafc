#include "azure/observe/queries.h"

#include <array>

#include "azure/arm/arm_error.h"
#include "azure/browse.h"
#include "azure/json_text.h"

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

}  // namespace

std::span<const SavedQuery> savedQueries() { return queries; }

std::string callsSince(const std::string& time) {
    return "ApiManagementGatewayLogs\n| where TimeGenerated >= datetime(" + time +
           ")\n| project TimeGenerated, ApiId, OperationId, Method, Url, ResponseCode, BackendResponseCode, TotalTime, CorrelationId\n| "
           "order "
           "by TimeGenerated asc\n| take 100";
}

Result<QueryTable> runQuery(ArmClient& arm, const std::string& customerId, const std::string& query, const std::string& timespan) {
    Json body{{"query", query}};
    if (!timespan.empty()) body["timespan"] = timespan;
    MGC_TRY_ASSIGN(const ArmAnswer reply,
                   arm.call({.method = "POST",
                             .path = arm.cloud().logAnalytics + "/v1/workspaces/" + percentEncoded(customerId) + "/query",
                             .apiVersion = {},
                             .query = {},
                             .ifMatch = {},
                             .body = std::move(body),
                             .purpose = "Asking the logs",
                             .scope = arm.cloud().logAnalyticsScope,
                             .headers = {{"Prefer", "wait=60"}}}));
    const Json& answer = reply.body;
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

}  // namespace mgc::azure
