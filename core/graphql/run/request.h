#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "graphql/problem.h"

namespace mgc::graphql {

/// What a client posts (GraphQL over HTTP).
struct Request {
    std::string query, operationName;
    Json variables = Json::object();
};

/// `contentType` application/graphql: the body is the query itself; else a JSON object with query, variables, operationName.
[[nodiscard]] tl::expected<Request, Problem> readRequest(std::string_view contentType, std::string_view body);

}  // namespace mgc::graphql
