#pragma once
#include <string>
#include <vector>

#include "azure/apim/plan.h"

namespace mgc::azure {

/// What happened to one item of a push or of its undoing.
enum class Outcome { NotAttempted, Applied, Failed, Unknown, Skipped };
[[nodiscard]] std::string_view toText(Outcome outcome);

/// A change as it was before, in .model-gateway/azure/snapshots/<id>.json; secrets are references. Written before the first call and
/// after each one, so that a push that is cut off at any point is known.
struct SnapshotItem {
    std::string id, file;
    EntityKind kind = EntityKind::Backend;
    PlanAction action = PlanAction::Update;
    Json before;  ///< Azure's resource; null where it did not exist
    std::string beforeSpecification, beforeSpecificationFile;
    std::string beforeText, beforePolicyText;  ///< as files
    std::string beforeLocal;                   ///< hash of the files at the last import; "" for none
    std::string afterEtag, afterLive;
    Outcome outcome = Outcome::NotAttempted;
    std::string errorCode, errorMessage;
    Outcome undone = Outcome::NotAttempted;
    std::string undoError;
};

struct Snapshot {
    std::string id, serviceId, createdAt;
    std::vector<SnapshotItem> items;
};

[[nodiscard]] Result<void> writeSnapshot(const std::string& workspace, const Snapshot& snapshot);
/// `id` "": the newest one that has something to undo. Error NoSnapshot.
[[nodiscard]] Result<Snapshot> readSnapshot(const std::string& workspace, const std::string& id);
[[nodiscard]] std::vector<std::string> snapshotIds(const std::string& workspace);
/// "2026-01-15T10-00-00Z", made unique.
[[nodiscard]] std::string newSnapshotId(const std::string& workspace);

}  // namespace mgc::azure
