#pragma once
#include <functional>
#include <string>
#include <vector>

#include "azure/apim/plan.h"

namespace mgc::azure {

/// A question that is answered before a push.
struct PushCheck {
    enum class State { Passed, Warning, Failed };
    State state = State::Passed;
    std::string id;      ///< "role", "tier", "namedValues", "conflicts", "secrets", "snapshot"
    std::string title;   ///< "All policies exist in this tier"
    std::string detail;  ///< "BasicV2, 11 policies"
};
[[nodiscard]] std::string_view toText(PushCheck::State state);

/// Names of policies in a document that the tier ("BasicV2") does not have, and how many policies there are. The catalog of policies is
/// known to the caller only.
struct TierFindings {
    std::size_t policies = 0;
    std::vector<std::string> missing;
};
using TierCheck = std::function<TierFindings(const std::string& policyText, const std::string& sku)>;

/// Asks Azure for the caller's permissions and looks at the plan and the workspace. `tier` may be empty: that check is left out. What
/// cannot be asked is a warning.
[[nodiscard]] std::vector<PushCheck> checkPush(ArmClient& arm, const Plan& plan, const std::string& folder, const TierCheck& tier);
/// True where `actions` (with * as wildcard) minus `notActions` hold `action`; compared without case.
[[nodiscard]] bool allows(const Json& permissions, const std::string& action);
[[nodiscard]] Json toJson(const std::vector<PushCheck>& checks);

}  // namespace mgc::azure
