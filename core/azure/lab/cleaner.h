#pragma once
#include "azure/lab/deployer.h"

namespace mgc::azure {

/// One deletion or purge.
struct CleanUpStep {
    std::string id;
    std::string what;    ///< "delete" or "purge"
    std::string result;  ///< "done", "gone" (was not there), "failed", "notAttempted"
    std::string error;
};

struct CleanUpReport {
    std::vector<CleanUpStep> steps;
    std::vector<std::string> leftovers;  ///< still there or soft-deleted, as Azure shows it afterwards
    bool cancelled = false;
    [[nodiscard]] bool ok() const;
};

/// Deletes and purges what a ledger lists, in the order that Azure needs: projects, accounts and their purge, API Management and its purge,
/// the rest, the group. A step that fails stops only what depends on it.
class Cleaner {
public:
    Cleaner(ArmClient& arm, Ledger ledger, std::string file, ProgressHandler progress)
        : m_arm(arm), m_ledger(std::move(ledger)), m_file(std::move(file)), m_progress(std::move(progress)) {}

    /// The ledger of a group that has none here: what is in the group, if the lab's deployment is still known there. Error
    /// NothingToCleanUp.
    [[nodiscard]] static Result<Ledger> discover(ArmClient& arm, const LabTarget& target);
    /// What run() will do, in order.
    [[nodiscard]] Result<std::vector<CleanUpStep>> plan();
    [[nodiscard]] CleanUpReport run(std::vector<CleanUpStep> steps);
    /// Told of each step as it ends.
    using StepHandler = std::function<void(std::size_t index, const CleanUpStep& step)>;
    void onStep(StepHandler handler) { m_onStep = std::move(handler); }

private:
    [[nodiscard]] Result<void> perform(CleanUpStep& step);
    void remember(const CleanUpStep& step);
    void findLeftovers(CleanUpReport& report);
    [[nodiscard]] std::string purgePath(const LedgerEntry& entry) const;

    ArmClient& m_arm;
    Ledger m_ledger;
    std::string m_file;
    ProgressHandler m_progress;
    StepHandler m_onStep;
};

[[nodiscard]] Json toJson(const CleanUpReport& report);

}  // namespace mgc::azure
