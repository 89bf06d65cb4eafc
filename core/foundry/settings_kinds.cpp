#include <algorithm>
#include <array>

#include "base/text.h"
#include "foundry/settings.h"
#include "http/url.h"

namespace mgc::foundry {
namespace {

bool letterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// "2024-10-21", "2024-12-01-preview", "v1", "preview".
bool looksLikeApiVersion(std::string_view text) {
    if (text == "v1" || text == "preview" || text == "latest") return true;
    if (text.size() < 10) return false;
    for (std::size_t i = 0; i < 10; ++i)
        if ((i == 4 || i == 7) ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    return text.size() == 10 || text.substr(10) == "-preview";
}

std::string version(const nlohmann::ordered_json& value, std::string_view name, Findings& findings) {
    if (!value.is_string()) return {};
    const std::string text(trimmed(value.get<std::string>()));
    if (!text.empty() && !looksLikeApiVersion(text))
        findings.warning("ApiVersionUnusual",
                         std::string(name) + " \"" + text + "\" does not look like an API version (2024-10-21, 2024-12-01-preview).",
                         "Take a version that the models' API knows, or leave it empty where the API needs none.");
    return text;
}

}  // namespace

void readKinds(const RawSettings& raw, Connection& connection, Findings& findings) {
    const std::string category = raw.category.is_string() ? raw.category.get<std::string>() : std::string();
    if (category == "ModelGateway") {
        connection.category = Category::ModelGateway;
    } else if (category != "ApiManagement") {
        const bool close = equalsIgnoreCase(category, "ModelGateway") || equalsIgnoreCase(category, "ApiManagement");
        if (equalsIgnoreCase(category, "ModelGateway")) connection.category = Category::ModelGateway;
        findings.error("CategoryWrong",
                       category.empty() ? std::string("The connection has no category.")
                                        : "Category \"" + category + "\" is not one of a gateway connection.",
                       close ? "Write it as " + std::string(toText(connection.category)) + '.'
                             : "Use ApiManagement for an API Management service, ModelGateway for any other gateway.");
    }
    const std::string auth = raw.authType.is_string() ? raw.authType.get<std::string>() : std::string();
    bool known = false;
    for (const AuthType type : {AuthType::ApiKey, AuthType::ProjectManagedIdentity, AuthType::OAuth2, AuthType::Aad})
        if (equalsIgnoreCase(auth, toText(type))) {
            connection.authType = type;
            known = true;
        }
    const bool apim = connection.category == Category::ApiManagement;
    const bool fits = known && (connection.authType == AuthType::ApiKey || (connection.authType == AuthType::OAuth2) != apim);
    if (!fits)
        findings.error(
            "AuthTypeWrong",
            (auth.empty() ? std::string("The connection has no authType.") : "authType \"" + auth + "\" does not work with category ") +
                (auth.empty() ? "" : std::string(toText(connection.category)) + '.'),
            apim ? "Use ApiKey (a subscription key) or ProjectManagedIdentity." : "Use ApiKey or OAuth2 (client credentials).");
}

void checkName(const std::string& name, Findings& findings) {
    if (name.empty()) {
        findings.warning("NameMissing", "The file does not name the connection.", "Add name; agents call models as NAME/DEPLOYMENT.");
        return;
    }
    const bool letters = std::all_of(name.begin(), name.end(), [](char c) { return letterOrDigit(c) || c == '_' || c == '-'; });
    if (name.size() < 3 || !letters || !letterOrDigit(name.front()))
        findings.error("NameInvalid",
                       "\"" + name + "\" is not a connection name: 3 to 33 letters, digits, '-' or '_', the first a letter or digit.",
                       "Rename the connection; agents call models as NAME/DEPLOYMENT.");
    else if (name.size() > 33)  // the lab's own appInsights connection is longer, so the service seems not to insist
        findings.warning("NameLong", "The name has " + std::to_string(name.size()) + " characters; the published pattern ends at 33.",
                         "Choose a shorter name.");
}

void readTarget(const RawSettings& raw, const std::string& urlOverride, Connection& connection, Findings& findings) {
    const bool apim = connection.category == Category::ApiManagement;
    connection.target = !urlOverride.empty()     ? urlOverride
                        : raw.target.is_string() ? std::string(trimmed(raw.target.get<std::string>()))
                                                 : std::string();
    const std::string advice = apim ? "Set it to <gateway URL>/<path of the API>, for example https://NAME.azure-api.net/inference/openai."
                                    : "Set it to the gateway's base URL, to which /chat/completions is appended.";
    if (connection.target.empty()) {
        findings.error("TargetMissing",
                       raw.fromParameters && apim ? "A parameters file of the API Management template has no target."
                                                  : "The connection has no target.",
                       raw.fromParameters && apim ? "Pass --url <gateway URL>/<path of the API>." : advice);
        return;
    }
    auto url = http::parseUrl(connection.target);
    if (!url || (url->scheme != "http" && url->scheme != "https")) {
        findings.error("TargetInvalid", "The target \"" + connection.target + "\" is not an absolute http or https address.", advice);
        connection.target.clear();
        return;
    }
    const bool loopback = url->host == "localhost" || url->host.starts_with("127.") || url->host == "[::1]" || url->host == "::1";
    if (url->scheme == "http" && !loopback)
        findings.error("TargetNotHttps", "The target uses http: keys would travel in clear text, and Foundry's agents need TLS.",
                       "Use the https address of the gateway.");
    if (loopback && urlOverride.empty())
        findings.warning("TargetLocal", "The target is on this machine; Foundry's agents cannot reach it.",
                         "Use a public address before you create the connection in Azure.");
    if (!url->query.empty())
        findings.error("TargetHasQuery", "The target has a query, but paths are appended to it.",
                       "Move api-version to metadata.inferenceAPIVersion and end the target before '?'.");
    if (const std::string path = toLowerAscii(url->path);
        path.find("/chat/completions") != std::string::npos || path.find("/deployments") != std::string::npos)
        findings.error("TargetTooLong", "The target already names deployments or chat/completions, which Foundry appends itself.",
                       "End the target at the API's path; set deploymentInPath for /deployments/{name}.");
    if (connection.target.ends_with('/')) {
        // The model gateway's path is joined without a double slash, API Management's is not (foundry-samples' validation scripts).
        if (apim)
            findings.warning("TargetTrailingSlash", "The target ends with '/', so that requests have two slashes in a row.",
                             "Remove the slash at the end of the target.");
        else
            connection.target.erase(connection.target.find_last_not_of('/') + 1);
    }
}

void readVersions(const RawSettings& raw, Connection& connection, Findings& findings) {
    const bool apim = connection.category == Category::ApiManagement;
    const auto& value = raw.deploymentInPath;
    const std::string text = value.is_boolean()  ? (value.get<bool>() ? "true" : "false")
                             : value.is_string() ? value.get<std::string>()
                                                 : std::string();
    connection.deploymentInPath = text.empty() ? apim : equalsIgnoreCase(text, "true");
    if (value.is_null()) {
        if (apim)
            findings.error("DeploymentInPathMissing", "metadata.deploymentInPath is required for API Management and is absent.",
                           "Set it to \"true\" where the API has /deployments/{name}/chat/completions, else to \"false\".");
    } else if (text != "true" && text != "false") {
        findings.error("DeploymentInPathInvalid", "deploymentInPath is \"" + text + "\"; it must be \"true\" or \"false\".",
                       "Write \"true\" or \"false\" in small letters.");
    }
    connection.inferenceApiVersion = version(raw.inferenceApiVersion, "inferenceAPIVersion", findings);
    connection.deploymentApiVersion = version(raw.deploymentApiVersion, "deploymentAPIVersion", findings);
}

}  // namespace mgc::foundry
