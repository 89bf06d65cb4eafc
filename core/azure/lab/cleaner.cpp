#include "azure/lab/cleaner.h"

#include <algorithm>

#include "azure/apim/service_ref.h"
#include "azure/browse.h"
#include "azure/json_text.h"
#include "resources/files.h"

namespace mgc::azure {

namespace {

constexpr const char* projectType = "Microsoft.CognitiveServices/accounts/projects";
constexpr const char* accountType = "Microsoft.CognitiveServices/accounts";
constexpr const char* serviceType = "Microsoft.ApiManagement/service";

/// "Sweden Central" and "swedencentral" are the same place; purges take the short form.
std::string shortLocation(std::string location) {
    std::erase(location, ' ');
    return toLowerAscii(location);
}

std::string versionOf(const std::string& type) {
    if (startsWithIgnoreCase(type, accountType)) return foundryVersion;
    if (equalsIgnoreCase(type, serviceType)) return apimVersion;
    if (equalsIgnoreCase(type, "Microsoft.OperationalInsights/workspaces")) return "2023-09-01";
    if (equalsIgnoreCase(type, "Microsoft.Insights/components")) return "2020-02-02";
    return resourcesVersion;
}

std::string typeOf(const std::string& id) {
    const std::size_t at = toLowerAscii(id).rfind("/providers/");
    if (at == std::string::npos) return "Microsoft.Resources/resourceGroups";
    const auto parts = split(std::string_view(id).substr(at + 11), '/');
    std::string type(parts[0]);
    for (std::size_t i = 1; i < parts.size(); i += 2) type += '/' + std::string(parts[i]);
    return type;
}

std::string nameOf(const std::string& id) { return id.substr(id.rfind('/') + 1); }

}  // namespace

bool CleanUpReport::ok() const {
    return !cancelled && leftovers.empty() &&
           std::all_of(steps.begin(), steps.end(), [](const CleanUpStep& step) { return step.result == "done" || step.result == "gone"; });
}

Result<Ledger> Cleaner::discover(ArmClient& arm, const LabTarget& target) {
    Ledger ledger{target.subscription, target.resourceGroup, target.deployment, {}, {}, false, {}, {}};
    const std::string group = "/subscriptions/" + target.subscription + "/resourcegroups/" + target.resourceGroup;
    ArmCall ask{.path = group + "/providers/Microsoft.Resources/deployments/" + target.deployment,
                .apiVersion = deploymentsVersion,
                .query = {},
                .ifMatch = {},
                .body = {},
                .purpose = "Looking for the lab's deployment"};
    MGC_TRY_ASSIGN(const auto deployment, arm.find(ask));
    if (!deployment)
        return fail("NothingToCleanUp", "There is no ledger of " + target.resourceGroup + " here, and the group has no deployment " +
                                            target.deployment + ": nothing in it is known to be the lab's.");
    ask.path = group;
    ask.apiVersion = resourcesVersion;
    ask.purpose = "Reading the resource group";
    MGC_TRY_ASSIGN(const auto read, arm.find(ask));
    const Json tags = read && read->body.is_object() ? read->body.value("tags", Json::object()) : Json::object();
    ledger.groupCreated = tags.is_object() && tags.value("createdBy", Json()) == Json("model-gateway-console");
    MGC_TRY_ASSIGN(const auto found, arm.list(ledger.groupId() + "/resources", resourcesVersion, "Listing the group's resources"));
    for (const Json& item : found) {
        const std::string id = jsonText(item, "id");
        if (!id.empty()) ledger.entries.push_back({id, typeOf(id), nameOf(id), jsonText(item, "location"), "created"});
    }
    return ledger;
}

std::string Cleaner::purgePath(const LedgerEntry& entry) const {
    const std::string base = "/subscriptions/" + m_ledger.subscription + "/providers/";
    const std::string place = "/locations/" + shortLocation(entry.location);
    return equalsIgnoreCase(entry.type, serviceType) ? base + "Microsoft.ApiManagement" + place + "/deletedservices/" + entry.name
                                                     : base + "Microsoft.CognitiveServices" + place + "/resourceGroups/" +
                                                           m_ledger.resourceGroup + "/deletedAccounts/" + entry.name;
}

Result<std::vector<CleanUpStep>> Cleaner::plan() {
    std::vector<CleanUpStep> steps;
    for (const LedgerEntry& entry : m_ledger.entries) {
        if (!equalsIgnoreCase(entry.type, accountType)) continue;
        // Projects first: an account with projects cannot be deleted. Azure is asked, as somebody may have made further ones.
        const ArmCall ask{.path = entry.id,
                          .apiVersion = foundryVersion,
                          .query = {},
                          .ifMatch = {},
                          .body = {},
                          .purpose = "Looking for the account " + entry.name};
        MGC_TRY_ASSIGN(const auto account, m_arm.find(ask));
        if (!account) continue;
        MGC_TRY_ASSIGN(const auto projects, m_arm.list(entry.id + "/projects", foundryVersion, "Listing the projects of " + entry.name));
        for (const Json& project : projects) {
            const std::string name = jsonText(project, "name");
            steps.push_back({entry.id + "/projects/" + nameOf(name), "delete", "notAttempted", {}});
        }
    }
    for (const char* const type : {accountType, serviceType})
        for (const LedgerEntry& entry : m_ledger.entries) {
            if (!equalsIgnoreCase(entry.type, type) || entry.state == "purged") continue;
            steps.push_back({entry.id, "delete", "notAttempted", {}});
            steps.push_back({purgePath(entry), "purge", "notAttempted", {}});
        }
    // Where the group is not ours, the rest goes one by one; Application Insights before the workspace that it writes to.
    std::vector<std::string> rest;
    for (const LedgerEntry& entry : m_ledger.entries)
        if (!equalsIgnoreCase(entry.type, accountType) && !equalsIgnoreCase(entry.type, serviceType) &&
            !equalsIgnoreCase(entry.type, projectType) && entry.state != "deleted")
            rest.push_back(entry.id);
    if (!m_ledger.groupCreated)
        for (auto id = rest.rbegin(); id != rest.rend(); ++id) steps.push_back({*id, "delete", "notAttempted", {}});
    if (m_ledger.groupCreated) steps.push_back({m_ledger.groupId(), "delete", "notAttempted", {}});
    return steps;
}

Result<void> Cleaner::perform(CleanUpStep& step) {
    ArmCall call{.method = "DELETE",
                 .path = step.id,
                 .apiVersion = versionOf(typeOf(step.id)),
                 .query = {},
                 .ifMatch = {},
                 .body = {},
                 .purpose = step.what + ' ' + step.id};
    if (equalsIgnoreCase(step.id, m_ledger.groupId())) {
        call.path = "/subscriptions/" + m_ledger.subscription + "/resourcegroups/" + m_ledger.resourceGroup;
        call.apiVersion = resourcesVersion;
    } else if (step.what == "purge") {
        call.apiVersion = step.id.find("/deletedservices/") != std::string::npos ? apimVersion : foundryVersion;
    }
    MGC_TRY_ASSIGN(const ArmAnswer answer, m_arm.callToEnd(call, {}, {404}));
    step.result = answer.status == 404 || (answer.status == 204 && step.what == "delete") ? "gone" : "done";
    return {};
}

CleanUpReport Cleaner::run(std::vector<CleanUpStep> steps) {
    CleanUpReport report{std::move(steps), {}, false};
    std::vector<std::string> failed;
    for (std::size_t i = 0; i < report.steps.size() && !report.cancelled; ++i) {
        CleanUpStep& step = report.steps[i];
        if (m_arm.transport().cancelled()) {
            report.cancelled = true;
            break;
        }
        if (m_progress) m_progress({i, report.steps.size(), step.what + ' ' + nameOf(step.id)});
        // An account whose project is still there, a purge of what is not deleted, a group with leftovers inside: not attempted.
        const bool blocked = std::any_of(failed.begin(), failed.end(), [&](const std::string& id) {
            return startsWithIgnoreCase(id, step.id + '/') || (step.what == "purge" && equalsIgnoreCase(nameOf(id), nameOf(step.id)));
        });
        if (blocked) {
            step.error = "Something that it depends on could not be deleted.";
            failed.push_back(step.id);
        } else if (const auto performed = perform(step); !performed) {
            step.result = "failed";
            step.error = performed.error().fullMessage();
            failed.push_back(step.id);
            report.cancelled = performed.error().code == "Cancelled";
        } else {
            remember(step);
        }
        if (m_onStep) m_onStep(i, step);
    }
    if (!report.cancelled) findLeftovers(report);
    return report;
}

void Cleaner::remember(const CleanUpStep& step) {
    for (LedgerEntry& entry : m_ledger.entries) {
        if (equalsIgnoreCase(entry.id, step.id) || startsWithIgnoreCase(entry.id, step.id + '/'))
            entry.state = entry.state == "purged" ? "purged" : "deleted";
        if (step.what == "purge" && equalsIgnoreCase(entry.name, nameOf(step.id))) entry.state = "purged";
    }
    if (!m_file.empty()) (void)writeLedger(m_file, m_ledger);  // the next step does not depend on it, and the report is complete without
}

void Cleaner::findLeftovers(CleanUpReport& report) {
    const std::string base = "/subscriptions/" + m_ledger.subscription + "/providers/";
    for (const auto& [path, version] : {std::pair{base + "Microsoft.ApiManagement/deletedservices", apimVersion},
                                        std::pair{base + "Microsoft.CognitiveServices/deletedAccounts", foundryVersion}}) {
        const auto deleted = m_arm.list(path, version, "Looking for what is kept after deletion");
        if (!deleted) continue;
        for (const Json& item : *deleted)
            for (const LedgerEntry& entry : m_ledger.entries)
                if (equalsIgnoreCase(entry.name, jsonText(item, "name")))
                    report.leftovers.push_back("soft-deleted: " + jsonText(item, "name"));
    }
    if (m_ledger.groupCreated) return;
    const auto there = m_arm.list(m_ledger.groupId() + "/resources", resourcesVersion, "Looking for leftovers");
    if (!there) return;
    for (const Json& item : *there)
        if (m_ledger.find(jsonText(item, "id"))) report.leftovers.push_back(jsonText(item, "id"));
}

Json toJson(const CleanUpReport& report) {
    Json steps = Json::array();
    for (const CleanUpStep& step : report.steps) {
        Json item{{"id", step.id}, {"what", step.what}, {"result", step.result}};
        if (!step.error.empty()) item["error"] = step.error;
        steps.push_back(std::move(item));
    }
    return {{"ok", report.ok()}, {"steps", std::move(steps)}, {"leftovers", report.leftovers}, {"cancelled", report.cancelled}};
}

}  // namespace mgc::azure
