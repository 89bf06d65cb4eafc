#include "azure/apim/service_ref.h"

namespace mgc::azure {

namespace {

constexpr const char* subscriptionsVersion = "2022-12-01";

std::string textAt(const Json& value, const char* pointer) {
    const Json::json_pointer at(pointer);
    return value.is_object() && value.contains(at) && value.at(at).is_string() ? value.at(at).get<std::string>() : std::string();
}

}  // namespace

std::string ServiceRef::gatewayUrl() const { return textAt(resource, "/properties/gatewayUrl"); }
std::string ServiceRef::sku() const { return textAt(resource, "/sku/name"); }
std::string ServiceRef::location() const { return textAt(resource, "/location"); }

Result<ServiceRef> serviceOfId(const std::string& id) {
    const auto parts = split(id, '/');
    if (parts.size() < 9 || !equalsIgnoreCase(parts[1], "subscriptions") || !equalsIgnoreCase(parts[3], "resourceGroups") ||
        !equalsIgnoreCase(parts[6], "Microsoft.ApiManagement") || !equalsIgnoreCase(parts[7], "service"))
        return fail("NotAService", "'" + id + "' is not the id of an API Management service.");
    return ServiceRef{std::string(parts[2]), std::string(parts[4]), std::string(parts[8]), nullptr};
}

Result<std::vector<Json>> listSubscriptions(ArmClient& arm) {
    return arm.list("/subscriptions", subscriptionsVersion, "Listing subscriptions");
}

Result<std::string> onlySubscription(ArmClient& arm, const std::string& given) {
    if (!given.empty()) return given;
    MGC_TRY_ASSIGN(const auto subscriptions, listSubscriptions(arm));
    if (subscriptions.size() == 1) return textAt(subscriptions.front(), "/subscriptionId");
    std::string names;
    for (const Json& subscription : subscriptions)
        names += "\n  " + textAt(subscription, "/subscriptionId") + "  " + textAt(subscription, "/displayName");
    return fail("SubscriptionAmbiguous", subscriptions.empty() ? "The account sees no subscription in this tenant; check --tenant."
                                                               : "Several subscriptions are there; name one with --subscription:" + names);
}

Result<ServiceRef> findService(ArmClient& arm, const ServiceQuery& query) {
    if (!query.subscription.empty() && !query.resourceGroup.empty() && !query.name.empty()) {
        ServiceRef service{query.subscription, query.resourceGroup, query.name, nullptr};
        const ArmCall call{
            .path = service.id(), .apiVersion = apimVersion, .query = {}, .ifMatch = {}, .body = {}, .purpose = "Reading the service"};
        MGC_TRY_ASSIGN(ArmAnswer answer, arm.call(call));
        service.resource = std::move(answer.body);
        return service;
    }
    std::vector<std::string> subscriptions{query.subscription};
    if (query.subscription.empty()) {
        subscriptions.clear();
        MGC_TRY_ASSIGN(const auto all, listSubscriptions(arm));
        for (const Json& subscription : all) subscriptions.push_back(textAt(subscription, "/subscriptionId"));
    }
    std::vector<ServiceRef> found;
    for (const std::string& subscription : subscriptions) {
        const std::string scope =
            "/subscriptions/" + subscription + (query.resourceGroup.empty() ? "" : "/resourceGroups/" + query.resourceGroup);
        MGC_TRY_ASSIGN(auto services,
                       arm.list(scope + "/providers/Microsoft.ApiManagement/service", apimVersion, "Listing API Management services"));
        for (Json& service : services) {
            auto reference = serviceOfId(textAt(service, "/id"));
            if (!reference || (!query.name.empty() && !equalsIgnoreCase(reference->name, query.name))) continue;
            reference->resource = std::move(service);
            found.push_back(std::move(*reference));
        }
    }
    if (found.size() == 1) return std::move(found.front());
    const std::string wanted = query.name.empty() ? "API Management service" : "API Management service \"" + query.name + '"';
    if (found.empty())
        return fail("ServiceNotFound", "There is no " + wanted +
                                           " that the account can see. Check --service, --resource-group, --subscription and the tenant.");
    std::string names;
    for (const ServiceRef& service : found) names += "\n  " + service.id();
    return fail("ServiceAmbiguous",
                "More than one " + wanted + " is there; name it with --service, --resource-group and --subscription:" + names);
}

}  // namespace mgc::azure
