#pragma once
#include <map>
#include <string>

#include "azure/apim/entity.h"

namespace mgc::azure {

/// What files and Azure last had in common: .model-gateway/azure/import.json. Holds hashes and ETags, no contents.
struct Baseline {
    struct Entry {
        EntityKind kind = EntityKind::Backend;
        std::string etag;
        std::string local;  ///< hash of the files
        std::string live;   ///< hash of what Azure showed, as the import writes it
    };
    std::string serviceId, cloud, importedAt;
    bool complete = false;
    std::map<std::string, Entry> entries;

    [[nodiscard]] const Entry* find(const std::string& id) const {
        const auto found = entries.find(id);
        return found == entries.end() ? nullptr : &found->second;
    }
};
[[nodiscard]] std::string azureFolder(const std::string& workspace);
/// An empty baseline where the workspace has none. Error MGC2002 for a file that is broken.
[[nodiscard]] Result<Baseline> readBaseline(const std::string& workspace);
[[nodiscard]] Result<void> writeBaseline(const std::string& workspace, const Baseline& baseline);
[[nodiscard]] std::optional<EntityKind> entityKindOf(std::string_view text);
[[nodiscard]] std::string nowIso();

}  // namespace mgc::azure
