#include "azure/lab/ledger.h"

#include <QStandardPaths>
#include <algorithm>
#include <filesystem>

#include "azure/apim/baseline.h"
#include "azure/json_text.h"
#include "resources/files.h"

namespace mgc::azure {

LedgerEntry* Ledger::find(const std::string& id) {
    for (LedgerEntry& entry : entries)
        if (equalsIgnoreCase(entry.id, id)) return &entry;
    return nullptr;
}

namespace {

/// Of a workspace, or of the state of the user.
std::string ledgerFolder(const std::string& workspace) {
    if (!workspace.empty()) return azureFolder(workspace);
    const QString state = qEnvironmentVariable(
        "XDG_STATE_HOME", QStandardPaths::writableLocation(QStandardPaths::HomeLocation) + QStringLiteral("/.local/state"));
    return state.toStdString() + "/model-gateway/azure";
}

}  // namespace

std::string ledgerFile(const std::string& workspace, const std::string& subscription, const std::string& resourceGroup) {
    return ledgerFolder(workspace) + "/ledger-" + toLowerAscii(subscription) + '-' + toLowerAscii(resourceGroup) + ".json";
}

std::vector<Ledger> knownLedgers(const std::string& workspace) {
    std::vector<Ledger> all;
    for (const std::string& folder : {ledgerFolder(workspace), ledgerFolder({})}) {
        std::error_code code;
        for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
            const std::string name = entry.path().filename().string();
            if (!name.starts_with("ledger-") || !name.ends_with(".json")) continue;
            const auto ledger = readLedger(entry.path().string());
            if (!ledger || !*ledger) continue;
            const bool something = std::any_of((*ledger)->entries.begin(), (*ledger)->entries.end(),
                                               [](const LedgerEntry& item) { return item.state != "deleted" && item.state != "purged"; });
            if (something) all.push_back(**ledger);
        }
        if (workspace.empty()) break;
    }
    return all;
}

Result<std::optional<Ledger>> readLedger(const std::string& file) {
    if (!resources::isFile(file)) return std::nullopt;
    MGC_TRY_ASSIGN(const std::string text, resources::readFile(file));
    const Json body = Json::parse(text, nullptr, false);
    if (!body.is_object()) return fail("MGC2002", "'" + file + "' is not valid JSON.");
    Ledger ledger;
    ledger.subscription = jsonText(body, "subscription");
    ledger.resourceGroup = jsonText(body, "resourceGroup");
    ledger.deployment = jsonText(body, "deployment");
    ledger.location = jsonText(body, "location");
    ledger.suffix = jsonText(body, "suffix");
    ledger.groupCreated = jsonFlag(body, "groupCreated");
    ledger.createdAt = jsonText(body, "createdAt");
    const Json entries = body.value("resources", Json::array());
    for (const Json& entry : entries)
        ledger.entries.push_back({jsonText(entry, "id"), jsonText(entry, "type"), jsonText(entry, "name"), jsonText(entry, "location"),
                                  jsonText(entry, "state")});
    return ledger;
}

Result<void> writeLedger(const std::string& file, const Ledger& ledger) {
    Json entries = Json::array();
    for (const LedgerEntry& entry : ledger.entries)
        entries.push_back(
            {{"id", entry.id}, {"type", entry.type}, {"name", entry.name}, {"location", entry.location}, {"state", entry.state}});
    const Json body{{"subscription", ledger.subscription},
                    {"resourceGroup", ledger.resourceGroup},
                    {"deployment", ledger.deployment},
                    {"location", ledger.location},
                    {"suffix", ledger.suffix},
                    {"groupCreated", ledger.groupCreated},
                    {"createdAt", ledger.createdAt},
                    {"resources", std::move(entries)}};
    return resources::writeFile(file, body.dump(1) + '\n');
}

}  // namespace mgc::azure
