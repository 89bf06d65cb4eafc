#pragma once
#include <string>

#include "expression/check/type_system.h"
#include "expression/query/query.h"

namespace mgc::expression::query {

/// "string Substring(int startIndex, int length)" with the types that the owner gives; extension methods without their receiver.
[[nodiscard]] Signature signatureOf(const MemberRef& ref, bool skipReceiver);
/// "class JObject", "enum StringComparison", "delegate ...".
[[nodiscard]] std::string declarationOf(const Type* type);

}  // namespace mgc::expression::query
