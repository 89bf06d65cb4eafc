#pragma once
#include <QString>

#include "policy/model/descriptor.h"

namespace mgc::ui {

/// What the descriptor of a policy says, as rich text for the inspector's Docs tab.
[[nodiscard]] QString documentationOf(const policy::PolicyDescriptor& policy);
[[nodiscard]] QString sectionsOf(const policy::PolicyDescriptor& policy);
[[nodiscard]] QString scopesOf(const policy::PolicyDescriptor& policy);

}  // namespace mgc::ui
