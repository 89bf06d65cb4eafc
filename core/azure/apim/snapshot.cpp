#include "azure/apim/snapshot.h"

#include <algorithm>
#include <filesystem>

#include "azure/apim/secrets.h"
#include "azure/json_text.h"
#include "resources/files.h"

namespace mgc::azure {

namespace {

std::string folderOf(const std::string& workspace) { return azureFolder(workspace) + "/snapshots"; }

Outcome outcomeOf(const std::string& text) {
    for (const Outcome outcome : {Outcome::Applied, Outcome::Failed, Outcome::Unknown, Outcome::Skipped})
        if (toText(outcome) == text) return outcome;
    return Outcome::NotAttempted;
}

PlanAction actionOf(const std::string& text) {
    return text == "create" ? PlanAction::Create : text == "delete" ? PlanAction::Delete : PlanAction::Update;
}

}  // namespace

std::string_view toText(Outcome outcome) {
    switch (outcome) {
        case Outcome::NotAttempted:
            return "notAttempted";
        case Outcome::Applied:
            return "applied";
        case Outcome::Failed:
            return "failed";
        case Outcome::Unknown:
            return "unknown";
        case Outcome::Skipped:
            return "skipped";
    }
    return "";
}

Result<void> writeSnapshot(const std::string& workspace, const Snapshot& snapshot) {
    Json items = Json::array();
    for (const SnapshotItem& item : snapshot.items) {
        Json before = item.before;
        if (before.is_object() && before.contains("properties")) referenceSecrets(item.kind, before["properties"]);
        items.push_back({{"id", item.id},
                         {"file", item.file},
                         {"kind", toText(item.kind)},
                         {"action", toText(item.action)},
                         {"before", std::move(before)},
                         {"beforeSpecification", item.beforeSpecification},
                         {"beforeSpecificationFile", item.beforeSpecificationFile},
                         {"beforeText", item.beforeText},
                         {"beforePolicyText", item.beforePolicyText},
                         {"beforeLocal", item.beforeLocal},
                         {"afterEtag", item.afterEtag},
                         {"afterLive", item.afterLive},
                         {"outcome", toText(item.outcome)},
                         {"errorCode", item.errorCode},
                         {"errorMessage", item.errorMessage},
                         {"undone", toText(item.undone)},
                         {"undoError", item.undoError}});
    }
    const Json body{{"id", snapshot.id}, {"service", snapshot.serviceId}, {"createdAt", snapshot.createdAt}, {"items", std::move(items)}};
    return resources::writeFile(folderOf(workspace) + '/' + snapshot.id + ".json", body.dump(1) + '\n', true);
}

std::vector<std::string> snapshotIds(const std::string& workspace) {
    std::vector<std::string> ids;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folderOf(workspace), code))
        if (entry.path().extension() == ".json") ids.push_back(entry.path().stem().string());
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::string newSnapshotId(const std::string& workspace) {
    const std::string base = replacedAll(nowIso(), ":", "-");
    std::string id = base;
    for (int i = 2; resources::isFile(folderOf(workspace) + '/' + id + ".json"); ++i) id = base + '-' + std::to_string(i);
    return id;
}

Result<Snapshot> readSnapshot(const std::string& workspace, const std::string& wanted) {
    std::vector<std::string> ids = snapshotIds(workspace);
    std::reverse(ids.begin(), ids.end());
    for (const std::string& id : ids) {
        if (!wanted.empty() && id != wanted) continue;
        MGC_TRY_ASSIGN(const std::string text, resources::readFile(folderOf(workspace) + '/' + id + ".json"));
        const Json body = Json::parse(text, nullptr, false);
        if (!body.is_object()) return fail("MGC2002", "The snapshot " + id + " is not valid JSON.");
        Snapshot snapshot{id, jsonText(body, "service"), jsonText(body, "createdAt"), {}};
        bool something = false;
        const Json items = body.value("items", Json::array());
        for (const Json& entry : items) {
            SnapshotItem item;
            item.id = jsonText(entry, "id");
            item.file = jsonText(entry, "file");
            item.kind = entityKindOf(jsonText(entry, "kind")).value_or(EntityKind::Backend);
            item.action = actionOf(jsonText(entry, "action"));
            item.before = entry.value("before", Json());
            item.beforeSpecification = jsonText(entry, "beforeSpecification");
            item.beforeSpecificationFile = jsonText(entry, "beforeSpecificationFile");
            item.beforeText = jsonText(entry, "beforeText");
            item.beforePolicyText = jsonText(entry, "beforePolicyText");
            item.beforeLocal = jsonText(entry, "beforeLocal");
            item.afterEtag = jsonText(entry, "afterEtag");
            item.afterLive = jsonText(entry, "afterLive");
            item.outcome = outcomeOf(jsonText(entry, "outcome"));
            item.errorCode = jsonText(entry, "errorCode");
            item.errorMessage = jsonText(entry, "errorMessage");
            item.undone = outcomeOf(jsonText(entry, "undone"));
            item.undoError = jsonText(entry, "undoError");
            something =
                something || ((item.outcome == Outcome::Applied || item.outcome == Outcome::Unknown) && item.undone != Outcome::Applied);
            snapshot.items.push_back(std::move(item));
        }
        if (something || !wanted.empty()) return snapshot;
    }
    return fail("NoSnapshot", wanted.empty() ? "There is no push to undo in '" + workspace + "'."
                                             : "There is no snapshot " + wanted + " in '" + workspace + "'.");
}

}  // namespace mgc::azure
