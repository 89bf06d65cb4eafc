#include "ui/pages/azure/tier_check.h"

#include <set>

#include "base/text.h"
#include "policy/model/catalog.h"
#include "policy/xml/document.h"

namespace mgc::ui {

namespace {

policy::Gateway gatewayOf(const std::string& sku) {
    const std::string name = toLowerAscii(sku);
    if (name.ends_with("v2")) return policy::Gateway::V2;
    return name == "consumption" ? policy::Gateway::Consumption : policy::Gateway::Classic;
}

}  // namespace

azure::TierCheck tierCheck(const policy::Catalog& catalog) {
    return [&catalog](const std::string& policyText, const std::string& sku) {
        azure::TierFindings found;
        const policy::xml::Document document = policy::xml::Document::parse(policyText);
        std::set<std::string> missing;
        for (policy::xml::NodeId id = 0; id < document.tree().nodes.size(); ++id) {
            if (!document.isElement(id)) continue;
            const policy::PolicyDescriptor* const policy = catalog.find(document.name(id));
            if (!policy) continue;
            ++found.policies;
            if (!sku.empty() && !policy->gateways.contains(gatewayOf(sku))) missing.insert(std::string(policy->name()));
        }
        found.missing.assign(missing.begin(), missing.end());
        return found;
    };
}

}  // namespace mgc::ui
