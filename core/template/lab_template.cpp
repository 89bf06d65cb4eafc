#include "template/lab_template.h"

#include <algorithm>

#include "base/text.h"
#include "template/inference_api.h"

namespace mgc::templates {

namespace {

constexpr const char* apimType = "Microsoft.ApiManagement/service";
constexpr const char* accountType = "Microsoft.CognitiveServices/accounts";
constexpr const char* apimVersion = "2024-06-01-preview";
constexpr const char* accountVersion = "2025-06-01";
constexpr const char* connectionVersion = "2026-05-01";  // its published enum has AppInsights and the gateway categories
constexpr const char* projectManager = "eadc314b-1a2d-4efa-be10-5d325db5065e";  // Azure AI Project Manager
constexpr const char* cognitiveUser = "a97b65f3-24c7-4388-baec-2e87135dc908";   // Cognitive Services User

std::string symbolOf(const std::string& text) {
    std::string symbol;
    for (const char c : text) symbol += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return symbol;
}

std::string armSku(const std::string& sku) {
    for (const char* const name : {"BasicV2", "StandardV2", "PremiumV2"})
        if (equalsIgnoreCase(name, sku)) return name;
    return sku;
}

class Lab {
public:
    explicit Lab(const LabParameters& parameters) : m_p(parameters), m_names(labNames(parameters)) {}

    Template build() {
        monitoring();
        apim();
        for (std::size_t i = 0; i < m_p.services.size(); ++i) foundry(i);
        inference();
        connection();
        outputs();
        return std::move(m_template);
    }

private:
    TemplateResource& add(const std::string& symbol, const std::string& type, const char* version, Json name, Json body,
                          std::vector<std::string> dependsOn) {
        m_template.resources.push_back({symbol, type, version, std::move(name), {}, {}, {}, std::move(body), std::move(dependsOn)});
        return m_template.resources.back();
    }
    /// Child names of accounts: the published patterns allow no "/", but an expression.
    static Json childName(const std::string& account, const std::string& name) {
        return expression("concat('" + account + "', '/" + name + "')", "'" + account + '/' + name + '\'');
    }
    static Json id(const std::string& type, const std::string& name, const std::string& symbol) {
        return expression("resourceId('" + type + "', '" + name + "')", symbol + ".id");
    }

    void monitoring() {
        add("logAnalytics", "Microsoft.OperationalInsights/workspaces", "2023-09-01", m_names.logAnalytics,
            {{"location", m_p.location},
             {"identity", {{"type", "SystemAssigned"}}},
             {"properties", {{"retentionInDays", 30}, {"features", {{"searchVersion", 1}}}, {"sku", {{"name", "PerGB2018"}}}}}},
            {});
        // CustomMetricsOptedInType is in no published type, but without it the dimensions of token metrics do not show.
        add("appInsights", "Microsoft.Insights/components", "2020-02-02", m_names.appInsights,
            {{"location", m_p.location},
             {"kind", "web"},
             {"properties",
              {{"Application_Type", "web"}, {"WorkspaceResourceId", logId()}, {"CustomMetricsOptedInType", "WithDimensions"}}}},
            {"logAnalytics"});
    }
    Json logId() const { return id("Microsoft.OperationalInsights/workspaces", m_names.logAnalytics, "logAnalytics"); }
    Json insightsId() const { return id("Microsoft.Insights/components", m_names.appInsights, "appInsights"); }
    Json instrumentationKey() const {
        return expression(
            "reference(resourceId('Microsoft.Insights/components', '" + m_names.appInsights + "'), '2020-02-02').InstrumentationKey",
            "appInsights.properties.InstrumentationKey");
    }

    void apim() {
        add("apim", apimType, apimVersion, m_names.apim,
            {{"location", m_p.location},
             {"sku", {{"name", armSku(m_p.apimSku)}, {"capacity", equalsIgnoreCase(m_p.apimSku, "Consumption") ? 0 : 1}}},
             {"identity", {{"type", "SystemAssigned"}}},
             {"properties", {{"publisherEmail", m_p.publisherEmail}, {"publisherName", m_p.publisherName}, {"releaseChannel", "Default"}}}},
            {"appInsights"});
        auto& settings =
            add("apimDiagnosticSettings", "Microsoft.Insights/diagnosticSettings", "2021-05-01-preview", "apimDiagnosticSettings",
                {{"properties",
                  {{"workspaceId", logId()},
                   {"logAnalyticsDestinationType", "Dedicated"},
                   {"logs", {{{"categoryGroup", "AllLogs"}, {"enabled", true}}}},
                   {"metrics", {{{"category", "AllMetrics"}, {"enabled", true}}}}}}},
                {"apim", "logAnalytics"});
        scopeTo(settings, apimType, m_names.apim, "apim");
        add("azureMonitorLogger", std::string(apimType) + "/loggers", apimVersion, m_names.apim + "/azuremonitor",
            {{"properties", {{"loggerType", "azureMonitor"}, {"isBuffered", false}}}}, {"apim"});
        add("appInsightsLogger", std::string(apimType) + "/loggers", apimVersion, m_names.apim + "/appinsights-logger",
            {{"properties",
              {{"loggerType", "applicationInsights"},
               {"description", "Logger of the lab's Application Insights"},
               {"isBuffered", false},
               {"resourceId", insightsId()},
               {"credentials", {{"instrumentationKey", instrumentationKey()}}}}}},
            {"apim", "appInsights"});
        std::string previous = "apim";  // one at a time, as the lab does
        for (const LabSubscription& subscription : m_p.subscriptions) {
            const std::string symbol = "subscription_" + symbolOf(subscription.name);
            add(symbol, std::string(apimType) + "/subscriptions", apimVersion, m_names.apim + '/' + subscription.name,
                {{"properties",
                  {{"displayName", subscription.displayName}, {"scope", "/apis"}, {"state", "active"}, {"allowTracing", true}}}},
                {previous});
            previous = symbol;
        }
    }

    static void scopeTo(TemplateResource& resource, const char* type, const std::string& name, const std::string& symbol) {
        resource.scopeType = type;
        resource.scopeName = name;
        resource.scopeSymbol = symbol;
    }

    void foundry(std::size_t index) {
        const LabService& service = m_p.services[index];
        const std::string& account = m_names.accounts[index];
        const std::string symbol = "account_" + symbolOf(service.name);
        add(symbol, accountType, accountVersion, account,
            {{"location", service.location},
             {"kind", "AIServices"},
             {"sku", {{"name", "S0"}}},
             {"identity", {{"type", "SystemAssigned"}}},
             {"properties",
              {{"allowProjectManagement", true},
               {"customSubDomainName", toLowerAscii(account)},
               {"disableLocalAuth", false},
               {"publicNetworkAccess", "Enabled"}}}},
            {});
        const std::string project = "project_" + symbolOf(service.name);
        add(project, std::string(accountType) + "/projects", accountVersion, childName(account, m_names.projects[index]),
            {{"location", service.location}, {"identity", {{"type", "SystemAssigned"}}}, {"properties", Json::object()}}, {symbol});
        role(symbol + "_deployerRole", account, symbol, projectManager,
             m_p.deployerObjectId.empty() ? expression("deployer().objectId", "deployer().objectId") : Json(m_p.deployerObjectId), "",
             {symbol});
        role(symbol + "_apimRole", account, symbol, cognitiveUser,
             expression("reference(resourceId('" + std::string(apimType) + "', '" + m_names.apim + "'), '" + apimVersion +
                            "', 'full').identity.principalId",
                        "apim.identity.principalId"),
             "ServicePrincipal", {symbol, "apim"});
        // The lab's name, <account>-appInsights-connection, is longer than the published 33 characters.
        add(symbol + "_appInsights", std::string(accountType) + "/connections", connectionVersion,
            childName(account, (service.name + "-appInsights").substr(0, 33)),
            {{"properties",
              {{"category", "AppInsights"},
               {"authType", "ApiKey"},
               {"target", insightsId()},
               {"isSharedToAll", false},
               {"useWorkspaceManagedIdentity", false},
               {"sharedUserList", Json::array()},
               {"peRequirement", "NotRequired"},
               {"peStatus", "NotApplicable"},
               {"metadata", {{"ApiType", "Azure"}, {"ResourceId", insightsId()}}},
               {"credentials", {{"key", instrumentationKey()}}}}}},
            {symbol, "appInsights", project});
        std::string previous = symbol + "_appInsights";  // an account takes one change at a time
        for (const LabModel& model : m_p.models) {
            if (account.find(model.service) == std::string::npos) continue;
            const std::string own = "deployment_" + symbolOf(service.name + '_' + model.name);
            add(own, std::string(accountType) + "/deployments", accountVersion, childName(account, model.name),
                {{"sku", {{"name", model.sku}, {"capacity", model.capacity}}},
                 {"properties",
                  {{"model", {{"format", model.publisher}, {"name", model.name}, {"version", model.version}}},
                   {"raiPolicyName", "Microsoft.DefaultV2"}}}},
                {symbol, previous});
            previous = own;
        }
    }

    void role(const std::string& symbol, const std::string& account, const std::string& accountSymbol, const std::string& roleId,
              Json principal, const std::string& principalType, std::vector<std::string> dependsOn) {
        // A stable GUID of account and role: a second deployment finds the assignment again.
        auto& resource = add(symbol, "Microsoft.Authorization/roleAssignments", "2022-04-01", "", Json::object(), std::move(dependsOn));
        resource.name = expression("guid(subscription().id, resourceGroup().id, '" + account + "', '" + roleId + "')",
                                   "guid(subscription().id, resourceGroup().id, '" + account + "', '" + roleId + "')");
        Json properties{
            {"roleDefinitionId", expression("subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '" + roleId + "')",
                                            "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '" + roleId + "')")},
            {"principalId", std::move(principal)}};
        if (!principalType.empty()) properties["principalType"] = principalType;
        resource.body = {{"properties", std::move(properties)}};
        scopeTo(resource, accountType, account, accountSymbol);
    }

    void inference() {
        const InferenceApiType* type = findInferenceApiType(m_p.inferenceType);
        if (!type) type = &inferenceApiTypes().front();
        const std::string endpoint(type->endpointPath);
        add("inferenceApi", std::string(apimType) + "/apis", apimVersion, m_names.apim + '/' + m_names.api,
            {{"properties",
              {{"type", "http"},
               {"apiType", "http"},
               {"displayName", "Inference API"},
               {"description", "Models behind API Management"},
               {"path", m_p.inferencePath + '/' + endpoint},
               {"protocols", {"https"}},
               {"subscriptionRequired", true},
               {"subscriptionKeyParameterNames", {{"header", "api-key"}, {"query", "api-key"}}},
               {"format", "openapi+json"},
               {"value",
                textFile("specification.json", m_p.specification.empty() ? inferenceSpecification(*type).dump() : m_p.specification)}}}},
            {"apim"});
        std::vector<std::string> backends;
        for (std::size_t i = 0; i < m_p.services.size(); ++i) {
            const std::string symbol = "backend_" + symbolOf(m_p.services[i].name),
                              accountSymbol = "account_" + symbolOf(m_p.services[i].name);
            const std::string endpointArm = "reference(resourceId('" + std::string(accountType) + "', '" + m_names.accounts[i] + "'), '" +
                                            accountVersion + "').endpoint";
            add(symbol, std::string(apimType) + "/backends", apimVersion, m_names.apim + '/' + m_p.services[i].name,
                {{"properties",
                  {{"description", "Models of " + m_p.services[i].name},
                   {"url", expression("concat(" + endpointArm + ", '" + endpoint + "')",
                                      "'${" + accountSymbol + ".properties.endpoint}" + endpoint + '\'')},
                   {"protocol", "http"},
                   {"credentials", {{"managedIdentity", {{"resource", "https://cognitiveservices.azure.com"}}}}}}}},
                {"apim", accountSymbol});
            backends.push_back(symbol);
        }
        std::vector<std::string> policyNeeds = backends;
        if (m_p.services.size() > 1) {
            Json members = Json::array();
            for (const LabService& service : m_p.services) {
                Json member{{"id", "/backends/" + service.name}};
                if (service.priority) member["priority"] = *service.priority;
                if (service.weight) member["weight"] = *service.weight;
                members.push_back(std::move(member));
            }
            add("backendPool", std::string(apimType) + "/backends", apimVersion, m_names.apim + '/' + m_names.pool,
                {{"properties",
                  {{"description", "Load balancing over the AI services"},
                   {"type", "Pool"},
                   {"pool", {{"services", std::move(members)}}}}}},
                backends);
            policyNeeds.push_back("backendPool");
        }
        policyNeeds.insert(policyNeeds.begin(), "inferenceApi");
        add("inferencePolicy", std::string(apimType) + "/apis/policies", apimVersion, m_names.apim + '/' + m_names.api + "/policy",
            {{"properties", {{"format", "rawxml"}, {"value", textFile("policy.xml", labPolicy(m_p))}}}}, policyNeeds);
        diagnostics();
    }

    void diagnostics() {
        const Json nothing{{"headers", Json::array()}, {"body", {{"bytes", 0}}}};
        const Json much{
            {"headers", {"Content-type", "User-agent", "x-ms-region", "x-ratelimit-remaining-tokens", "x-ratelimit-remaining-requests"}},
            {"body", {{"bytes", 8192}}}};
        const Json messages{{"messages", "all"}, {"maxSizeInBytes", 262144}};
        const auto both = [](const Json& leg) { return Json{{"request", leg}, {"response", leg}}; };
        const auto loggerId = [&](const std::string& name, const std::string& symbol) {
            return expression("resourceId('" + std::string(apimType) + "/loggers', '" + m_names.apim + "', '" + name + "')",
                              symbol + ".id");
        };
        const Json sampling{{"samplingType", "fixed"}, {"percentage", 100}};
        add("azureMonitorDiagnostic", std::string(apimType) + "/apis/diagnostics", apimVersion,
            m_names.apim + '/' + m_names.api + "/azuremonitor",
            {{"properties",
              {{"loggerId", loggerId("azuremonitor", "azureMonitorLogger")},
               {"alwaysLog", "allErrors"},
               {"verbosity", "verbose"},
               {"logClientIp", true},
               {"sampling", sampling},
               {"frontend", both(nothing)},
               {"backend", both(nothing)},
               {"largeLanguageModel", {{"logs", "enabled"}, {"requests", messages}, {"responses", messages}}}}}},
            {"inferenceApi", "azureMonitorLogger"});
        add("appInsightsDiagnostic", std::string(apimType) + "/apis/diagnostics", apimVersion,
            m_names.apim + '/' + m_names.api + "/applicationinsights",
            {{"properties",
              {{"loggerId", loggerId("appinsights-logger", "appInsightsLogger")},
               {"alwaysLog", "allErrors"},
               {"httpCorrelationProtocol", "W3C"},
               {"metrics", true},
               {"verbosity", "verbose"},
               {"logClientIp", true},
               {"sampling", sampling},
               {"frontend", both(much)},
               {"backend", both(much)}}}},
            {"inferenceApi", "appInsightsLogger"});
    }

    Json gatewayUrl(const std::string& path) const {
        return expression("concat(reference(resourceId('" + std::string(apimType) + "', '" + m_names.apim + "'), '" + apimVersion +
                              "').gatewayUrl, '" + path + "')",
                          "'${apim.properties.gatewayUrl}" + path + '\'');
    }

    void connection() {
        // The lab puts it on the second service (agents); with one service that one gets it.
        const std::size_t index = m_p.services.size() > 1 ? 1 : 0;
        const std::string& account = m_names.accounts[index];
        Json models = Json::array();
        for (const LabModel& model : m_p.models)
            models.push_back(
                {{"name", model.name},
                 {"properties", {{"model", {{"name", model.name}, {"version", model.version}, {"format", model.publisher}}}}}});
        const std::string subscription = m_p.subscriptions.empty() ? "master" : m_p.subscriptions.front().name;
        const std::string subscriptionSymbol = "subscription_" + symbolOf(subscription);
        add("gatewayConnection", std::string(accountType) + "/connections", connectionVersion, childName(account, m_names.connection),
            {{"properties",
              {{"category", "ApiManagement"},
               {"authType", "ApiKey"},
               {"target", gatewayUrl('/' + m_p.inferencePath + "/openai")},
               {"isSharedToAll", true},
               {"credentials",
                {{"key", expression("listSecrets(resourceId('" + std::string(apimType) + "/subscriptions', '" + m_names.apim + "', '" +
                                        subscription + "'), '" + apimVersion + "').primaryKey",
                                    subscriptionSymbol + ".listSecrets().primaryKey")}}},
               {"metadata",
                {{"ApiType", "Azure"},
                 {"inferenceAPIVersion", "2024-12-01-preview"},
                 {"Location", m_p.services.front().location},
                 {"deploymentInPath", "true"},
                 {"models", models.dump()}}}}}},
            {"account_" + symbolOf(m_p.services[index].name), "account_" + symbolOf(m_p.services[index].name) + "_appInsights",
             "inferenceApi", subscriptionSymbol});
    }

    void outputs() {
        const std::size_t agents = m_p.services.size() > 1 ? 1 : 0;
        const std::string accountSymbol = "account_" + symbolOf(m_p.services[agents].name);
        m_template.outputs = {
            {"logAnalyticsWorkspaceId", "string",
             expression("reference(resourceId('Microsoft.OperationalInsights/workspaces', '" + m_names.logAnalytics +
                            "'), '2023-09-01').customerId",
                        "logAnalytics.properties.customerId")},
            {"apimServiceId", "string", id(apimType, m_names.apim, "apim")},
            {"apimResourceGatewayURL", "string", gatewayUrl("")},
            {"AgentsfoundryProjectEndpoint", "string",
             "https://" + m_names.accounts[agents] + ".services.ai.azure.com/api/projects/" + m_names.projects[agents]},
            {"AgentsfoundryAIServicesEndpoint", "string",
             expression("reference(resourceId('" + std::string(accountType) + "', '" + m_names.accounts[agents] + "'), '" + accountVersion +
                            "').endpoint",
                        accountSymbol + ".properties.endpoint")},
            {"aiGatewayUrl", "string", gatewayUrl('/' + m_p.inferencePath)},
            {"aiGatewayConnectionName", "string", m_names.connection},
        };
    }

    const LabParameters& m_p;
    LabNames m_names;
    Template m_template;
};

}  // namespace

LabNames labNames(const LabParameters& parameters) {
    LabNames names;
    names.logAnalytics = "workspace-" + parameters.suffix;
    names.appInsights = "insights-" + parameters.suffix;
    names.apim = "apim-" + parameters.suffix;
    for (const LabService& service : parameters.services) {
        names.accounts.push_back(service.name + '-' + parameters.suffix);
        names.projects.push_back(parameters.projectName + '-' + service.name);
    }
    return names;
}

std::string labPolicy(const LabParameters& parameters) {
    const std::string backend = parameters.services.size() > 1 ? labNames(parameters).pool : parameters.services.front().name;
    return "<policies>\n    <inbound>\n        <base />\n"
           "        <authentication-managed-identity resource=\"https://cognitiveservices.azure.com\" "
           "output-token-variable-name=\"managed-id-access-token\" ignore-error=\"false\" />\n"
           "        <set-header name=\"Authorization\" exists-action=\"override\">\n"
           "            <value>@(\"Bearer \" + (string)context.Variables[\"managed-id-access-token\"])</value>\n        </set-header>\n"
           "        <set-backend-service backend-id=\"" +
           backend +
           "\" />\n    </inbound>\n    <backend>\n        <base />\n    </backend>\n    <outbound>\n        <base />\n    </outbound>\n    "
           "<on-error>\n        <base />\n    </on-error>\n</policies>\n";
}

Template labTemplate(const LabParameters& parameters) { return Lab(parameters).build(); }

}  // namespace mgc::templates
