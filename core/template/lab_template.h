#pragma once
#include "base/result.h"
#include "template/lab_parameters.h"
#include "template/template_model.h"

namespace mgc::templates {

inline constexpr const char* labDeployment = "ai-foundry-model-gateway";
inline constexpr const char* labResourceGroup = "lab-ai-foundry-model-gateway";

/// The names that the lab's resources get; the ledger knows them before anything is deployed.
struct LabNames {
    std::string logAnalytics, appInsights, apim, api = "inference-api", pool = "inference-backend-pool", connection = "ai-gateway";
    std::vector<std::string> accounts, projects;  ///< in the order of the services
};
[[nodiscard]] LabNames labNames(const LabParameters& parameters);

/// The lab's resource set (reference/azure/lab.md, section 2) in our own words. No secret is an output; the connection's key is taken by
/// listSecrets inside the deployment.
[[nodiscard]] Template labTemplate(const LabParameters& parameters);
/// The policy of the inference API, pointing at the pool or at the only backend.
[[nodiscard]] std::string labPolicy(const LabParameters& parameters);

}  // namespace mgc::templates
