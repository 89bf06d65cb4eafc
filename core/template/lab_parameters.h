#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "json/document.h"
#include "template/template_model.h"

namespace mgc::templates {

struct LabService {
    std::string name, location;
    std::optional<std::int64_t> weight, priority;
};
struct LabModel {
    std::string name, publisher, version, sku;
    std::int64_t capacity = 10;
    std::string service;  ///< part of the name of the account that gets it
};
struct LabSubscription {
    std::string name, displayName;
};

/// The parameters of the lab (reference/azure/lab.md, section 1), with the values its notebook passes as defaults.
struct LabParameters {
    std::vector<LabService> services{{"models-foundry", "swedencentral", 1, std::nullopt},
                                     {"agents-foundry", "swedencentral", 0, std::nullopt}};
    std::vector<LabModel> models{{"gpt-4o-mini", "OpenAI", "2024-07-18", "GlobalStandard", 10, "models-foundry"},
                                 {"gpt-4.1-mini", "OpenAI", "2025-04-14", "GlobalStandard", 10, "models-foundry"}};
    std::string apimSku = "Basicv2";
    std::vector<LabSubscription> subscriptions{{"foundry-subscription", "Foundry AI Gateway Subscription"}};
    std::string inferencePath = "inference";
    std::string inferenceType = "PassThrough";
    std::string projectName = "foundry-project";
    std::string publisherEmail = "noreply@microsoft.com", publisherName = "Microsoft";  ///< as the lab sets them

    // Not parameters of the lab: where and as whom it is deployed.
    std::string location = "swedencentral";
    std::string suffix;            ///< of every resource name, see labSuffix
    std::string deployerObjectId;  ///< "": ARM's deployer() is asked
    std::string specification;     ///< OpenAPI text that replaces our own document; "" for none
};

/// Reads a parameters file: {"parameters": {"aiServicesConfig": {"value": [...]}, ...}} or the plain object {"aiServicesConfig": [...],
/// ...}. Error ParametersInvalid with the place; unknown names are errors.
[[nodiscard]] Result<LabParameters> readLabParameters(const json::Document& file, LabParameters defaults = {});
/// Every fault and doubt: names, ranges, references, SKU, the deployment order's consequences. Elements name the parameter.
[[nodiscard]] Diagnostics checkLabParameters(const LabParameters& parameters);
/// The parameters as the lab's own file has them.
[[nodiscard]] Json toParametersFile(const LabParameters& parameters);
/// 13 small letters and digits that stay the same for a resource group (ARM's uniqueString cannot be computed outside).
[[nodiscard]] std::string labSuffix(const std::string& subscription, const std::string& resourceGroup);
/// What it costs and how long it takes, in words; "" where nothing is known of the SKU.
[[nodiscard]] std::string labCostNote(const LabParameters& parameters);

}  // namespace mgc::templates
