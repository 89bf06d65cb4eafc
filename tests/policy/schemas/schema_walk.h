#pragma once
#include <string>
#include <vector>

#include "policy/model/catalog.h"
#include "policy/schemas/xsd_reader.h"

namespace mgc::test {

/// Where a descriptor and the product's schema disagree: "set-header/value: ...".
struct SchemaDifference {
    std::string place;
    std::string what;
    friend auto operator<=>(const SchemaDifference&, const SchemaDifference&) = default;
};

/// Compares every element and attribute of the policies that are in both.
[[nodiscard]] std::vector<SchemaDifference> compareWithSchemas(const policy::Catalog& catalog, const XsdReader& schemas);

}  // namespace mgc::test
