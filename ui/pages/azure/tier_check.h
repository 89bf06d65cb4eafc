#pragma once
#include "azure/apim/push_checks.h"

namespace mgc::policy {
class Catalog;
}

namespace mgc::ui {

/// Which policies of a document a tier does not have, by the catalog; for the page and for `azure plan --checks`.
[[nodiscard]] azure::TierCheck tierCheck(const policy::Catalog& catalog);

}  // namespace mgc::ui
