#pragma once
#include <string>
#include <vector>

#include "resources/workspace.h"

namespace mgc::resources {

/// A resource or policy that differs between two snapshots of a workspace.
struct Change {
    enum class What { Added, Removed, Changed };
    What what = What::Changed;
    std::string kind;  ///< "api", "backend", ..., "policy"
    std::string id;    ///< "/apis/a"; of a policy the id of its scope
    std::string file;
};

/// By the text of the files, sorted by id: an edit of white space counts as a change.
[[nodiscard]] std::vector<Change> difference(const Workspace& before, const Workspace& after);

}  // namespace mgc::resources
