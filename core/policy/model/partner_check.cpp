#include "policy/model/partner_check.h"

#include <algorithm>
#include <set>
#include <vector>

#include "policy/model/codes.h"
#include "policy/model/value_syntax.h"

namespace mgc::policy {

namespace {

struct Found {
    std::set<std::string_view> names;
    std::vector<const PolicyNode*> needy;
};

void collect(const PolicyNode& node, Found& found) {
    if (node.policy) {
        found.names.insert(node.name);
        if (!node.policy->partners.empty()) found.needy.push_back(&node);
    }
    for (const PolicyNode& child : node.children) collect(child, found);
}

}  // namespace

void checkPartners(const PolicyNode& root, const ValidationContext& context) {
    Found found;
    collect(root, found);
    if (found.names.contains("include-fragment")) return;
    for (const PolicyNode* node : found.needy) {
        const auto& partners = node->policy->partners;
        if (std::any_of(partners.begin(), partners.end(), [&](std::string_view name) { return found.names.contains(name); })) continue;
        context.diagnostics.warning(
            codes::missingPartner,
            "The policy " + quotedName(node->name) + " does nothing without " + listed(partners) + ", which this document does not have.",
            node->nameRange, node->name);
    }
}

}  // namespace mgc::policy
