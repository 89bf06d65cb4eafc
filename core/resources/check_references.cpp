#include <set>

#include "base/text.h"
#include "resources/members.h"
#include "resources/workspace_reader.h"

namespace mgc::resources {
namespace {

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

void checkSingle(const Backend& backend, Diagnostics& diagnostics) {
    if (backend.circuitBreaker.size() > 1)
        diagnostics.warning("MGC2005", "backend " + quoted(backend.name) + ": Azure accepts one circuit breaker rule",
                            backend.rangeOf("/circuitBreaker/rules"), "circuitBreaker");
    for (std::size_t index = 0; index < backend.circuitBreaker.size(); ++index) {
        const CircuitBreakerRule& rule = backend.circuitBreaker[index];
        const std::string at = "/circuitBreaker/rules/" + std::to_string(index);
        if (!rule.count && !rule.percentage)
            diagnostics.error("MGC2003", "backend " + quoted(backend.name) + ": the failure condition needs count or percentage",
                              backend.rangeOf(at), "failureCondition");
        for (const auto& [minimum, maximum] : rule.statusRanges)
            if (minimum > maximum)
                diagnostics.error("MGC2005", "backend " + quoted(backend.name) + ": a status range ends before it begins",
                                  backend.rangeOf(at + "/failureCondition/statusCodeRanges"), "statusCodeRanges");
    }
}

void checkPool(const Workspace& workspace, const Backend& pool, Diagnostics& diagnostics) {
    if (pool.members.empty() || pool.members.size() > 30)
        diagnostics.error("MGC2005", "backend pool " + quoted(pool.name) + ": a pool has 1 to 30 members", pool.rangeOf("/pool"), "pool");
    for (std::size_t index = 0; index < pool.members.size(); ++index) {
        const PoolMember& member = pool.members[index];
        const std::string at = "/pool/services/" + std::to_string(index) + "/id";
        const Backend* const target = workspace.backend(member.backend, pool.workspace);
        if (!target)
            diagnostics.error("MGC2006", "backend pool " + quoted(pool.name) + ": there is no backend " + quoted(member.backend),
                              pool.rangeOf(at), "pool");
        else if (target->isPool)
            diagnostics.error("MGC2005",
                              "backend pool " + quoted(pool.name) + ": the member " + quoted(member.backend) + " is a pool itself",
                              pool.rangeOf(at), "pool");
    }
}

void checkSubscription(const Workspace& workspace, const Subscription& subscription, Diagnostics& diagnostics) {
    const bool product = subscription.scopeKind == Subscription::ScopeKind::Product;
    const bool api = subscription.scopeKind == Subscription::ScopeKind::Api;
    if ((product && !workspace.product(subscription.scopeName, subscription.workspace)) ||
        (api && !workspace.api(subscription.scopeName, subscription.workspace)))
        diagnostics.warning("MGC2006",
                            "subscription " + quoted(subscription.name) + ": there is no " + (product ? "product " : "API ") +
                                quoted(subscription.scopeName),
                            subscription.rangeOf("/scope"), "scope");
    if (!Members::of(subscription).text("primaryKey").empty())
        diagnostics.add({Severity::Info,
                         "MGC2014",
                         "subscription " + quoted(subscription.name) + ": a key stands in the file; local keys need none",
                         subscription.rangeOf("/primaryKey"),
                         "primaryKey",
                         {}});
}

void checkApi(const Workspace& workspace, const Api& api, Diagnostics& diagnostics) {
    if (!api.versionSet.empty() && !workspace.versionSet(api.versionSet, api.workspace))
        diagnostics.error("MGC2006", "API " + quoted(api.name) + ": there is no version set " + quoted(api.versionSet),
                          api.rangeOf("/apiVersionSetId"), "apiVersionSetId");
    for (const DiagnosticSetting& setting : api.diagnostics)
        if (!workspace.logger(setting.logger, api.workspace))
            diagnostics.warning(
                "MGC2006",
                "API " + quoted(api.name) + ", diagnostic " + quoted(setting.name) + ": there is no logger " + quoted(setting.logger),
                setting.rangeOf("/loggerId"), "loggerId");
}

}  // namespace

void checkReferences(const Workspace& workspace, Diagnostics& diagnostics) {
    for (const Backend& backend : workspace.backends) {
        if (backend.isPool)
            checkPool(workspace, backend, diagnostics);
        else
            checkSingle(backend, diagnostics);
    }
    for (const Subscription& subscription : workspace.subscriptions) checkSubscription(workspace, subscription, diagnostics);
    for (const Api& api : workspace.apis) checkApi(workspace, api, diagnostics);
    for (const DiagnosticSetting& setting : workspace.diagnostics)
        if (!workspace.logger(setting.logger, setting.workspace))
            diagnostics.warning("MGC2006", "diagnostic " + quoted(setting.name) + ": there is no logger " + quoted(setting.logger),
                                setting.rangeOf("/loggerId"), "loggerId");
    for (const Product& product : workspace.products)
        for (const std::string& api : product.apis)
            if (!workspace.api(api, product.workspace))
                diagnostics.warning("MGC2006", "product " + quoted(product.name) + ": there is no API " + quoted(api), product.rangeOf(),
                                    "apis");
    std::set<std::string> names;
    for (const NamedValue& named : workspace.namedValues)
        if (!names.insert(named.workspace + "/" + named.displayName).second)
            diagnostics.error("MGC2007", "two named values are called " + quoted(named.displayName), named.rangeOf("/displayName"),
                              "displayName");
}

}  // namespace mgc::resources
