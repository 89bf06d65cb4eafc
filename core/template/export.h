#pragma once
#include <string_view>

#include "base/result.h"
#include "resources/workspace.h"
#include "template/template_model.h"

namespace mgc::templates {

/// "bicep", "arm", "apiops", "openapi": the files of an export, secrets left out. Errors: UnsupportedExport, MGC2001.
[[nodiscard]] Result<std::vector<OutputFile>> exportWorkspace(const resources::Workspace& workspace, std::string_view as);

}  // namespace mgc::templates
