#pragma once
#include "policy/model/node.h"
#include "policy/model/validation_context.h"

namespace mgc::policy {

/// Names that Microsoft's policy toolkit misspells in the documents it writes (seen at 54f9b1a): such a node gets the right name and
/// a warning with a quick fix. Azure itself refuses them.
void correctToolkitSpelling(PolicyNode& node, const ValidationContext& context);

}  // namespace mgc::policy
