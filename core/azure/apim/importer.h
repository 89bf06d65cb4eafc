#pragma once
#include <functional>
#include <set>
#include <string>

#include "azure/apim/baseline.h"
#include "azure/apim/live_reader.h"
#include "azure/apim/local_tree.h"

namespace mgc::azure {

/// A step of long work: how many of how many are done, and what is being done now. `total` 0: not known yet.
struct Progress {
    std::size_t done = 0, total = 0;
    std::string what;
};
using ProgressHandler = std::function<void(const Progress&)>;

/// A difference between Azure and the last import, met by a re-import.
struct Drift {
    std::string id, file;
    /// "changedInAzure" and "addedInAzure", "removedInAzure" (taken over), "changedOnBoth", "removedHere", "existsHere" (files kept)
    std::string what;
};

struct ImportReport {
    ServiceRef service;
    std::string folder;
    std::map<std::string, std::size_t> counts;  ///< entities by kind
    std::vector<std::string> written;           ///< files
    std::vector<Drift> drift;
    std::vector<std::string> notices;
    bool complete = false;
    std::optional<Error> error;  ///< why it is not complete; what was imported till then is kept
};

/// Reads a whole service into a workspace folder (APIOps layout v7): raw ARM properties, policies as rawxml, secrets as references. Files
/// that were edited here since the last import are never overwritten.
class Importer {
public:
    Importer(ArmClient& arm, ServiceRef service, std::string folder, ProgressHandler progress)
        : m_reader(arm, std::move(service)), m_folder(std::move(folder)), m_progress(std::move(progress)) {}

    /// The only error is a folder that cannot be used; everything else is in the report.
    [[nodiscard]] Result<ImportReport> run();

private:
    [[nodiscard]] Result<void> importAll();
    [[nodiscard]] Result<std::vector<Json>> list(const std::string& path);
    [[nodiscard]] Result<void> importCollection(const std::string& parentId, const Collection& collection);
    /// Reads one entity and writes it; false where Azure has none.
    [[nodiscard]] Result<bool> importEntity(const std::string& id, EntityKind kind);
    [[nodiscard]] Result<void> importChildren(EntityKind kind, const std::string& id, const Json& properties);
    [[nodiscard]] Result<void> importApi(const std::string& id, const Json& properties);
    [[nodiscard]] Result<void> importResolvers(const std::string& apiId);
    [[nodiscard]] Result<void> importLinks(const std::string& id, const std::string& segment, EntityKind kind);
    [[nodiscard]] Result<void> take(const std::string& id, EntityKind kind, const LiveEntity& live);
    [[nodiscard]] Result<void> writeEntity(const Entity& entity);
    void removeVanished();
    void say(const std::string& what);

    LiveReader m_reader;
    std::string m_folder;
    ProgressHandler m_progress;
    Baseline m_before, m_after;
    LocalTree m_local;
    ImportReport m_report;
    std::set<std::string> m_seen;
    std::size_t m_done = 0, m_total = 0;
};

[[nodiscard]] Json toJson(const ImportReport& report);

}  // namespace mgc::azure
