#pragma once
#include "azure/apim/snapshot.h"

namespace mgc::azure {

struct UndoReport {
    Snapshot snapshot;  ///< with `undone` and `undoError` of each item
    bool cancelled = false;
    /// Everything that the push changed is as before.
    [[nodiscard]] bool ok() const;
};

/// Puts back what a push changed, last change first, from its snapshot. What somebody changed in Azure since is left alone (unless `force`)
/// and reported. Files of the workspace stay as they are.
class Undoer {
public:
    Undoer(ArmClient& arm, ServiceRef service, std::string folder, bool force, ProgressHandler progress)
        : m_arm(arm), m_reader(arm, std::move(service)), m_folder(std::move(folder)), m_force(force), m_progress(std::move(progress)) {}
    [[nodiscard]] Result<UndoReport> run(Snapshot snapshot);

private:
    [[nodiscard]] bool isAsBefore(const SnapshotItem& item, const std::optional<LiveEntity>& live) const;
    [[nodiscard]] Result<void> undo(SnapshotItem& item);
    [[nodiscard]] Result<ArmCall> callFor(const SnapshotItem& item, const std::optional<LiveEntity>& live);
    [[nodiscard]] Result<void> remember(const SnapshotItem& item);

    ArmClient& m_arm;
    LiveReader m_reader;
    std::string m_folder;
    bool m_force;
    ProgressHandler m_progress;
};

[[nodiscard]] Json toJson(const UndoReport& report);

}  // namespace mgc::azure
