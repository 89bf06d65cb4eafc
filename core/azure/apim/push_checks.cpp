#include "azure/apim/push_checks.h"

#include <algorithm>
#include <set>

#include "azure/apim/local_tree.h"
#include "azure/json_text.h"

namespace mgc::azure {

namespace {

constexpr const char* permissionsVersion = "2022-04-01";
constexpr const char* writeAction = "Microsoft.ApiManagement/service/apis/policies/write";

/// `*` stands for any characters; both are in small letters.
bool matches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0, t = 0, star = std::string_view::npos, from = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == text[t]) {
            ++p, ++t;
        } else if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            from = t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

bool anyMatches(const Json& patterns, const std::string& action) {
    return patterns.is_array() && std::any_of(patterns.begin(), patterns.end(), [&](const Json& pattern) {
               return pattern.is_string() && matches(toLowerAscii(pattern.get<std::string>()), action);
           });
}

PushCheck checkRole(ArmClient& arm, const Plan& plan) {
    PushCheck check{PushCheck::State::Passed, "role", "Your role may write policies", {}};
    const auto permissions =
        arm.list(plan.service.id() + "/providers/Microsoft.Authorization/permissions", permissionsVersion, "Asking what you may do");
    if (!permissions) return check.state = PushCheck::State::Warning, check.detail = "not known: " + permissions.error().code, check;
    const bool may = allows(Json(*permissions), writeAction);
    check.state = may ? PushCheck::State::Passed : PushCheck::State::Failed;
    check.detail = may ? "on " + plan.service.name : "API Management Service Contributor on " + plan.service.name + " is missing";
    return check;
}

std::string joined(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

PushCheck checkTier(const Plan& plan, const TierCheck& tier) {
    PushCheck check{PushCheck::State::Passed, "tier", "All policies exist in this tier", {}};
    std::size_t policies = 0;
    std::set<std::string> missing;
    for (const PlanItem& item : plan.items) {
        if (item.action == PlanAction::Delete) continue;
        const std::string& text = item.entity.kind == EntityKind::PolicyFragment ? item.entity.policyText : item.entity.text;
        if (item.entity.kind != EntityKind::Policy && item.entity.kind != EntityKind::PolicyFragment) continue;
        const TierFindings found = tier(text, plan.service.sku());
        policies += found.policies;
        missing.insert(found.missing.begin(), found.missing.end());
    }
    const std::string sku = plan.service.sku().empty() ? "tier not known" : plan.service.sku();
    check.detail = sku + ", " + std::to_string(policies) + (policies == 1 ? " policy" : " policies");
    if (!missing.empty()) {
        check.state = PushCheck::State::Failed;
        check.detail = sku + " has no " + joined(missing);
    }
    return check;
}

/// The names in {{...}}.
void references(const std::string& text, std::set<std::string>& names) {
    for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
        const std::size_t end = text.find("}}", at);
        if (end == std::string::npos) return;
        const std::string name(trimmed(std::string_view(text).substr(at + 2, end - at - 2)));
        const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
            return std::isalnum(c) || c == '-' || c == '.' || c == '_';
        });
        if (plain) names.insert(name);
        at = end + 2;
    }
}

PushCheck checkNamedValues(const Plan& plan, const std::string& folder) {
    PushCheck check{PushCheck::State::Passed, "namedValues", "Named values resolve", {}};
    const auto tree = readLocalTree(folder);
    if (!tree) return check.state = PushCheck::State::Warning, check.detail = tree.error().message, check;
    std::set<std::string> known, wanted, missing;
    std::size_t secret = 0;
    for (const auto& [id, entity] : tree->entities) {
        if (entity.kind != EntityKind::NamedValue) continue;
        const Json body = Json::parse(entity.text, nullptr, false);
        known.insert(textAt(body, "/properties/displayName"));
        const Json::json_pointer flag("/properties/secret");
        if (body.is_object() && body.contains(flag) && body.at(flag) == Json(true)) ++secret;
    }
    for (const PlanItem& item : plan.items)
        if (item.action != PlanAction::Delete && item.entity.kind != EntityKind::Specification) {
            references(item.entity.text, wanted);
            references(item.entity.policyText, wanted);
        }
    std::set_difference(wanted.begin(), wanted.end(), known.begin(), known.end(), std::inserter(missing, missing.end()));
    check.detail = wanted.empty() ? "none is used by these changes"
                                  : std::to_string(wanted.size() - missing.size()) + " of " + std::to_string(wanted.size()) +
                                        (secret > 0 ? ", " + std::to_string(secret) + " secret in the workspace" : "");
    if (!missing.empty()) {
        check.state = PushCheck::State::Failed;
        check.detail = "not in the workspace: " + joined(missing);
    }
    return check;
}

}  // namespace

std::string_view toText(PushCheck::State state) {
    return state == PushCheck::State::Passed ? "passed" : state == PushCheck::State::Warning ? "warning" : "failed";
}

bool allows(const Json& permissions, const std::string& wanted) {
    const std::string action = toLowerAscii(wanted);
    return permissions.is_array() && std::any_of(permissions.begin(), permissions.end(), [&](const Json& permission) {
               return permission.is_object() && anyMatches(permission.value("actions", Json::array()), action) &&
                      !anyMatches(permission.value("notActions", Json::array()), action);
           });
}

std::vector<PushCheck> checkPush(ArmClient& arm, const Plan& plan, const std::string& folder, const TierCheck& tier) {
    std::vector<PushCheck> checks{checkRole(arm, plan)};
    if (tier) checks.push_back(checkTier(plan, tier));
    checks.push_back(checkNamedValues(plan, folder));
    const std::size_t conflicts = plan.conflicts(), blocked = plan.blocked();
    checks.push_back({conflicts == 0 ? PushCheck::State::Passed : PushCheck::State::Warning, "conflicts", "No newer version in Azure",
                      conflicts == 0 ? "as at the last import" : "changed in Azure: " + std::to_string(conflicts)});
    checks.push_back({blocked == 0 ? PushCheck::State::Passed : PushCheck::State::Failed, "secrets", "Everything can be sent",
                      blocked == 0 ? std::to_string(plan.items.size()) + " of " + std::to_string(plan.items.size())
                                   : std::to_string(blocked) + " cannot, secret or file missing"});
    return checks;
}

Json toJson(const std::vector<PushCheck>& checks) {
    Json all = Json::array();
    for (const PushCheck& check : checks)
        all.push_back({{"id", check.id}, {"state", toText(check.state)}, {"title", check.title}, {"detail", check.detail}});
    return all;
}

}  // namespace mgc::azure
