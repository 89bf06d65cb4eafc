#pragma once
#include <string>

#include "policy/model/descriptor.h"

namespace mgc::policy::edit {

/// Markup to start from: the element with its required attributes and children. Values are the defaults or, where only one makes
/// sense, that; else empty for the author to fill in.
[[nodiscard]] std::string skeletonOf(const ElementDescriptor& element);

}  // namespace mgc::policy::edit
