#pragma once
#include <string>
#include <vector>

#include "azure/arm/arm_client.h"
#include "foundry/connection.h"
#include "foundry/finding.h"
#include "foundry/probe.h"
#include "template/template_model.h"

// What the console and its commands do with a Foundry connection: read, call the gateway, create, delete, check in Azure, export.
namespace mgc::azure {

/// Memory only; "" for none.
struct ConnectionSecrets {
    std::string key, clientSecret;
};

struct ConnectionCheck {
    foundry::Connection connection;
    foundry::Findings findings;
    std::vector<foundry::ProbedRequest> requests;  ///< in the order in which they were made
    Json resource;                                 ///< as Azure shows it; null where it was not asked or is not there
};
/// A request that was just made, for progress.
using ProbeWatch = std::function<void(const std::string& method, const std::string& url)>;

/// Reads the settings of `text` (ARM JSON or parameters file; `name` for messages), with a finding for each fault. Secrets that are given
/// win over those of the text. Errors: NotAConnection, InvalidJson.
[[nodiscard]] Result<ConnectionCheck> readConnectionText(std::string text, const std::string& name, const std::string& url,
                                                         const ConnectionSecrets& secrets);
/// Calls the gateway as Foundry would and adds to `check`. `target` replaces the connection's target for these calls (the local gateway);
/// "" keeps it.
void probeConnection(ConnectionCheck& check, const foundry::ProbeOptions& options, const std::string& target, Transport& transport,
                     const ProbeWatch& watch = {});
/// `target` with its scheme, host and port replaced by those of `gateway`: where the same API is at the local gateway.
[[nodiscard]] std::string atGateway(const std::string& target, const std::string& gateway);

/// Creates or replaces the connection; its id. Errors: Azure's.
[[nodiscard]] Result<std::string> createConnection(ArmClient& arm, const std::string& accountId, const std::string& project,
                                                   const foundry::Connection& connection);
/// False where there was none.
[[nodiscard]] Result<bool> deleteConnection(ArmClient& arm, const std::string& accountId, const std::string& project,
                                            const std::string& name);
/// What Azure says about the connection, then the gateway called with its settings. Azure never shows the key.
[[nodiscard]] Result<ConnectionCheck> validateConnection(ArmClient& arm, const std::string& accountId, const std::string& project,
                                                         const std::string& name, const std::string& url,
                                                         const foundry::ProbeOptions& options, const ConnectionSecrets& secrets,
                                                         const ProbeWatch& watch = {});
/// A template that makes the connection, `as` "arm" or "bicep"; secrets are secure parameters.
[[nodiscard]] std::vector<templates::OutputFile> connectionTemplate(const foundry::Connection& connection, const std::string& project,
                                                                    const std::string& as);

}  // namespace mgc::azure
