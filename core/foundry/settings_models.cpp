#include <set>

#include "base/text.h"
#include "foundry/settings.h"

namespace mgc::foundry {
namespace {

using Json = nlohmann::ordered_json;

void readModel(const Json& item, std::size_t index, std::set<std::string>& seen, Connection& connection, Findings& findings) {
    const std::string place = "models[" + std::to_string(index) + ']';
    const Json properties = item.is_object() ? item.value("properties", Json::object()) : Json();
    const Json model = properties.is_object() ? properties.value("model", Json::object()) : Json();
    StaticModel read{textOf(item, "name"), textOf(model, "name"), textOf(model, "version"), textOf(model, "format")};
    if (read.name.empty())
        findings.error("ModelNameMissing", place + " has no name; it is what agents call and what the gateway is asked for.",
                       "Set " + place + ".name to the deployment's name.");
    else if (!seen.insert(read.name).second)
        findings.error("ModelTwice", "models names \"" + read.name + "\" twice.", "Remove one of the two.");
    if (read.modelName.empty())
        findings.error("ModelIncomplete", place + " has no properties.model.name.", "Set it to the model's name, for example gpt-4o-mini.");
    if (read.format.empty())
        findings.error("ModelFormatMissing", place + " has no properties.model.format.",
                       "Set it to OpenAI (anything that speaks OpenAI's chat completions), Anthropic or NonOpenAI.");
    else if (read.format != "OpenAI" && read.format != "Anthropic" && read.format != "NonOpenAI")
        findings.warning("ModelFormatUnknown", place + ": format \"" + read.format + "\" is none of OpenAI, Anthropic and NonOpenAI.",
                         "Use OpenAI for models behind OpenAI's chat completions.");
    if (!read.name.empty()) connection.models.push_back(std::move(read));
}

}  // namespace

void readModels(const RawSettings& raw, Connection& connection, Findings& findings) {
    if (raw.models.is_null()) return;
    const std::string label = raw.fromParameters ? "staticModels" : "metadata.models";
    if (!raw.models.is_array()) {
        findings.error("ModelsNotArray", label + " is not a list.",
                       "Make it a list of {name, properties: {model: {name, version, format}}}.");
        return;
    }
    if (raw.models.empty())
        findings.error("ModelsEmpty", label + " is an empty list, so no model can be called.",
                       "Add the deployments, or use modelDiscovery instead.");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < raw.models.size(); ++i) readModel(raw.models[i], i, seen, connection, findings);
}

void readDiscovery(const RawSettings& raw, Connection& connection, Findings& findings) {
    const bool staticModels = !raw.models.is_null();
    if (raw.discovery.is_null()) {
        if (!staticModels && connection.category == Category::ModelGateway)
            findings.error(
                "NoModels", "A ModelGateway connection needs either a list of models or modelDiscovery; it has neither.",
                "Add metadata.models with the deployments, or metadata.modelDiscovery with the gateway's list and get endpoints.");
        if (!staticModels && connection.category == Category::ApiManagement) connection.discovery = defaultDiscovery();
        return;
    }
    if (staticModels)
        findings.error("BothDiscoveries", "Static models and modelDiscovery exclude each other; the connection has both.",
                       "Remove one of the two.");
    if (!raw.discovery.is_object()) {
        findings.error("DiscoveryInvalid", "modelDiscovery is not an object.",
                       "Make it {listModelsEndpoint, getModelEndpoint, deploymentProvider}.");
        return;
    }
    Discovery discovery{textOf(raw.discovery, "listModelsEndpoint"), textOf(raw.discovery, "getModelEndpoint"),
                        textOf(raw.discovery, "deploymentProvider")};
    if (discovery.listEndpoint.empty())
        findings.error("ListEndpointMissing", "modelDiscovery has no listModelsEndpoint.",
                       "Set it to the path that lists the models, for example /deployments or /v1/models.");
    if (discovery.getEndpoint.empty())
        findings.error("GetEndpointMissing", "modelDiscovery has no getModelEndpoint.",
                       "Set it to the path of one model, for example /deployments/{deploymentName}.");
    else if (discovery.getEndpoint.find("{deploymentName}") == std::string::npos)
        findings.error("GetEndpointWithoutName", "getModelEndpoint \"" + discovery.getEndpoint + "\" has no {deploymentName}.",
                       "Put {deploymentName} where the model's name belongs.");
    if (discovery.provider != "AzureOpenAI" && discovery.provider != "OpenAI") {
        findings.error("ProviderWrong",
                       discovery.provider.empty() ? std::string("modelDiscovery has no deploymentProvider.")
                                                  : "deploymentProvider \"" + discovery.provider + "\" is neither AzureOpenAI nor OpenAI.",
                       "Use AzureOpenAI where the list answers {\"value\": [...]}, OpenAI where it answers {\"data\": [...]}.");
        if (equalsIgnoreCase(discovery.provider, "OpenAI")) discovery.provider = "OpenAI";
        if (equalsIgnoreCase(discovery.provider, "AzureOpenAI")) discovery.provider = "AzureOpenAI";
    }
    // The rest of the check goes on with static models where both are there.
    if (connection.models.empty() && !discovery.listEndpoint.empty()) connection.discovery = std::move(discovery);
}

}  // namespace mgc::foundry
