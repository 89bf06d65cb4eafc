// The part of Probe that asks the gateway which models it has.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "foundry/answers.h"
#include "foundry/probe.h"

namespace mgc::foundry {
namespace {

using Json = nlohmann::json;

std::string joined(const std::string& target, const std::string& endpoint, const std::string& apiVersion) {
    std::string url = target + (endpoint.starts_with('/') ? "" : "/") + endpoint;
    if (!apiVersion.empty())
        url += (endpoint.find('?') == std::string::npos ? "?api-version=" : "&api-version=") + percentEncoded(apiVersion);
    return url;
}

std::string text(const Json& object, std::string_view name) {
    if (!object.is_object()) return {};
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string_view listMember(std::string_view provider) { return provider == "OpenAI" ? "data" : "value"; }

}  // namespace

std::vector<std::string> Probe::discover() {
    if (!m_connection.discovery) {
        std::vector<std::string> names;
        for (const StaticModel& model : m_connection.models) names.push_back(model.name);
        return names;
    }
    bool failed = false;
    std::vector<std::string> names = listModels(*m_connection.discovery, failed);
    if (failed || m_cancelled) return names;
    const std::string wanted = requestedDeployment().empty() ? (names.empty() ? std::string() : names.front()) : requestedDeployment();
    if (!wanted.empty() && m_connection.discovery->getEndpoint.find("{deploymentName}") != std::string::npos)
        getModel(*m_connection.discovery, wanted);
    return names;
}

std::vector<std::string> Probe::listModels(const Discovery& discovery, bool& failed) {
    const Call call{
        "GET", joined(m_connection.target, discovery.listEndpoint, m_connection.deploymentApiVersion), headersFor(keyHeaders()), {}};
    failed = true;
    auto answer = send("list models", call);
    if (!answer) {
        connectionFailed(call, answer.error());
        return {};
    }
    if (answer->status == 401 || answer->status == 403) {
        explainRejectedKey(call, *answer, {});
        return {};
    }
    if (answer->status != 200) {
        if (answer->status == 404 || answer->status == 400)
            m_findings.error("ListEndpointFailed",
                             "Listing the models was answered " + std::to_string(answer->status) + ": " + messageOf(*answer),
                             "Check listModelsEndpoint and deploymentAPIVersion; with API Management the API needs the operation GET " +
                                 discovery.listEndpoint + ". Where the gateway cannot list models, use static models instead.",
                             seen(call, *answer));
        else
            explain("Listing the models", call, *answer);
        return {};
    }
    const Json body = Json::parse(answer->body, nullptr, false);
    const std::string_view member = listMember(discovery.provider);
    const std::string_view other = discovery.provider == "OpenAI" ? "value" : "data";
    if (!body.is_object() || !body.contains(member) || !body[std::string(member)].is_array()) {
        const bool otherShape = body.is_object() && body.contains(other) && body[std::string(other)].is_array();
        const std::string otherProvider = discovery.provider == "OpenAI" ? "AzureOpenAI" : "OpenAI";
        if (otherShape)
            m_findings.error(
                "ProviderMismatch",
                "The list of models answers in the shape of " + otherProvider + ", but deploymentProvider is " + discovery.provider + '.',
                "Set modelDiscovery.deploymentProvider to " + otherProvider + '.', seen(call, *answer));
        else
            m_findings.error("ListNotRead", "The list of models has no array \"" + std::string(member) + "\": " + shortened(answer->body),
                             "Point listModelsEndpoint at an operation that answers {\"" + std::string(member) + "\": [...]}.",
                             seen(call, *answer));
        return {};
    }
    failed = false;
    std::vector<std::string> names;
    for (const Json& item : body[std::string(member)])
        if (const std::string name = text(item, discovery.provider == "OpenAI" ? "id" : "name"); !name.empty()) names.push_back(name);
    if (names.empty()) {
        failed = true;
        m_findings.error("ListEmpty", "The gateway lists no models.", "Deploy a model behind it, or use static models.",
                         seen(call, *answer));
    }
    return names;
}

bool Probe::getModel(const Discovery& discovery, const std::string& name) {
    const std::string endpoint = replacedAll(discovery.getEndpoint, "{deploymentName}", percentEncoded(name));
    const Call call{"GET", joined(m_connection.target, endpoint, m_connection.deploymentApiVersion), headersFor(keyHeaders()), {}};
    auto answer = send("get model", call);
    if (!answer) {
        connectionFailed(call, answer.error());
        return false;
    }
    if (answer->status != 200) {
        if (answer->status == 404 || answer->status == 400)
            m_findings.error(
                "GetEndpointFailed",
                "Reading the model \"" + name + "\" was answered " + std::to_string(answer->status) + ": " + messageOf(*answer),
                "Check getModelEndpoint and deploymentAPIVersion; with API Management the API needs the operation GET " +
                    discovery.getEndpoint + '.',
                seen(call, *answer));
        else
            explain("Reading the model \"" + name + '"', call, *answer);
        return false;
    }
    const Json body = Json::parse(answer->body, nullptr, false);
    const bool azureShape = body.is_object() && body.contains("properties");
    if (discovery.provider == "OpenAI") {
        if (text(body, "id").empty()) {
            if (azureShape)
                m_findings.error("ProviderMismatch",
                                 "A single model answers in the shape of AzureOpenAI, but deploymentProvider is OpenAI.",
                                 "Set modelDiscovery.deploymentProvider to AzureOpenAI.", seen(call, *answer));
            else
                m_findings.error("ModelNotRead", "The answer for the model \"" + name + "\" has no id.",
                                 "Point getModelEndpoint at an operation that answers one element of the list.", seen(call, *answer));
            return false;
        }
        if (text(body, "id") != name)
            m_findings.warning("ModelNameDiffers", "Asked for \"" + name + "\", the gateway answered about \"" + text(body, "id") + "\".",
                               "Check what getModelEndpoint leads to.", seen(call, *answer));
        return true;
    }
    const Json model = azureShape && body["properties"].is_object() ? body["properties"].value("model", Json::object()) : Json();
    if (!text(model, "name").empty() && !text(model, "format").empty()) return true;
    if (!azureShape && !text(body, "id").empty())
        m_findings.error("ProviderMismatch", "A single model answers in the shape of OpenAI, but deploymentProvider is AzureOpenAI.",
                         "Set modelDiscovery.deploymentProvider to OpenAI.", seen(call, *answer));
    else
        m_findings.error("ModelNotRead", "The answer for the model \"" + name + "\" has no properties.model with name and format.",
                         "Point getModelEndpoint at an operation that answers one element of the list.", seen(call, *answer));
    return false;
}

}  // namespace mgc::foundry
