#pragma once
#include <string>
#include <vector>

#include "azure/arm/arm_client.h"

namespace mgc::azure {

/// A resource that this program made, or meant to make, in Azure.
struct LedgerEntry {
    std::string id, type, name, location;
    std::string state;  ///< "planned", "created", "deleted" or "purged"
};

/// What was made in a resource group, so that it can be cleaned up: .model-gateway/azure/ledger-<group>.json of the workspace, or the same
/// in $XDG_STATE_HOME/model-gateway/azure. Written before anything is made. Holds no secrets.
struct Ledger {
    std::string subscription, resourceGroup, deployment, location, suffix;
    bool groupCreated = false;
    std::string createdAt;
    std::vector<LedgerEntry> entries;

    [[nodiscard]] std::string groupId() const { return "/subscriptions/" + subscription + "/resourceGroups/" + resourceGroup; }
    [[nodiscard]] LedgerEntry* find(const std::string& id);
};
/// Where the ledger of a group lies; `workspace` "" for the state folder.
[[nodiscard]] std::string ledgerFile(const std::string& workspace, const std::string& subscription, const std::string& resourceGroup);
/// The ledgers of a workspace and of the state folder that still name something; files that are broken are left out.
[[nodiscard]] std::vector<Ledger> knownLedgers(const std::string& workspace);
/// Nullopt where there is none. Error MGC2002 for a broken file.
[[nodiscard]] Result<std::optional<Ledger>> readLedger(const std::string& file);
[[nodiscard]] Result<void> writeLedger(const std::string& file, const Ledger& ledger);

}  // namespace mgc::azure
