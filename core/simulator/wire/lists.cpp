#include "simulator/wire/lists.h"

#include "simulator/wire/json_writer.h"

namespace mgc::simulator {

namespace {

constexpr const char* created = "1721088000";  // a fixed day: lists must not change from call to call

template <class Entry>
std::string joined(const std::vector<const Deployment*>& deployments, Entry entry) {
    std::string out = "[";
    for (const auto* deployment : deployments) out += (out.size() > 1 ? "," : "") + entry(*deployment);
    return out + "]";
}

const char* flag(bool value) { return value ? "true" : "false"; }

}  // namespace

std::string modelEntry(Dialect dialect, const Deployment& deployment) {
    const bool chat = deployment.kind == ModelKind::Chat;
    if (dialect != Dialect::AzureClassic)
        return "{\"id\":" + jsonString(deployment.name) + ",\"object\":\"model\",\"created\":" + created + ",\"owned_by\":\"system\"}";
    return "{\"id\":" + jsonString(deployment.name) + ",\"object\":\"model\",\"status\":\"succeeded\",\"created_at\":" + created +
           ",\"lifecycle_status\":\"generally-available\",\"model\":" + jsonString(deployment.versionedModel()) +
           ",\"capabilities\":{\"fine_tune\":false,\"inference\":true,\"completion\":" + flag(deployment.kind == ModelKind::Completion) +
           ",\"chat_completion\":" + flag(chat) + ",\"embeddings\":" + flag(deployment.kind == ModelKind::Embeddings) +
           "},\"deprecation\":{\"inference\":1893456000}}";
}

std::string modelList(Dialect dialect, const std::vector<const Deployment*>& deployments) {
    return "{\"object\":\"list\",\"data\":" + joined(deployments, [dialect](const Deployment& one) { return modelEntry(dialect, one); }) +
           "}";
}

std::string deploymentEntry(const Deployment& deployment, bool legacy) {
    if (legacy)
        return "{\"id\":" + jsonString(deployment.name) +
               ",\"object\":\"deployment\",\"status\":\"succeeded\",\"model\":" + jsonString(deployment.model) +
               ",\"owner\":\"organization-owner\",\"scale_settings\":{\"scale_type\":\"standard\"},\"created_at\":" + created +
               ",\"updated_at\":" + created + "}";
    return "{\"name\":" + jsonString(deployment.name) +
           ",\"type\":\"Microsoft.CognitiveServices/accounts/deployments\",\"sku\":{\"name\":\"GlobalStandard\",\"capacity\":" +
           std::to_string(deployment.tokensPerMinute / 1000) + "},\"properties\":{\"model\":{\"format\":" + jsonString(deployment.format) +
           ",\"name\":" + jsonString(deployment.model) + ",\"version\":" + jsonString(deployment.version) +
           "},\"provisioningState\":\"Succeeded\"}}";
}

std::string deploymentList(const std::vector<const Deployment*>& deployments, bool legacy) {
    const auto entries = joined(deployments, [legacy](const Deployment& one) { return deploymentEntry(one, legacy); });
    return legacy ? "{\"data\":" + entries + ",\"object\":\"list\"}" : "{\"value\":" + entries + "}";
}

std::string inferenceInfo(const Deployment& deployment) {
    return "{\"model_name\":" + jsonString(deployment.model) + ",\"model_type\":\"" +
           (deployment.kind == ModelKind::Embeddings ? "embeddings" : "chat-completion") +
           "\",\"model_provider_name\":" + jsonString(deployment.format) + "}";
}

}  // namespace mgc::simulator
