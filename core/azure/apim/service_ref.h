#pragma once
#include <string>
#include <vector>

#include "azure/arm/arm_client.h"

namespace mgc::azure {

/// The version of API Management that is used where nothing newer is needed (2024-05-01 is the generally available one).
inline constexpr const char* apimVersion = "2024-05-01";

/// An API Management service.
struct ServiceRef {
    std::string subscription, resourceGroup, name;
    Json resource;  ///< as Azure shows it; null where it was not read

    [[nodiscard]] std::string id() const {
        return "/subscriptions/" + subscription + "/resourceGroups/" + resourceGroup + "/providers/Microsoft.ApiManagement/service/" + name;
    }
    [[nodiscard]] std::string gatewayUrl() const;
    [[nodiscard]] std::string sku() const;
    [[nodiscard]] std::string location() const;
};

/// "/subscriptions/S/resourceGroups/R/providers/Microsoft.ApiManagement/service/N", any case; error NotAService.
[[nodiscard]] Result<ServiceRef> serviceOfId(const std::string& id);
/// What is known of the wanted service; empty members are looked up.
struct ServiceQuery {
    std::string subscription, resourceGroup, name;
};
/// The one service that fits, read. Errors: ServiceNotFound, ServiceAmbiguous (names the candidates), SubscriptionNotFound.
[[nodiscard]] Result<ServiceRef> findService(ArmClient& arm, const ServiceQuery& query);
/// Ids of the subscriptions that the credential sees.
[[nodiscard]] Result<std::vector<Json>> listSubscriptions(ArmClient& arm);
/// The one subscription that is meant where `given` is empty. Error SubscriptionAmbiguous.
[[nodiscard]] Result<std::string> onlySubscription(ArmClient& arm, const std::string& given);

}  // namespace mgc::azure
