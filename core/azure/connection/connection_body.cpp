#include "azure/connection/connection_body.h"

#include "azure/browse.h"
#include "azure/json_text.h"

namespace mgc::azure {

Json connectionForFiles(const foundry::Connection& connection) {
    Json metadata{{"deploymentInPath", connection.deploymentInPath ? "true" : "false"}};
    const bool apim = connection.category == foundry::Category::ApiManagement;
    // The templates always write it for a model gateway, and only where it is not empty for API Management.
    if (!apim || !connection.inferenceApiVersion.empty()) metadata["inferenceAPIVersion"] = connection.inferenceApiVersion;
    if (!connection.deploymentApiVersion.empty()) metadata["deploymentAPIVersion"] = connection.deploymentApiVersion;
    if (!connection.models.empty()) {
        Json models = Json::array();
        for (const auto& model : connection.models)
            models.push_back(
                {{"name", model.name},
                 {"properties", {{"model", {{"name", model.modelName}, {"version", model.version}, {"format", model.format}}}}}});
        metadata["models"] = models.dump();
    } else if (connection.discovery) {
        metadata["modelDiscovery"] = Json{{"listModelsEndpoint", connection.discovery->listEndpoint},
                                          {"getModelEndpoint", connection.discovery->getEndpoint},
                                          {"deploymentProvider", connection.discovery->provider}}
                                         .dump();
    }
    if (connection.auth)
        metadata["authConfig"] = Json{{"type", "api_key"}, {"name", connection.auth->header}, {"format", connection.auth->format}}.dump();
    if (!connection.customHeaders.empty()) {
        Json headers = Json::object();
        for (const auto& [name, value] : connection.customHeaders) headers[name] = value;
        metadata["customHeaders"] = headers.dump();
    }
    Json properties{{"category", foundry::toText(connection.category)},
                    {"authType", foundry::toText(connection.authType)},
                    {"target", connection.target},
                    {"isSharedToAll", connection.sharedToAll},
                    {"metadata", std::move(metadata)}};
    if (connection.authType == foundry::AuthType::OAuth2) {
        properties["tokenUrl"] = connection.tokenUrl;
        properties["scopes"] = connection.scopes;
    }
    if (connection.authType == foundry::AuthType::ProjectManagedIdentity)
        properties["audience"] = connection.audience.empty() ? "https://cognitiveservices.azure.com" : connection.audience;
    return {{"properties", std::move(properties)}};
}

Json connectionBody(const foundry::Connection& connection) {
    Json body = connectionForFiles(connection);
    Json& credentials = body["properties"]["credentials"] = Json::object();
    if (connection.authType == foundry::AuthType::ApiKey) credentials["key"] = connection.credentials.key;
    if (connection.authType == foundry::AuthType::OAuth2)
        credentials = {{"clientId", connection.credentials.clientId}, {"clientSecret", connection.credentials.clientSecret}};
    return body;
}

std::string connectionPath(const std::string& accountId, const std::string& project, const std::string& name) {
    return accountId + (project.empty() ? "" : "/projects/" + project) + "/connections/" + name;
}

Result<std::vector<LiveFinding>> checkConnectionInAzure(ArmClient& arm, const std::string& accountId, const std::string& project,
                                                        const std::string& name, Json& resource) {
    std::vector<LiveFinding> found;
    const auto read = [&](const std::string& path, const char* version, const std::string& what) {
        return arm.find({.path = path, .apiVersion = version, .query = {}, .ifMatch = {}, .body = {}, .purpose = "Reading " + what});
    };
    MGC_TRY_ASSIGN(const auto account, read(accountId, foundryVersion, "the account"));
    if (!account) return fail("AccountNotFound", "There is no account " + accountId + '.');
    if (const std::string state = textAt(account->body, "/properties/provisioningState"); !state.empty() && state != "Succeeded")
        found.push_back(
            {true, "AccountNotReady", "The account is " + state + '.', "Wait until it has been made, or look at its activity log."});
    if (!project.empty()) {
        MGC_TRY_ASSIGN(const auto there, read(accountId + "/projects/" + project, foundryVersion, "the project"));
        if (!there) found.push_back({true, "ProjectNotFound", "The account has no project " + project + '.', "Check the project's name."});
    }
    MGC_TRY_ASSIGN(auto connection, read(connectionPath(accountId, project, name), connectionVersion, "the connection"));
    if (!connection) {
        found.push_back({true, "ConnectionNotFound", "Azure has no connection " + name + " there.",
                         "Create it, or look at account level (without --project)."});
        return found;
    }
    resource = std::move(connection->body);
    const std::string category = textAt(resource, "/properties/category");
    if (category != "ApiManagement" && category != "ModelGateway")
        found.push_back({true, "CategoryWrong", "The connection's category is " + category + '.',
                         "Agents use ApiManagement and ModelGateway connections as gateways."});
    const Json::json_pointer shared("/properties/isSharedToAll");
    if (project.empty() && !(resource.contains(shared) && resource.at(shared) == Json(true)))
        found.push_back({false, "NotShared", "The account's connection is not shared with its projects.",
                         "Set isSharedToAll, or make the connection in the project."});
    return found;
}

foundry::Send probeSend(Transport& transport) {
    return [&transport](const foundry::Call& call) -> Result<foundry::Answer> {
        HttpRequest request{call.method, call.url, call.headers, call.body, std::chrono::seconds(30)};
        auto response = transport.send(request);
        if (!response) {
            Error error = response.error();
            if (error.code == "ConnectionFailed") error.code = "BackendConnectionFailure";
            return fail(std::move(error));
        }
        return foundry::Answer{response->status, response->headers, response->body, response->took};
    };
}

foundry::Pause probePause(Transport& transport) {
    return [&transport](std::chrono::milliseconds duration) { return transport.wait(duration).has_value(); };
}

}  // namespace mgc::azure
