#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mgc::foundry {

enum class Category { ApiManagement, ModelGateway };
enum class AuthType { ApiKey, ProjectManagedIdentity, OAuth2, Aad };

/// An entry of metadata `models`: `name` is what agents call (`<connection>/<name>`) and what stands in the path or in body.model.
struct StaticModel {
    std::string name;
    std::string modelName;
    std::string version;
    std::string format;
};

/// Metadata `modelDiscovery`; endpoints are relative to the target, with or without a leading slash.
struct Discovery {
    std::string listEndpoint;
    std::string getEndpoint;  ///< has {deploymentName}
    std::string provider;     ///< AzureOpenAI or OpenAI: the shape of the answers
};

/// Metadata `authConfig`: how the key is sent.
struct AuthConfig {
    std::string header = "api-key";
    std::string format = "{api_key}";
};

/// Credentials as given in the file or on the command line; memory only.
struct Credentials {
    std::string key;  ///< API key; for Entra authentication an access token
    std::string clientId;
    std::string clientSecret;
};

/// A gateway connection of a Foundry account or project (API 2025-04-01-preview and later), as its settings read. What could not be
/// read has its default and a finding.
struct Connection {
    std::string name;
    Category category = Category::ApiManagement;
    AuthType authType = AuthType::ApiKey;
    std::string target;
    std::string tokenUrl;
    std::vector<std::string> scopes;
    std::string audience;
    bool sharedToAll = false;
    bool deploymentInPath = true;
    std::string inferenceApiVersion;   ///< "": no api-version on inference calls
    std::string deploymentApiVersion;  ///< "": none on discovery calls
    std::vector<StaticModel> models;
    std::optional<Discovery> discovery;
    std::optional<AuthConfig> auth;
    std::vector<std::pair<std::string, std::string>> customHeaders;
    Credentials credentials;
};

[[nodiscard]] std::string_view toText(Category category);
[[nodiscard]] std::string_view toText(AuthType type);

/// What an ApiManagement connection without `models` and `modelDiscovery` does (foundry-connections.md, section 1).
[[nodiscard]] Discovery defaultDiscovery();

}  // namespace mgc::foundry
