#pragma once
#include <vector>

#include "policies/support/jwt/token_rules.h"

// Elements that validate-jwt and validate-azure-ad-token share.
namespace mgc::policies {

/// A list such as <audiences> of <audience>; at most one below its parent.
[[nodiscard]] policy::ElementDescriptor listElement(std::string_view name, policy::ElementDescriptor entry, std::string_view help);
[[nodiscard]] policy::ElementDescriptor claimElement();
[[nodiscard]] policy::AttributeDescriptor outputTokenAttribute();

[[nodiscard]] Result<void> addTexts(std::vector<policy::Template>& to, const policy::PolicyNode& list, policy::CompileContext& context);
[[nodiscard]] Result<void> addClaims(std::vector<RequiredClaim>& to, const policy::PolicyNode& list, policy::CompileContext& context);

}  // namespace mgc::policies
