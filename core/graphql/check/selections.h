#pragma once
#include <functional>

#include "graphql/schema/schema.h"

namespace mgc::graphql {

/// Size of a validated operation with its fragments put in. The introspection fields __schema and __type count nothing.
struct Measure {
    std::size_t depth = 0;       ///< levels of fields, `{ a { b } }` has 2
    std::size_t totalDepth = 0;  ///< the depths of all root fields together
    std::size_t fields = 0;
};
[[nodiscard]] Measure measure(const Schema& schema, const Document& document, const Operation& operation);

/// Calls `visit` for each field of a validated operation, with the type it is selected on; a fragment's fields once for each use.
void forEachField(const Schema& schema, const Document& document, const Operation& operation,
                  const std::function<void(const Type& parent, const Selection& field, std::size_t level)>& visit);

}  // namespace mgc::graphql
