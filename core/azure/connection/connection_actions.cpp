#include "azure/connection/connection_actions.h"

#include "azure/connection/connection_body.h"
#include "foundry/read_connection.h"
#include "foundry/settings.h"
#include "http/url.h"
#include "json/document.h"

namespace mgc::azure {

Result<ConnectionCheck> readConnectionText(std::string text, const std::string& name, const std::string& url,
                                           const ConnectionSecrets& secrets) {
    MGC_TRY_ASSIGN(const json::Document document, json::Document::parse(std::move(text), name));
    ConnectionCheck check;
    MGC_TRY_ASSIGN(check.connection, foundry::readConnection(document, url, check.findings));
    if (!secrets.key.empty()) check.connection.credentials.key = secrets.key;
    if (!secrets.clientSecret.empty()) check.connection.credentials.clientSecret = secrets.clientSecret;
    return check;
}

std::string atGateway(const std::string& target, const std::string& gateway) {
    const auto url = http::parseUrl(target);
    std::string base = gateway;
    while (base.ends_with('/')) base.pop_back();
    return url ? base + url->path : base;
}

void probeConnection(ConnectionCheck& check, const foundry::ProbeOptions& options, const std::string& target, Transport& transport,
                     const ProbeWatch& watch) {
    foundry::Connection called = check.connection;
    if (!target.empty()) called.target = target;
    const foundry::Send inner = probeSend(transport);
    const foundry::Send send = [&](const foundry::Call& call) {
        if (watch) watch(call.method, call.url);
        return inner(call);
    };
    foundry::Probe probe(called, options, send, probePause(transport), check.findings);
    probe.run();
    check.requests = probe.requests();
}

Result<std::string> createConnection(ArmClient& arm, const std::string& accountId, const std::string& project,
                                     const foundry::Connection& connection) {
    const std::string path = connectionPath(accountId, project, connection.name);
    MGC_TRY(arm.call({.method = "PUT",
                      .path = path,
                      .apiVersion = connectionVersion,
                      .query = {},
                      .ifMatch = {},
                      .body = connectionBody(connection),
                      .purpose = "Creating the connection " + connection.name}));
    return path;
}

Result<bool> deleteConnection(ArmClient& arm, const std::string& accountId, const std::string& project, const std::string& name) {
    MGC_TRY_ASSIGN(const ArmAnswer answer, arm.call({.method = "DELETE",
                                                     .path = connectionPath(accountId, project, name),
                                                     .apiVersion = connectionVersion,
                                                     .query = {},
                                                     .ifMatch = {},
                                                     .body = {},
                                                     .purpose = "Deleting the connection " + name},
                                                    {404}));
    return answer.status == 200;
}

Result<ConnectionCheck> validateConnection(ArmClient& arm, const std::string& accountId, const std::string& project,
                                           const std::string& name, const std::string& url, const foundry::ProbeOptions& options,
                                           const ConnectionSecrets& secrets, const ProbeWatch& watch) {
    ConnectionCheck check;
    MGC_TRY_ASSIGN(const auto live, checkConnectionInAzure(arm, accountId, project, name, check.resource));
    for (const LiveFinding& finding : live)
        check.findings.add({finding.error ? Severity::Error : Severity::Warning, finding.code, finding.message, finding.fix, {}});
    if (check.resource.is_null()) return check;
    MGC_TRY_ASSIGN(ConnectionCheck read, readConnectionText(check.resource.dump(), name, url, secrets));
    check.connection = std::move(read.connection);
    for (const foundry::Finding& finding : read.findings.all()) check.findings.add(finding);
    if (check.connection.credentials.key.empty() && check.connection.authType == foundry::AuthType::ApiKey)
        check.findings.warning("NotTested", "Azure never shows a connection's key, so no request was made.",
                               "Give the key (MGC_CONNECTION_KEY for the command) to try the requests.");
    probeConnection(check, options, {}, arm.transport(), watch);
    return check;
}

std::vector<templates::OutputFile> connectionTemplate(const foundry::Connection& connection, const std::string& project,
                                                      const std::string& as) {
    templates::Template content;
    content.parameters = {{"accountName", false, nullptr, "The Foundry account"}};
    if (!project.empty()) content.parameters.push_back({"projectName", false, project, "The project"});
    Json body = connectionForFiles(connection);
    if (connection.authType == foundry::AuthType::ApiKey) {
        content.parameters.push_back({"apiKey", true, nullptr, "The key of the gateway"});
        body["properties"]["credentials"] = {{"key", templates::parameterReference("apiKey")}};
    } else if (connection.authType == foundry::AuthType::OAuth2) {
        content.parameters.push_back({"clientSecret", true, nullptr, "The client secret"});
        body["properties"]["credentials"] = {{"clientId", connection.credentials.clientId},
                                             {"clientSecret", templates::parameterReference("clientSecret")}};
    }
    const std::string& name = connection.name;
    const std::string arm = project.empty() ? "concat(parameters('accountName'), '/" + name + "')"
                                            : "concat(parameters('accountName'), '/', parameters('projectName'), '/" + name + "')";
    const std::string bicep = project.empty() ? "'${accountName}/" + name + '\'' : "'${accountName}/${projectName}/" + name + '\'';
    content.resources.push_back(
        {"gatewayConnection",
         project.empty() ? "Microsoft.CognitiveServices/accounts/connections" : "Microsoft.CognitiveServices/accounts/projects/connections",
         connectionVersion,
         templates::expression(arm, bicep),
         {},
         {},
         {},
         body,
         {}});
    if (as == "bicep") return templates::bicepFiles(content);
    return {{"main.json", templates::armTemplate(content).dump(2) + '\n'}};
}

}  // namespace mgc::azure
