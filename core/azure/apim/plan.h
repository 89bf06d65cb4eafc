#pragma once
#include <optional>
#include <string>
#include <vector>

#include "azure/apim/baseline.h"
#include "azure/apim/importer.h"
#include "azure/apim/live_reader.h"
#include "azure/apim/local_tree.h"
#include "azure/apim/text_diff.h"

namespace mgc::azure {

enum class PlanAction { Create, Update, Delete };
[[nodiscard]] std::string_view toText(PlanAction action);

struct PlanItem {
    Entity entity;  ///< as the files say it; of a deletion only id, kind and file
    PlanAction action = PlanAction::Update;
    std::optional<LiveEntity> live;  ///< as Azure has it now
    std::string liveText, livePolicyText;
    /// "": none. "changedInAzure", "existsInAzure" or "removedInAzure": Azure is not as at the last import.
    std::string conflict;
    std::string problem;  ///< why it cannot be pushed (a secret without a value, JSON that cannot be read); "" where it can
    std::vector<DiffLine> diff;
    std::size_t added = 0, removed = 0;  ///< lines
    std::optional<Json> body;            ///< of the PUT
    std::string apiVersion;
};

struct Plan {
    ServiceRef service;
    std::vector<PlanItem> items;  ///< in the order in which they are pushed: creations and updates, then deletions
    std::size_t unchanged = 0;
    std::vector<std::string> problems;  ///< files that could not be read
    [[nodiscard]] std::size_t count(PlanAction action) const;
    [[nodiscard]] std::size_t conflicts() const;
    [[nodiscard]] std::size_t blocked() const;
};

/// Compares the workspace with its last import and, where the two differ, with Azure. Nothing is changed.
class Planner {
public:
    Planner(ArmClient& arm, ServiceRef service, std::string folder, SecretLookup secrets, ProgressHandler progress)
        : m_reader(arm, std::move(service)), m_folder(std::move(folder)), m_secrets(std::move(secrets)), m_progress(std::move(progress)) {}
    [[nodiscard]] Result<Plan> run();

private:
    [[nodiscard]] Result<std::optional<PlanItem>> compare(const Entity& entity, const Baseline& baseline, const LocalTree& tree);
    [[nodiscard]] Result<std::optional<PlanItem>> deletion(const std::string& id, const Baseline::Entry& entry);

    LiveReader m_reader;
    std::string m_folder;
    SecretLookup m_secrets;
    ProgressHandler m_progress;
};

[[nodiscard]] Json toJson(const Plan& plan);
[[nodiscard]] std::string toText(const Plan& plan);

}  // namespace mgc::azure
