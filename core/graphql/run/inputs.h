#pragma once
#include <tl/expected.hpp>

#include "graphql/problem.h"
#include "graphql/schema/schema.h"

namespace mgc::graphql {

/// The operation that a request means: the only one, or the named one.
[[nodiscard]] tl::expected<const Operation*, Problem> chooseOperation(const Document& document, const std::string& name);

/// Values of an operation's variables, defaults filled in; a JSON object. Problems where one is missing or of the wrong type.
[[nodiscard]] tl::expected<Json, std::vector<Problem>> coerceVariables(const Schema& schema, const Operation& operation, const Json& given);

/// Arguments of a field or directive with variables and defaults put in; a JSON object. Absent ones are absent.
[[nodiscard]] Json argumentsOf(const Schema& schema, const std::vector<InputValue>& known, const std::vector<Argument>& given,
                               const Json& variables);

/// @skip and @include.
[[nodiscard]] bool isSelected(const Selection& selection, const Json& variables);

}  // namespace mgc::graphql
