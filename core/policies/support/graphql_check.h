#pragma once
#include <optional>
#include <string>
#include <vector>

#include "graphql/problem.h"
#include "graphql/schema/schema.h"
#include "policy/program/template.h"
#include "policy/runtime/request_context.h"

// What validate-graphql-request looks at (docs page of 12/2022).
namespace mgc::policies {

/// A rule of <authorize>: "/type/field", "/field" (of a root type), or a path that ends in * for all that begin with it.
struct GraphQlRule {
    std::string path;
    policy::Template action;  ///< allow, remove, reject or ignore
};

/// Absent: no limit.
struct GraphQlLimits {
    std::optional<std::size_t> size, depth, totalDepth, complexity;
};

struct GraphQlFindings {
    std::vector<graphql::Problem> request;  ///< errors of the whole request: it must not go on
    std::vector<graphql::Problem> fields;   ///< fields that were taken out
    std::string rest;                       ///< request body without them, JSON
};

/// Checks the context's request, whose body is whole. An error only where a rule's expression fails or gives no action.
[[nodiscard]] Result<GraphQlFindings> checkGraphQl(const graphql::Schema& schema, policy::RequestContext& context,
                                                   const GraphQlLimits& limits, const std::vector<GraphQlRule>& rules);

}  // namespace mgc::policies
