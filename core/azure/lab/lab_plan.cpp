#include "azure/lab/lab_plan.h"

#include "azure/apim/service_ref.h"
#include "azure/lab/cleaner.h"
#include "azure/sign_in/jwt_claims.h"
#include "template/lab_template.h"

namespace mgc::azure {

Result<LabTarget> labTarget(ArmClient& arm, const LabChoices& choices) {
    LabTarget target;
    MGC_TRY_ASSIGN(target.subscription, onlySubscription(arm, choices.subscription));
    target.resourceGroup = choices.resourceGroup.empty() ? templates::labResourceGroup : choices.resourceGroup;
    target.deployment = choices.deployment.empty() ? templates::labDeployment : choices.deployment;
    target.ledger = ledgerFile(choices.workspace, target.subscription, target.resourceGroup);
    return target;
}

Result<LabPlan> prepareLab(Session& session, const LabChoices& choices) {
    MGC_TRY_ASSIGN(ArmClient* const arm, session.arm());
    LabPlan plan;
    MGC_TRY_ASSIGN(plan.target, labTarget(*arm, choices));
    plan.parameters = choices.parameters;
    plan.parameters.suffix = templates::labSuffix(plan.target.subscription, plan.target.resourceGroup);
    MGC_TRY_ASSIGN(const auto ledger, readLedger(plan.target.ledger));
    if (ledger && !ledger->suffix.empty()) plan.parameters.suffix = ledger->suffix;
    MGC_TRY_ASSIGN(const std::string token, arm->tokens().token(session.cloud().resourceManagerScope));
    plan.parameters.deployerObjectId = holderOf(token).objectId;
    plan.findings = templates::checkLabParameters(plan.parameters);
    return plan;
}

Result<KnownLab> knownLab(ArmClient& arm, const LabTarget& target) {
    MGC_TRY_ASSIGN(auto ledger, readLedger(target.ledger));
    if (ledger) return KnownLab{std::move(*ledger), target.ledger};
    MGC_TRY_ASSIGN(Ledger found, Cleaner::discover(arm, target));
    return KnownLab{std::move(found), {}};
}

}  // namespace mgc::azure
