#include "azure/browse.h"

#include <algorithm>

#include "azure/apim/service_ref.h"
#include "azure/json_text.h"

namespace mgc::azure {

namespace {

Result<std::vector<std::string>> subscriptionsOf(ArmClient& arm, const BrowseScope& scope) {
    if (!scope.subscription.empty()) return std::vector<std::string>{scope.subscription};
    MGC_TRY_ASSIGN(const auto all, listSubscriptions(arm));
    std::vector<std::string> ids;
    for (const Json& subscription : all) ids.push_back(jsonText(subscription, "subscriptionId"));
    return ids;
}

/// A list below each subscription, or below the resource group where one is named.
Result<std::vector<Json>> everywhere(ArmClient& arm, const BrowseScope& scope, const std::string& path, const char* version,
                                     const std::string& what, const std::vector<std::pair<std::string, std::string>>& query = {}) {
    MGC_TRY_ASSIGN(const auto subscriptions, subscriptionsOf(arm, scope));
    std::vector<Json> items;
    for (const std::string& subscription : subscriptions) {
        const std::string base =
            "/subscriptions/" + subscription + (scope.resourceGroup.empty() ? "" : "/resourceGroups/" + scope.resourceGroup);
        MGC_TRY_ASSIGN(auto some, arm.list(base + path, version, what, query));
        std::move(some.begin(), some.end(), std::back_inserter(items));
    }
    return items;
}

}  // namespace

const std::vector<std::string>& browseKinds() {
    static const std::vector<std::string> kinds{"tenants",  "subscriptions", "resource-groups", "services",     "accounts",
                                                "projects", "deployments",   "connections",     "app-insights", "log-analytics"};
    return kinds;
}

Result<Json> findAccount(ArmClient& arm, const BrowseScope& scope) {
    if (scope.account.empty()) return fail("InvalidArgument", "Name the Foundry account with --account.");
    MGC_TRY_ASSIGN(auto accounts, browse(arm, "accounts", scope));
    std::erase_if(accounts, [&](const Json& account) { return !equalsIgnoreCase(jsonText(account, "name"), scope.account); });
    if (accounts.empty())
        return fail("AccountNotFound", "There is no Foundry account \"" + scope.account + "\" that the credential can see.");
    if (accounts.size() > 1)
        return fail("ServiceAmbiguous", "There are several accounts \"" + scope.account + "\"; give --resource-group and --subscription.");
    return std::move(accounts.front());
}

Result<std::vector<Json>> browse(ArmClient& arm, const std::string& kind, const BrowseScope& scope) {
    if (kind == "tenants") return arm.list("/tenants", subscriptionsVersion, "Listing tenants");
    if (kind == "subscriptions") return listSubscriptions(arm);
    if (kind == "services")
        return everywhere(arm, scope, "/providers/Microsoft.ApiManagement/service", apimVersion, "Listing API Management services");
    if (kind == "accounts")
        return everywhere(arm, scope, "/providers/Microsoft.CognitiveServices/accounts", foundryVersion, "Listing Foundry accounts");
    if (kind == "resource-groups") {
        MGC_TRY_ASSIGN(const auto subscriptions, subscriptionsOf(arm, scope));
        std::vector<Json> items;
        for (const std::string& subscription : subscriptions) {
            MGC_TRY_ASSIGN(auto some,
                           arm.list("/subscriptions/" + subscription + "/resourcegroups", resourcesVersion, "Listing resource groups"));
            std::move(some.begin(), some.end(), std::back_inserter(items));
        }
        return items;
    }
    if (kind == "app-insights" || kind == "log-analytics") {
        const std::string type = kind == "app-insights" ? "Microsoft.Insights/components" : "Microsoft.OperationalInsights/workspaces";
        return everywhere(arm, scope, "/resources", resourcesVersion, "Listing " + type, {{"$filter", "resourceType eq '" + type + "'"}});
    }
    if (kind == "projects" || kind == "deployments" || kind == "connections") {
        MGC_TRY_ASSIGN(const Json account, findAccount(arm, scope));
        const std::string id = jsonText(account, "id");
        const std::string project = kind == "connections" && !scope.project.empty() ? "/projects/" + scope.project : "";
        return arm.list(id + project + '/' + kind, foundryVersion, "Listing " + kind);
    }
    return fail("InvalidArgument", "There is no kind \"" + kind + "\".");
}

}  // namespace mgc::azure
