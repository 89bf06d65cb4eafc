#include "foundry/read_connection.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "foundry/settings.h"

namespace mgc::foundry {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array metadataNames{"deploymentInPath", "inferenceAPIVersion", "deploymentAPIVersion", "models",
                                   "modelDiscovery",   "authConfig",          "customHeaders",        "ApiType",
                                   "Location",         "ResourceId"};

const Json& member(const Json& object, std::string_view name) {
    static const Json none;
    if (!object.is_object()) return none;
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

/// A metadata value: on the wire always a text; objects and lists are JSON text.
Json metadataValue(const Json& metadata, std::string_view name, bool structured, Findings& findings) {
    const Json& value = member(metadata, name);
    if (value.is_null() || (value.is_string() && !structured)) return value;
    const std::string label = "metadata." + std::string(name);
    if (!value.is_string()) {
        findings.error("MetadataNotString", label + " is a JSON " + value.type_name() + "; Foundry stores metadata values as strings only.",
                       "Write " + label + " as a string" + (structured ? " with the JSON text inside (in Bicep: string(...))." : "."));
        return value;
    }
    const auto& text = value.get_ref<const std::string&>();
    if (trimmed(text).empty()) return nullptr;
    Json parsed = Json::parse(text, nullptr, false);
    if (!parsed.is_discarded()) return parsed;
    findings.error("MetadataNotJson", label + " is not valid JSON text, so Foundry cannot read it.",
                   "Correct the JSON inside the string " + label + '.');
    return nullptr;
}

void checkMetadataNames(const Json& metadata, Findings& findings) {
    for (const auto& [name, value] : metadata.items()) {
        if (std::find(metadataNames.begin(), metadataNames.end(), name) != metadataNames.end()) continue;
        const auto close =
            std::find_if(metadataNames.begin(), metadataNames.end(), [&](const char* known) { return equalsIgnoreCase(known, name); });
        if (close != metadataNames.end())
            findings.error("MetadataNameMisspelt", "metadata." + name + " is not read: names count with their case.",
                           "Rename it to " + std::string(*close) + '.');
        else
            findings.warning("MetadataNameUnknown",
                             "metadata." + name + " is not one of the settings that Foundry reads from a gateway connection.",
                             "Remove it, or correct its name.");
    }
}

std::string nameOf(const Json& root) {
    const std::string name = textOf(root, "name");
    return name.substr(name.rfind('/') + 1);  // "account/project/connection" in templates
}

Connection readArm(const Json& root, const std::string& urlOverride, Findings& findings) {
    const Json& properties = member(root, "properties");
    const Json& metadata = member(properties, "metadata");
    Connection connection;
    connection.name = nameOf(root);
    const Json& shared = member(properties, "isSharedToAll");
    connection.sharedToAll = shared.is_boolean() && shared.get<bool>();
    connection.tokenUrl = textOf(properties, "tokenUrl");
    connection.audience = textOf(properties, "audience");
    if (const Json& scopes = member(properties, "scopes"); scopes.is_array())
        for (const Json& scope : scopes)
            if (scope.is_string()) connection.scopes.push_back(scope);
    const Json& credentials = member(properties, "credentials");
    connection.credentials = {textOf(credentials, "key"), textOf(credentials, "clientId"), textOf(credentials, "clientSecret")};
    if (!metadata.is_object())
        findings.error("MetadataMissing", "The connection has no properties.metadata, so Foundry does not know how to call the gateway.",
                       "Add metadata with deploymentInPath, inferenceAPIVersion and models or modelDiscovery.");
    else
        checkMetadataNames(metadata, findings);

    RawSettings raw;
    raw.category = member(properties, "category");
    raw.authType = member(properties, "authType");
    raw.target = member(properties, "target");
    raw.deploymentInPath = metadataValue(metadata, "deploymentInPath", false, findings);
    raw.inferenceApiVersion = metadataValue(metadata, "inferenceAPIVersion", false, findings);
    raw.deploymentApiVersion = metadataValue(metadata, "deploymentAPIVersion", false, findings);
    raw.models = metadataValue(metadata, "models", true, findings);
    raw.discovery = metadataValue(metadata, "modelDiscovery", true, findings);
    raw.authConfig = metadataValue(metadata, "authConfig", true, findings);
    raw.customHeaders = metadataValue(metadata, "customHeaders", true, findings);
    readKinds(raw, connection, findings);
    checkName(connection.name, findings);
    readTarget(raw, urlOverride, connection, findings);
    readVersions(raw, connection, findings);
    readModels(raw, connection, findings);
    readDiscovery(raw, connection, findings);
    readAuthConfig(raw, connection, findings);
    readCustomHeaders(raw, connection, findings);
    return connection;
}

/// The parameters of the foundry-samples templates, renamed to what the templates make of them.
Connection readParameters(const Json& parameters, const std::string& urlOverride, Findings& findings) {
    const auto value = [&](std::string_view name) -> const Json& { return member(member(parameters, name), "value"); };
    const auto text = [&](std::string_view name) { return value(name).is_string() ? value(name).get<std::string>() : std::string(); };
    const auto structured = [&](std::string_view name) {
        const Json& found = value(name);
        return (found.is_array() || found.is_object()) && found.empty() ? Json() : found;
    };
    const bool apim = parameters.contains("apimResourceId") || parameters.contains("apiName");
    Connection connection;
    connection.name = text("connectionName");
    const Json& shared = value("isSharedToAll");
    connection.sharedToAll = shared.is_boolean() && shared.get<bool>();
    connection.tokenUrl = text("tokenUrl");
    if (value("scopes").is_array())
        for (const Json& scope : value("scopes"))
            if (scope.is_string()) connection.scopes.push_back(scope);
    connection.credentials = {text("apiKey"), text("clientId"), text("clientSecret")};

    RawSettings raw;
    raw.fromParameters = true;
    raw.category = apim ? "ApiManagement" : "ModelGateway";
    raw.authType = text("authType").empty() ? Json("ApiKey") : Json(text("authType"));
    raw.target = apim ? Json() : value("targetUrl");
    // The templates' own defaults: 'true' for API Management, 'false' for a model gateway.
    raw.deploymentInPath = value("deploymentInPath").is_null() ? Json(apim ? "true" : "false") : value("deploymentInPath");
    raw.inferenceApiVersion = value("inferenceAPIVersion");
    raw.deploymentApiVersion = value("deploymentAPIVersion");
    raw.models = structured("staticModels");
    raw.authConfig = structured("authConfig");
    raw.customHeaders = structured("customHeaders");
    if (!text("listModelsEndpoint").empty() || !text("getModelEndpoint").empty() || !text("deploymentProvider").empty())
        raw.discovery = Json{{"listModelsEndpoint", text("listModelsEndpoint")},
                             {"getModelEndpoint", text("getModelEndpoint")},
                             {"deploymentProvider", text("deploymentProvider")}};
    if (apim) {
        const std::string service = text("apimResourceId");
        if (toLowerAscii(service).find("/providers/microsoft.apimanagement/service/") == std::string::npos)
            findings.error(
                "ApimResourceIdInvalid", "The parameter apimResourceId is not the resource id of an API Management service.",
                "Copy the resource id from the service's Properties page (/subscriptions/.../Microsoft.ApiManagement/service/NAME).");
        if (text("apiName").empty())
            findings.error("ApiNameMissing", "The parameter apiName is empty.", "Name the API of the service that serves the models.");
    }
    readKinds(raw, connection, findings);
    if (!connection.name.empty()) checkName(connection.name, findings);  // the templates make a name where there is none
    readTarget(raw, urlOverride, connection, findings);
    readVersions(raw, connection, findings);
    readModels(raw, connection, findings);
    readDiscovery(raw, connection, findings);
    readAuthConfig(raw, connection, findings);
    readCustomHeaders(raw, connection, findings);
    if (apim && connection.models.empty() && !connection.discovery)
        findings.warning("DiscoveryNotSet", "Neither staticModels nor the three discovery parameters are set; the template refuses that.",
                         "Fill staticModels, or listModelsEndpoint, getModelEndpoint and deploymentProvider.");
    return connection;
}

}  // namespace

std::string textOf(const Json& object, std::string_view name) {
    const Json& value = member(object, name);
    return value.is_string() ? value.get<std::string>() : std::string();
}

Result<Connection> readConnection(const json::Document& file, const std::string& urlOverride, Findings& findings) {
    const Json& root = file.root();
    if (member(root, "parameters").is_object() && !root.contains("resources"))
        return readParameters(root["parameters"], urlOverride, findings);
    if (member(root, "properties").is_object()) return readArm(root, urlOverride, findings);
    return fail("NotAConnection",
                "'" + file.file() +
                    "' is neither a connection's ARM JSON (an object with name and properties) nor a parameters file of the "
                    "foundry-samples templates (an object with parameters).");
}

}  // namespace mgc::foundry
