#pragma once
#include <memory>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "graphql/run/execution.h"

namespace mgc::policy {

/// A request that has been found sound: it fits the schema, one operation is chosen, its variables are coerced.
struct PreparedRequest {
    std::shared_ptr<const graphql::Document> document;
    const graphql::Operation* operation = nullptr;
    graphql::Json variables;
};

/// Reads what a client has sent (graphql::readRequest) and checks it.
[[nodiscard]] tl::expected<PreparedRequest, std::vector<graphql::Problem>> prepareRequest(const graphql::Schema& schema,
                                                                                          std::string_view contentType,
                                                                                          std::string_view body);

}  // namespace mgc::policy
