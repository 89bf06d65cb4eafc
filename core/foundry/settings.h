#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "foundry/connection.h"
#include "foundry/finding.h"

// The readers and checks of single settings that both file shapes share.
namespace mgc::foundry {

/// The settings of a connection in their ARM names, metadata values already turned from JSON text into JSON.
struct RawSettings {
    nlohmann::ordered_json category, authType, target;
    nlohmann::ordered_json deploymentInPath, inferenceApiVersion, deploymentApiVersion;
    nlohmann::ordered_json models, discovery, authConfig, customHeaders;  ///< null: absent
    bool fromParameters = false;                                          ///< messages name the parameters then
};

/// category and authType, and whether they go together.
void readKinds(const RawSettings& raw, Connection& connection, Findings& findings);
/// The connection's name against the published pattern.
void checkName(const std::string& name, Findings& findings);
/// target: an absolute address that ends before /deployments and /chat/completions.
void readTarget(const RawSettings& raw, const std::string& urlOverride, Connection& connection, Findings& findings);
/// deploymentInPath and the two versions.
void readVersions(const RawSettings& raw, Connection& connection, Findings& findings);
void readModels(const RawSettings& raw, Connection& connection, Findings& findings);
void readDiscovery(const RawSettings& raw, Connection& connection, Findings& findings);
void readAuthConfig(const RawSettings& raw, Connection& connection, Findings& findings);
void readCustomHeaders(const RawSettings& raw, Connection& connection, Findings& findings);
/// Key, client id and secret, token address: what the authentication type needs.
void checkCredentials(const Connection& connection, Findings& findings);

/// A text member; "" where it is absent or no text.
[[nodiscard]] std::string textOf(const nlohmann::ordered_json& object, std::string_view member);

}  // namespace mgc::foundry
