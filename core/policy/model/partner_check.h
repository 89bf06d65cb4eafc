#pragma once
#include "policy/model/node.h"
#include "policy/model/validation_context.h"

// Not for use outside of this room.
namespace mgc::policy {

/// Policies that do nothing without another one (cache-store without cache-lookup), over a whole document. A warning: the other one may
/// come from a broader scope, or from a fragment.
void checkPartners(const PolicyNode& root, const ValidationContext& context);

}  // namespace mgc::policy
