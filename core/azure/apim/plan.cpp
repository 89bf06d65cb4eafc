#include "azure/apim/plan.h"

#include <algorithm>

namespace mgc::azure {

namespace {

/// Fragments may include fragments: the included one comes first. Others keep their place.
void orderFragments(std::vector<PlanItem>& items) {
    const auto includes = [](const PlanItem& item, const PlanItem& other) {
        const std::string name = other.entity.id.substr(other.entity.id.rfind('/') + 1);
        return item.entity.policyText.find("fragment-id=\"" + name + '"') != std::string::npos;
    };
    for (std::size_t rounds = 0; rounds < items.size(); ++rounds) {
        bool moved = false;
        for (std::size_t i = 0; i < items.size(); ++i)
            for (std::size_t j = i + 1; j < items.size(); ++j)
                if (items[i].entity.kind == EntityKind::PolicyFragment && items[j].entity.kind == EntityKind::PolicyFragment &&
                    includes(items[i], items[j]) && !includes(items[j], items[i])) {
                    std::rotate(items.begin() + static_cast<std::ptrdiff_t>(i), items.begin() + static_cast<std::ptrdiff_t>(j),
                                items.begin() + static_cast<std::ptrdiff_t>(j) + 1);
                    moved = true;
                }
        if (!moved) return;
    }
}

void addDiff(PlanItem& item) {
    item.diff = diffLines(item.liveText, item.entity.text);
    if (!item.entity.policyFile.empty()) {
        const auto second = diffLines(item.livePolicyText, item.entity.policyText);
        item.diff.insert(item.diff.end(), second.begin(), second.end());
    }
    for (const DiffLine& line : item.diff) {
        item.added += line.mark == '+';
        item.removed += line.mark == '-';
    }
}

}  // namespace

std::string_view toText(PlanAction action) {
    return action == PlanAction::Create ? "create" : action == PlanAction::Update ? "update" : "delete";
}

std::size_t Plan::count(PlanAction action) const {
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [&](const PlanItem& item) { return item.action == action; }));
}
std::size_t Plan::conflicts() const {
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [](const PlanItem& item) { return !item.conflict.empty(); }));
}
std::size_t Plan::blocked() const {
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [](const PlanItem& item) { return !item.problem.empty(); }));
}

Result<Plan> Planner::run() {
    MGC_TRY_ASSIGN(const LocalTree tree, readLocalTree(m_folder));
    MGC_TRY_ASSIGN(Baseline baseline, readBaseline(m_folder));
    // A workspace that was imported from another service is compared with this one as if it had never been imported.
    if (!equalsIgnoreCase(baseline.serviceId, m_reader.service().id())) baseline = {};
    Plan plan{m_reader.service(), {}, 0, tree.problems};
    std::size_t done = 0;
    for (const auto& [id, entity] : tree.entities) {
        if (m_progress) m_progress({done, tree.entities.size(), id});
        MGC_TRY_ASSIGN(auto item, compare(entity, baseline, tree));
        if (item)
            plan.items.push_back(std::move(*item));
        else
            ++plan.unchanged;
        ++done;
    }
    std::stable_sort(plan.items.begin(), plan.items.end(),
                     [](const PlanItem& left, const PlanItem& right) { return rankOf(left.entity) < rankOf(right.entity); });
    orderFragments(plan.items);
    std::vector<PlanItem> deletions;
    for (const auto& [id, entry] : baseline.entries) {
        if (tree.find(id)) continue;
        MGC_TRY_ASSIGN(auto item, deletion(id, entry));
        if (item) deletions.push_back(std::move(*item));
    }
    std::stable_sort(deletions.begin(), deletions.end(),
                     [](const PlanItem& left, const PlanItem& right) { return rankOf(left.entity) > rankOf(right.entity); });
    plan.items.insert(plan.items.end(), std::make_move_iterator(deletions.begin()), std::make_move_iterator(deletions.end()));
    return plan;
}

Result<std::optional<PlanItem>> Planner::compare(const Entity& entity, const Baseline& baseline, const LocalTree& tree) {
    const Baseline::Entry* const before = baseline.find(entity.id);
    if (before && before->local == entity.hash()) return std::nullopt;
    PlanItem item;
    item.entity = entity;
    MGC_TRY_ASSIGN(item.live, m_reader.read(entity.id, entity.kind));
    if (item.live) {
        if (says(*item.live, entity, m_reader.service().id())) return std::nullopt;
        const Entity azure = rendered(entity.id, entity.kind, *item.live, m_reader.service().id());
        item.liveText = azure.text;
        item.livePolicyText = azure.policyText;
        if (before && azure.hash() != before->live) item.conflict = "changedInAzure";
        if (!before && !baseline.serviceId.empty()) item.conflict = "existsInAzure";
    } else {
        item.action = PlanAction::Create;
        // A specification that Azure cannot export shows as missing although its API is there: no conflict.
        if (before && entity.kind != EntityKind::Specification) item.conflict = "removedInAzure";
    }
    std::string information;
    if (entity.kind == EntityKind::Specification)
        if (const Entity* const api = tree.find(entity.id.substr(0, entity.id.find('#')))) information = api->text;
    if (entity.kind == EntityKind::Specification && information.empty())
        item.problem = "The API of this specification has no apiInformation.json.";
    if (item.problem.empty()) {
        auto body = putBody(entity, item.live, m_reader.service().id(), m_secrets, information);
        if (body)
            item.body = std::move(*body);
        else
            item.problem = body.error().fullMessage();
    }
    item.apiVersion = versionFor(entity.kind, item.body);
    addDiff(item);
    return item;
}

Result<std::optional<PlanItem>> Planner::deletion(const std::string& id, const Baseline::Entry& entry) {
    if (entry.kind == EntityKind::Specification) return std::nullopt;  // goes with its API
    PlanItem item;
    item.entity = entityAt(id, entry.kind);
    item.action = PlanAction::Delete;
    item.apiVersion = apimVersion;
    MGC_TRY_ASSIGN(item.live, m_reader.read(id, entry.kind));
    if (!item.live) return std::nullopt;
    const Entity azure = rendered(id, entry.kind, *item.live, m_reader.service().id());
    item.liveText = azure.text;
    item.livePolicyText = azure.policyText;
    if (azure.hash() != entry.live) item.conflict = "changedInAzure";
    addDiff(item);
    return item;
}

Json toJson(const Plan& plan) {
    Json changes = Json::array();
    for (const PlanItem& item : plan.items) {
        Json change{{"id", item.entity.id},     {"kind", toText(item.entity.kind)},   {"action", toText(item.action)},
                    {"file", item.entity.file}, {"conflict", !item.conflict.empty()}, {"added", item.added},
                    {"removed", item.removed},  {"diff", unifiedDiff(item.diff)}};
        if (!item.conflict.empty()) change["conflictReason"] = item.conflict;
        if (!item.problem.empty()) change["problem"] = item.problem;
        const std::string path = armPath(plan.service.id(), item.entity);
        change["calls"] = {
            {{"method", item.action == PlanAction::Delete ? "DELETE" : "PUT"}, {"path", path}, {"apiVersion", item.apiVersion}}};
        changes.push_back(std::move(change));
    }
    return {{"ok", plan.conflicts() == 0 && plan.blocked() == 0 && plan.problems.empty()},
            {"service", plan.service.id()},
            {"changes", std::move(changes)},
            {"summary",
             {{"create", plan.count(PlanAction::Create)},
              {"update", plan.count(PlanAction::Update)},
              {"delete", plan.count(PlanAction::Delete)},
              {"conflicts", plan.conflicts()},
              {"blocked", plan.blocked()},
              {"unchanged", plan.unchanged}}},
            {"problems", plan.problems}};
}

std::string toText(const Plan& plan) {
    std::string text;
    for (const PlanItem& item : plan.items) {
        const char mark = item.action == PlanAction::Create ? '+' : item.action == PlanAction::Update ? '~' : '-';
        text += std::string(1, item.conflict.empty() && item.problem.empty() ? mark : '!') + ' ' + std::string(toText(item.entity.kind)) +
                ' ' + item.entity.id + "  (" + item.entity.file + ", +" + std::to_string(item.added) + " -" + std::to_string(item.removed) +
                ")\n";
        if (!item.conflict.empty()) text += "    conflict: " + item.conflict + '\n';
        if (!item.problem.empty()) text += "    " + item.problem + '\n';
        text += unifiedDiff(item.diff);
    }
    return text + std::to_string(plan.count(PlanAction::Create)) + " to create, " + std::to_string(plan.count(PlanAction::Update)) +
           " to update, " + std::to_string(plan.count(PlanAction::Delete)) + " to delete, " + std::to_string(plan.conflicts()) +
           " conflicts, " + std::to_string(plan.unchanged) + " unchanged.\n";
}

}  // namespace mgc::azure
