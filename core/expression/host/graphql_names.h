#pragma once
#include <string_view>

// A GraphQL resolver runs on a context of its own, whose variables are a copy of the request's. What context.GraphQL shows stands in that
// copy under names that no policy can give a variable.
namespace mgc::expression {

inline constexpr std::string_view graphQlArguments = "\nGraphQL.Arguments";  ///< a JObject; there in resolvers only
inline constexpr std::string_view graphQlParent = "\nGraphQL.Parent";        ///< a JObject, or null at the root

}  // namespace mgc::expression
