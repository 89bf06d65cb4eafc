#pragma once
#include <vector>

#include "base/diagnostic.h"
#include "gateway/state/backend_definition.h"
#include "resources/types/backend.h"

namespace mgc::gateway {

/// The gateway's view of a workspace's backend entity. Faults (no URL, a pool that names itself) go to `diagnostics`; what is usable
/// is returned all the same.
[[nodiscard]] BackendDefinition toDefinition(const resources::Backend& backend, Diagnostics& diagnostics);

}  // namespace mgc::gateway
