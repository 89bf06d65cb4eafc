#include "azure/apim/push.h"

#include <algorithm>

namespace mgc::azure {

namespace {

bool lost(const std::string& code) {
    return code == "ConnectionFailed" || code == "Timeout" || code == "Cancelled" || code == "OperationTimeout";
}

void note(SnapshotItem& record, Outcome outcome, const Error& error) {
    record.outcome = outcome;
    record.errorCode = error.code;
    record.errorMessage = error.fullMessage();
}

}  // namespace

bool PushReport::ok() const {
    return !refused && !cancelled && std::all_of(snapshot.items.begin(), snapshot.items.end(), [](const SnapshotItem& item) {
        return item.outcome == Outcome::Applied || item.outcome == Outcome::Skipped;
    });
}

bool Pusher::chosen(const PlanItem& item) const {
    if (!m_options.only.empty() && std::find(m_options.only.begin(), m_options.only.end(), item.entity.id) == m_options.only.end())
        return false;
    if (item.action == PlanAction::Delete && !m_options.deletions) return false;
    return item.conflict.empty() || m_options.force || !m_options.skipConflicts;
}

std::optional<Error> Pusher::refusal(const Plan& plan) const {
    std::string conflicts, blocked;
    for (const PlanItem& item : plan.items) {
        if (!chosen(item)) continue;
        if (!item.conflict.empty() && !m_options.force) conflicts += "\n  " + item.entity.id + ": " + item.conflict;
        if (!item.problem.empty()) blocked += "\n  " + item.entity.id + ": " + item.problem;
    }
    if (!conflicts.empty())
        return Error("Conflict",
                     "Nothing was pushed: Azure is not as at the last import. Import again and look at the differences, or use "
                     "--skip-conflicts or --force:" +
                         conflicts);
    if (!blocked.empty()) return Error("Blocked", "Nothing was pushed: some items cannot be sent:" + blocked);
    return std::nullopt;
}

Result<PushReport> Pusher::run(Plan plan) {
    PushReport report;
    report.refused = refusal(plan);
    MGC_TRY_ASSIGN(const Baseline baseline, readBaseline(m_folder));
    Snapshot& snapshot = report.snapshot;
    snapshot.id = newSnapshotId(m_folder);
    snapshot.serviceId = plan.service.id();
    snapshot.createdAt = nowIso();
    for (const PlanItem& item : plan.items) {
        SnapshotItem record;
        record.id = item.entity.id;
        record.file = item.entity.file;
        record.kind = item.entity.kind;
        record.action = item.action;
        if (item.live) {
            record.before = item.live->body.is_null() ? Json::object() : item.live->body;
            record.beforeSpecification = item.live->specification;
            record.beforeSpecificationFile = item.live->specificationFile;
        }
        record.beforeText = item.liveText;
        record.beforePolicyText = item.livePolicyText;
        if (const auto* const before = baseline.find(item.entity.id)) record.beforeLocal = before->local;
        if (!chosen(item)) record.outcome = Outcome::Skipped;
        snapshot.items.push_back(std::move(record));
    }
    report.plan = std::move(plan);
    if (report.refused || snapshot.items.empty()) return report;

    MGC_TRY(writeSnapshot(m_folder, snapshot));
    LiveReader reader(m_arm, report.plan.service);
    for (std::size_t i = 0; i < snapshot.items.size(); ++i) {
        SnapshotItem& record = snapshot.items[i];
        const PlanItem& item = report.plan.items[i];
        if (record.outcome == Outcome::Skipped) continue;
        if (m_progress) m_progress({i, snapshot.items.size(), std::string(toText(item.action)) + ' ' + record.id});
        if (m_arm.transport().cancelled()) {
            report.cancelled = true;
            break;
        }
        apply(item, reader, record);
        MGC_TRY(writeSnapshot(m_folder, snapshot));
        if (record.outcome != Outcome::Applied) {
            report.cancelled = m_arm.transport().cancelled();
            break;
        }
    }
    return report;
}

void Pusher::apply(const PlanItem& item, LiveReader& reader, SnapshotItem& record) {
    ArmCall call{.path = armPath(reader.service().id(), item.entity),
                 .apiVersion = item.apiVersion,
                 .query = {},
                 .ifMatch = {},
                 .body = {},
                 .purpose = std::string(toText(item.action)) + ' ' + record.id};
    const std::string etag = item.live ? item.live->etag : std::string();
    const bool link = !item.body && item.action != PlanAction::Delete;
    const bool takesIfMatch = !link && item.entity.kind != EntityKind::GatewayApi && item.entity.kind != EntityKind::ProductApi &&
                              item.entity.kind != EntityKind::ProductGroup && item.entity.kind != EntityKind::ApiTag &&
                              item.entity.kind != EntityKind::ProductTag;
    if (item.action == PlanAction::Delete) {
        call.method = "DELETE";
        if (takesIfMatch) call.ifMatch = etag.empty() || m_options.force ? "*" : etag;
        if (item.entity.kind == EntityKind::Api) call.query = {{"deleteRevisions", "true"}};
    } else {
        call.method = "PUT";
        call.body = item.body;
        if (takesIfMatch && item.action == PlanAction::Update) call.ifMatch = etag.empty() || m_options.force ? "*" : etag;
        // The specification is the API's own resource: its PUT must not fail because the API's PUT just before changed the ETag.
        // A GraphQL schema has an address of its own, and nothing there before the first one.
        if (item.entity.kind == EntityKind::Specification && (item.live || !isGraphQlSchema(item.entity))) call.ifMatch = "*";
    }
    // Until the server has answered, nobody knows whether it took the change, so the call itself is not cut short.
    call.retryLostConnection = call.ifMatch.empty() || call.ifMatch == "*";
    const TransportHold hold(m_arm.transport());
    const auto answer = m_arm.callToEnd(call, {}, item.action == PlanAction::Delete ? std::vector<int>{404} : std::vector<int>{});
    if (answer) {
        if (const auto remembered = remember(item, reader, record); !remembered) note(record, Outcome::Unknown, remembered.error());
        return;
    }
    if (lost(answer.error().code)) {
        note(record, Outcome::Unknown, answer.error());
        lookUp(item, reader, record);
    } else {
        note(record, Outcome::Failed, answer.error());
        // A retried call may have been applied by its first attempt.
        if (answer.error().code == "PreconditionFailed" || answer.error().code == "Http412") lookUp(item, reader, record);
    }
}

void Pusher::lookUp(const PlanItem& item, LiveReader& reader, SnapshotItem& record) {
    const auto live = reader.read(record.id, record.kind);
    if (!live) return;
    const bool deleted = item.action == PlanAction::Delete;
    const bool done = deleted ? !live->has_value() : live->has_value() && says(**live, item.entity, reader.service().id());
    if (done) {
        if (const auto remembered = remember(item, reader, record); !remembered) note(record, Outcome::Unknown, remembered.error());
        return;
    }
    const bool asBefore = item.live.has_value() == live->has_value() &&
                          (!item.live || rendered(record.id, record.kind, **live, reader.service().id()).hash() ==
                                             rendered(record.id, record.kind, *item.live, reader.service().id()).hash());
    if (asBefore) record.outcome = Outcome::Failed;  // it never arrived
}

Result<void> Pusher::remember(const PlanItem& item, LiveReader& reader, SnapshotItem& record) {
    MGC_TRY_ASSIGN(Baseline baseline, readBaseline(m_folder));
    if (!equalsIgnoreCase(baseline.serviceId, reader.service().id())) {
        if (!baseline.serviceId.empty()) {  // another service's baseline stays as it is
            record.outcome = Outcome::Applied;
            return {};
        }
        baseline.serviceId = reader.service().id();
        baseline.cloud = m_arm.cloud().name;
        baseline.importedAt = nowIso();
    }
    if (item.action == PlanAction::Delete) {
        baseline.entries.erase(record.id);
    } else {
        MGC_TRY_ASSIGN(const auto live, reader.read(record.id, record.kind));
        const std::string hash = live ? rendered(record.id, record.kind, *live, reader.service().id()).hash() : item.entity.hash();
        record.afterEtag = live ? live->etag : std::string();
        record.afterLive = hash;
        baseline.entries[record.id] = {record.kind, record.afterEtag, item.entity.hash(), hash};
        // An API's specification changes the API's own ETag and perhaps members: its baseline follows.
        const std::string apiId = record.id.substr(0, record.id.find('#'));
        if (record.kind == EntityKind::Specification && baseline.entries.contains(apiId))
            if (const auto api = reader.read(apiId, EntityKind::Api); api && *api) {
                baseline.entries[apiId].etag = (*api)->etag;
                baseline.entries[apiId].live = rendered(apiId, EntityKind::Api, **api, reader.service().id()).hash();
            }
    }
    record.outcome = Outcome::Applied;
    record.errorCode.clear();
    record.errorMessage.clear();
    return writeBaseline(m_folder, baseline);
}

Json toJson(const PushReport& report) {
    Json items = Json::array();
    std::map<std::string, std::size_t> summary{{"applied", 0}, {"failed", 0}, {"unknown", 0}, {"notAttempted", 0}, {"skipped", 0}};
    for (const SnapshotItem& record : report.snapshot.items) {
        Json item{{"id", record.id},
                  {"kind", toText(record.kind)},
                  {"action", toText(record.action)},
                  {"file", record.file},
                  {"result", toText(record.outcome)}};
        if (!record.errorCode.empty()) item["error"] = {{"code", record.errorCode}, {"message", record.errorMessage}};
        ++summary[std::string(toText(record.outcome))];
        items.push_back(std::move(item));
    }
    Json body{{"ok", report.ok()},
              {"service", report.plan.service.id()},
              {"snapshot", report.refused || report.snapshot.items.empty() ? "" : report.snapshot.id},
              {"items", std::move(items)},
              {"summary", summary},
              {"cancelled", report.cancelled}};
    if (report.refused) {
        body["error"] = {{"code", report.refused->code}, {"message", report.refused->message}};
        body["conflicts"] = Json::array();
        for (const PlanItem& item : report.plan.items)
            if (!item.conflict.empty()) body["conflicts"].push_back({{"id", item.entity.id}, {"reason", item.conflict}});
    }
    return body;
}

}  // namespace mgc::azure
