#include "azure/apim/undo.h"

#include <algorithm>

namespace mgc::azure {

namespace {

bool wasChanged(const SnapshotItem& item) { return item.outcome == Outcome::Applied || item.outcome == Outcome::Unknown; }

bool isLink(EntityKind kind) {
    return kind == EntityKind::ProductApi || kind == EntityKind::ProductGroup || kind == EntityKind::GatewayApi ||
           kind == EntityKind::ApiTag || kind == EntityKind::ProductTag;
}

/// The entity as files say it before the push.
Entity before(const SnapshotItem& item) {
    Entity entity = entityAt(item.id, item.kind);
    if (!item.file.empty()) entity.file = item.file;
    if (item.kind == EntityKind::Specification && !item.beforeSpecificationFile.empty())
        entity.file = entity.file.substr(0, entity.file.rfind('/') + 1) + item.beforeSpecificationFile;
    entity.text = item.beforeText;
    entity.policyText = item.beforePolicyText;
    return entity;
}

}  // namespace

bool UndoReport::ok() const {
    return !cancelled && std::all_of(snapshot.items.begin(), snapshot.items.end(), [](const SnapshotItem& item) {
        return !wasChanged(item) || item.undone == Outcome::Applied || item.undone == Outcome::Skipped;
    });
}

Result<UndoReport> Undoer::run(Snapshot snapshot) {
    UndoReport report{std::move(snapshot), false};
    auto& items = report.snapshot.items;
    std::size_t done = 0;
    for (auto item = items.rbegin(); item != items.rend(); ++item, ++done) {
        if (!wasChanged(*item) || item->undone == Outcome::Applied) continue;
        if (m_progress) m_progress({done, items.size(), item->id});
        if (m_arm.transport().cancelled()) {
            report.cancelled = true;
            break;
        }
        // A new API's specification goes with the API.
        if (item->kind == EntityKind::Specification && item->action == PlanAction::Create) {
            item->undone = Outcome::Skipped;
            continue;
        }
        const auto undone = undo(*item);
        if (!undone) {
            item->undone =
                undone.error().code == "ConnectionFailed" || undone.error().code == "Timeout" ? Outcome::Unknown : Outcome::Failed;
            item->undoError = undone.error().fullMessage();
        }
        MGC_TRY(writeSnapshot(m_folder, report.snapshot));
        if (!undone && undone.error().code != "Conflict") break;  // what others changed is left alone, the rest is still put back
    }
    return report;
}

Result<ArmCall> Undoer::callFor(const SnapshotItem& item, const std::optional<LiveEntity>& live) {
    const Entity entity = before(item);
    const std::string etag = live && !live->etag.empty() && !m_force ? live->etag : "*";
    ArmCall call{.path = armPath(m_reader.service().id(), entity),
                 .apiVersion = apimVersion,
                 .query = {},
                 .ifMatch = {},
                 .body = {},
                 .purpose = "Putting back " + item.id};
    if (item.action == PlanAction::Create) {
        call.method = "DELETE";
        if (!isLink(item.kind)) call.ifMatch = etag;
        if (item.kind == EntityKind::Api) call.query = {{"deleteRevisions", "true"}};
        return call;
    }
    call.method = "PUT";
    const SecretLookup noSecrets;
    std::string information;
    if (item.kind == EntityKind::Specification) {
        const std::string apiId = item.id.substr(0, item.id.find('#'));
        MGC_TRY_ASSIGN(const auto api, m_reader.read(apiId, EntityKind::Api));
        if (api) information = rendered(apiId, EntityKind::Api, *api, m_reader.service().id()).text;
    }
    MGC_TRY_ASSIGN(call.body, putBody(entity, live, m_reader.service().id(), noSecrets, information));
    call.apiVersion = versionFor(item.kind, call.body);
    if (!isLink(item.kind) && live) call.ifMatch = item.kind == EntityKind::Specification ? "*" : etag;
    return call;
}

bool Undoer::isAsBefore(const SnapshotItem& item, const std::optional<LiveEntity>& live) const {
    if (item.action == PlanAction::Create) return !live;
    const std::string serviceId = m_reader.service().id();
    const Entity wanted = before(item);
    return live && says(*live, wanted, serviceId) && rendered(item.id, item.kind, *live, serviceId).hash() == wanted.hash();
}

Result<void> Undoer::undo(SnapshotItem& item) {
    MGC_TRY_ASSIGN(const auto live, m_reader.read(item.id, item.kind));
    if (!isAsBefore(item, live)) {
        const std::string now = live ? rendered(item.id, item.kind, *live, m_reader.service().id()).hash() : "";
        const bool ours = item.outcome == Outcome::Unknown ||
                          (item.action == PlanAction::Delete ? !live
                                                             : live && (item.afterLive.empty() || now == item.afterLive ||
                                                                        (!item.afterEtag.empty() && live->etag == item.afterEtag)));
        if (!ours && !m_force)
            return fail(
                "Conflict",
                item.id + " was changed in Azure after the push and is left as it is; --force puts the old state back all the same.");
        MGC_TRY_ASSIGN(const ArmCall call, callFor(item, live));
        const TransportHold hold(m_arm.transport());
        const auto answer = m_arm.callToEnd(call, {}, call.method == "DELETE" ? std::vector<int>{404} : std::vector<int>{});
        if (!answer) {
            // A call whose answer was lost, and its repetition that was refused for its ETag, may have been done all the same.
            const auto seen = m_reader.read(item.id, item.kind);
            if (!seen || !isAsBefore(item, *seen)) return fail(answer.error());
        }
    }
    item.undone = Outcome::Applied;
    item.undoError.clear();
    const TransportHold hold(m_arm.transport());  // what is done is remembered, also when cancelled now
    return remember(item);
}

Result<void> Undoer::remember(const SnapshotItem& item) {
    MGC_TRY_ASSIGN(Baseline baseline, readBaseline(m_folder));
    if (!equalsIgnoreCase(baseline.serviceId, m_reader.service().id())) return {};
    if (item.action == PlanAction::Create) {
        baseline.entries.erase(item.id);
        return writeBaseline(m_folder, baseline);
    }
    MGC_TRY_ASSIGN(const auto live, m_reader.read(item.id, item.kind));
    if (live) {
        const std::string hash = rendered(item.id, item.kind, *live, m_reader.service().id()).hash();
        // The files are still the edited ones: against this baseline the plan shows the edit again.
        baseline.entries[item.id] = {item.kind, live->etag, item.beforeLocal.empty() ? hash : item.beforeLocal, hash};
    }
    return writeBaseline(m_folder, baseline);
}

Json toJson(const UndoReport& report) {
    Json items = Json::array();
    std::map<std::string, std::size_t> summary{{"undone", 0}, {"failed", 0}, {"unknown", 0}, {"notAttempted", 0}};
    for (const SnapshotItem& record : report.snapshot.items) {
        if (!wasChanged(record)) continue;
        const std::string result =
            record.undone == Outcome::Applied || record.undone == Outcome::Skipped ? "undone" : std::string(toText(record.undone));
        Json item{{"id", record.id}, {"kind", toText(record.kind)}, {"action", toText(record.action)}, {"result", result}};
        if (!record.undoError.empty())
            item["error"] = {{"code", record.undone == Outcome::Unknown ? "Unknown" : "Failed"}, {"message", record.undoError}};
        ++summary[result];
        items.push_back(std::move(item));
    }
    return {{"ok", report.ok()},  {"service", report.snapshot.serviceId}, {"snapshot", report.snapshot.id}, {"items", std::move(items)},
            {"summary", summary}, {"cancelled", report.cancelled}};
}

}  // namespace mgc::azure
