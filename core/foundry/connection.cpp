#include "foundry/connection.h"

namespace mgc::foundry {

std::string_view toText(Category category) { return category == Category::ApiManagement ? "ApiManagement" : "ModelGateway"; }

std::string_view toText(AuthType type) {
    switch (type) {
        case AuthType::ApiKey:
            return "ApiKey";
        case AuthType::ProjectManagedIdentity:
            return "ProjectManagedIdentity";
        case AuthType::OAuth2:
            return "OAuth2";
        case AuthType::Aad:
            return "AAD";
    }
    return "";
}

Discovery defaultDiscovery() { return {"/deployments", "/deployments/{deploymentName}", "AzureOpenAI"}; }

}  // namespace mgc::foundry
