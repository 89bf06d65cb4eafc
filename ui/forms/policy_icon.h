#pragma once
#include <QString>

namespace mgc::ui {

/// The icon of a policy element; "code" for what has none of its own.
[[nodiscard]] QString policyIcon(const QString& element);

}  // namespace mgc::ui
