#pragma once
#include <string>
#include <vector>

#include "app/gateway/check_files.h"

namespace mgc::app {

/// Checks every policy document of a workspace with its named values, fragments, backends and loggers in reach, and what reading the
/// workspace found in its other files. The tier is the workspace's own unless `options` names one.
[[nodiscard]] Result<std::vector<CheckedFile>> checkWorkspace(const std::string& path, const policy::Catalog& catalog,
                                                              policy::ValidationOptions options);

}  // namespace mgc::app
