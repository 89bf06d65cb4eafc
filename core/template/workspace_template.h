#pragma once
#include "base/result.h"
#include "resources/workspace.h"
#include "template/template_model.h"

namespace mgc::templates {

/// The workspace's resources for an existing API Management service (parameter apimServiceName). Secrets become secure parameters; the
/// built-in subscription and local keys are left out. Errors: UnsupportedExport where something has no ARM form here.
[[nodiscard]] Result<Template> workspaceTemplate(const resources::Workspace& workspace);

}  // namespace mgc::templates
