#pragma once
#include <map>
#include <string>

#include "azure/apim/entity.h"

namespace mgc::azure {

/// All entities that the files of a workspace describe, by id. Folders of older layouts are read too. Problems name files that say nothing.
struct LocalTree {
    std::map<std::string, Entity> entities;
    std::vector<std::string> problems;
    [[nodiscard]] const Entity* find(const std::string& id) const {
        const auto found = entities.find(id);
        return found == entities.end() ? nullptr : &found->second;
    }
};
/// Error InvalidWorkspace where there is no such folder.
[[nodiscard]] Result<LocalTree> readLocalTree(const std::string& folder);

}  // namespace mgc::azure
