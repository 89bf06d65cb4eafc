#pragma once
#include <memory>
#include <string_view>

#include "expression/check/type_system.h"

namespace mgc::expression {

/// Parses a member declaration of a descriptor. A fault in one is a broken build: it asserts with the text.
[[nodiscard]] std::unique_ptr<Member> parseSignature(const TypeSystem& system, const TypeDefinition& owner, const MemberDeclaration& declaration);

}  // namespace mgc::expression
