#pragma once
#include <vector>

#include "graphql/problem.h"
#include "graphql/schema/schema.h"
#include "graphql/syntax/ast.h"

namespace mgc::graphql {

/// Section 5 of the specification (October 2021): empty for a document that may run. Codes, numbers and messages are those of GraphQL.NET.
/// The work is bounded: at most `mostProblems` findings, and a budget of steps beyond which the document counts as too complex.
[[nodiscard]] std::vector<Problem> validate(const Schema& schema, const Document& document);

}  // namespace mgc::graphql
