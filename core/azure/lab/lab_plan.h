#pragma once
#include "azure/lab/deployer.h"
#include "azure/session.h"
#include "base/diagnostic.h"

namespace mgc::azure {

/// What the user chose for the lab; empty members have defaults.
struct LabChoices {
    std::string subscription, resourceGroup, deployment;
    std::string workspace;  ///< whose ledger it is; "": the state folder's
    templates::LabParameters parameters;
};

/// A lab that can be deployed or cleaned up: where, with which parameters, and what is doubtful about them.
struct LabPlan {
    LabTarget target;
    templates::LabParameters parameters;
    Diagnostics findings;
};

/// Subscription, group, deployment and ledger. Errors: SubscriptionAmbiguous, Azure's.
[[nodiscard]] Result<LabTarget> labTarget(ArmClient& arm, const LabChoices& choices);
/// The same with the parameters made complete: the suffix (the ledger's where the group has one), the deployer's object id.
[[nodiscard]] Result<LabPlan> prepareLab(Session& session, const LabChoices& choices);

/// The ledger of a target, or what is found in the group where it has none.
struct KnownLab {
    Ledger ledger;
    std::string file;  ///< "" where it was discovered
};
/// Errors: NothingToCleanUp, MGC2002, Azure's.
[[nodiscard]] Result<KnownLab> knownLab(ArmClient& arm, const LabTarget& target);

}  // namespace mgc::azure
