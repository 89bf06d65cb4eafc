#pragma once
#include <string>
#include <vector>

#include "azure/apim/importer.h"
#include "azure/lab/ledger.h"
#include "azure/sign_in/secret_store.h"
#include "template/lab_parameters.h"

namespace mgc::azure {

struct LabTarget {
    std::string subscription, resourceGroup, deployment;
    std::string ledger;  ///< file
};

/// A resource in a what-if answer.
struct WhatIfChange {
    std::string id, change;  ///< Create, Delete, Ignore, Deploy, NoChange, Modify, Unsupported
};

/// A resource of a running or ended deployment.
struct DeployedResource {
    std::string id, type, state, message;
};

struct DeploymentReport {
    Ledger ledger;
    std::vector<WhatIfChange> changes;  ///< as Azure foretold them just before the deployment
    Json outputs = Json::object();      ///< name -> value
    std::vector<DeployedResource> resources;
    std::vector<std::string> keys;  ///< names of the subscriptions whose keys could be read; the keys themselves go to the keychain only
    bool keysKept = false;
    std::optional<Error> error;
    [[nodiscard]] bool ok() const { return !error; }
};

/// Deploys the lab: resource group, validation, what-if, deployment with progress by resource, outputs, keys.
class LabDeployer {
public:
    LabDeployer(ArmClient& arm, LabTarget target, templates::LabParameters parameters, ProgressHandler progress)
        : m_arm(arm), m_target(std::move(target)), m_parameters(std::move(parameters)), m_progress(std::move(progress)) {}

    /// Told what is known of each resource, again and again while the deployment runs.
    using ResourcesHandler = std::function<void(const std::vector<DeployedResource>& resources)>;
    void onResources(ResourcesHandler handler) { m_onResources = std::move(handler); }
    /// The template as it is sent.
    [[nodiscard]] Json body() const;
    /// What would change. Where the resource group is not there yet, everything is created and Azure is not asked.
    [[nodiscard]] Result<std::vector<WhatIfChange>> whatIf();
    /// Makes the group, lets Azure validate and foretell, deploys. Errors before the deployment starts are errors; what fails later is in
    /// the report.
    [[nodiscard]] Result<DeploymentReport> deploy(SecretStore& secrets);

private:
    [[nodiscard]] Result<bool> groupExists();
    [[nodiscard]] Result<Ledger> begin();
    void readResources(DeploymentReport& report);
    void readKeys(DeploymentReport& report, SecretStore& secrets);
    [[nodiscard]] std::string deploymentPath() const;
    [[nodiscard]] ArmCall call(const std::string& method, const std::string& path, const std::string& purpose) const;

    ArmClient& m_arm;
    LabTarget m_target;
    templates::LabParameters m_parameters;
    ProgressHandler m_progress;
    ResourcesHandler m_onResources;
};

/// Version of Microsoft.Resources/deployments.
inline constexpr const char* deploymentsVersion = "2026-06-01";

[[nodiscard]] Json toJson(const DeploymentReport& report);

}  // namespace mgc::azure
