#pragma once
#include <memory>
#include <string_view>
#include <tl/expected.hpp>

#include "graphql/problem.h"
#include "graphql/syntax/ast.h"

namespace mgc::graphql {

/// Reads queries, mutations, subscriptions and fragments. At most `mostTokens` tokens and nesting of 128.
[[nodiscard]] tl::expected<std::shared_ptr<const Document>, Problem> parseDocument(std::string_view text);

}  // namespace mgc::graphql
