#pragma once
#include <string_view>

namespace mgc::graphql {

/// The parts of every schema that no schema document writes: directives and the introspection types (specification, October 2021,
/// sections 3.13 and 4.2), as a schema document.
[[nodiscard]] std::string_view builtInSchema();

}  // namespace mgc::graphql
