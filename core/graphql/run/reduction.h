#pragma once
#include <functional>

#include "graphql/schema/schema.h"

namespace mgc::graphql {

/// `document` with the one operation and without the fields that `drops`; selection sets that lose all their fields get __typename, and
/// those of abstract types get it in any case. Fragments and variables that nothing uses any more go. A validated document stays valid.
[[nodiscard]] Document reduced(const Schema& schema, const Document& document, const Operation& operation,
                               const std::function<bool(const Type& type, const Selection& field)>& drops);

/// True if nothing but __typename is left at the root.
[[nodiscard]] bool isHollow(const Document& document);

}  // namespace mgc::graphql
