#pragma once
#include "azure/apim/snapshot.h"

namespace mgc::azure {

struct PushOptions {
    bool skipConflicts = false;  ///< push the rest
    bool force = false;          ///< overwrite what was changed in Azure
    bool deletions = true;
    std::vector<std::string> only;  ///< ids; empty: all
};

struct PushReport {
    Plan plan;
    Snapshot snapshot;             ///< items in the plan's order, with outcomes
    std::optional<Error> refused;  ///< why nothing was started (conflicts, problems)
    bool cancelled = false;
    [[nodiscard]] bool ok() const;
};

/// Applies a plan item by item: snapshot first, then PUT or DELETE with the ETag that the plan saw, then the state read back. Stops at the
/// first failure; a call whose outcome is not known (lost connection, cancelled operation) is looked up, and reported as unknown where that
/// fails too. The baseline follows each applied item, so that a later push goes on where this one stopped.
class Pusher {
public:
    Pusher(ArmClient& arm, std::string folder, PushOptions options, ProgressHandler progress)
        : m_arm(arm), m_folder(std::move(folder)), m_options(std::move(options)), m_progress(std::move(progress)) {}
    /// Errors only where the snapshot cannot be written.
    [[nodiscard]] Result<PushReport> run(Plan plan);

private:
    [[nodiscard]] std::optional<Error> refusal(const Plan& plan) const;
    [[nodiscard]] bool chosen(const PlanItem& item) const;
    void apply(const PlanItem& item, LiveReader& reader, SnapshotItem& record);
    /// What became of a call that gave no answer.
    void lookUp(const PlanItem& item, LiveReader& reader, SnapshotItem& record);
    [[nodiscard]] Result<void> remember(const PlanItem& item, LiveReader& reader, SnapshotItem& record);

    ArmClient& m_arm;
    std::string m_folder;
    PushOptions m_options;
    ProgressHandler m_progress;
};

[[nodiscard]] Json toJson(const PushReport& report);

}  // namespace mgc::azure
