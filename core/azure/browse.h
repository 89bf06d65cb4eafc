#pragma once
#include <string>
#include <vector>

#include "azure/arm/arm_client.h"

namespace mgc::azure {

/// Where to look; empty members mean everywhere the credential sees (accounts and projects where the kind needs one).
struct BrowseScope {
    std::string subscription, resourceGroup, account, project;
};
/// "tenants", "subscriptions", "resource-groups", "services", "accounts", "projects", "deployments", "connections", "app-insights",
/// "log-analytics".
[[nodiscard]] const std::vector<std::string>& browseKinds();
/// The resources of a kind as Azure shows them. Errors: InvalidArgument where --account is needed and missing, Azure's.
[[nodiscard]] Result<std::vector<Json>> browse(ArmClient& arm, const std::string& kind, const BrowseScope& scope);

/// Versions of the resource providers (reference/azure/arm.md).
inline constexpr const char* foundryVersion = "2025-09-01";
inline constexpr const char* resourcesVersion = "2025-04-01";
inline constexpr const char* subscriptionsVersion = "2022-12-01";

/// The id of the one Foundry account of that name. Errors AccountNotFound, ServiceAmbiguous.
[[nodiscard]] Result<Json> findAccount(ArmClient& arm, const BrowseScope& scope);

}  // namespace mgc::azure
