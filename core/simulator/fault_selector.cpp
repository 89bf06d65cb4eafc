#include "simulator/fault_selector.h"

#include <algorithm>

#include "base/text.h"
#include "http/headers.h"
#include "simulator/seeded.h"

namespace mgc::simulator {

namespace {

bool concerns(const FaultMatch& match, const FaultSelector::Call& call) {
    if (!match.deployment.empty() && !equalsIgnoreCase(match.deployment, call.deployment)) return false;
    if (!match.region.empty() && !equalsIgnoreCase(match.region, call.region)) return false;
    if (!match.operation.empty() && match.operation != call.operation) return false;
    if (!match.headerName.empty()) {
        const auto value = call.headers.get(match.headerName);
        if (!value || (!match.headerValue.empty() && *value != match.headerValue)) return false;
    }
    if (match.from && call.now < *match.from) return false;
    return !match.until || call.now < *match.until;
}

}  // namespace

FaultPlan FaultSelector::select(const std::vector<FaultRule>& rules, const Call& call, std::vector<std::string>& struck) {
    FaultPlan plan;
    for (const auto& rule : rules) {
        if (!rule.enabled || !concerns(rule.match, call)) continue;
        const auto count = ++m_matches[rule.id];
        if (rule.match.firstN > 0 && count > rule.match.firstN) continue;
        if (rule.match.everyNth > 0 && count % rule.match.everyNth != 0) continue;
        // Drawn from rule and count, so that a run is repeatable whatever else happens in between.
        if (rule.match.percent < 100) {
            Seeded random(stableHash(rule.id, rule.seed + static_cast<std::uint64_t>(count)));
            if (random.unit() * 100 >= rule.match.percent) continue;
        }
        plan.merge(rule.fault);
        struck.push_back(rule.id);
    }
    return plan;
}

void FaultSelector::keepOnly(const std::vector<FaultRule>& rules) {
    std::erase_if(m_matches, [&rules](const auto& entry) {
        return std::none_of(rules.begin(), rules.end(), [&entry](const FaultRule& rule) { return rule.id == entry.first; });
    });
}

}  // namespace mgc::simulator
