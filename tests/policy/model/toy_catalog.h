#pragma once
#include "policy/model/catalog.h"

namespace mgc::test {

/// A few descriptors that between them use every rule of the validator.
[[nodiscard]] const policy::Catalog& toyCatalog();

}  // namespace mgc::test
