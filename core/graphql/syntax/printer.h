#pragma once
#include <string>

#include "graphql/syntax/ast.h"

namespace mgc::graphql {

/// A document as GraphQL text on one line.
[[nodiscard]] std::string printed(const Document& document);
[[nodiscard]] std::string printed(const Value& value);

}  // namespace mgc::graphql
