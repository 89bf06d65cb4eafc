#pragma once
#include <string>

#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

/// <authentication-managed-identity>, as a policy and as a child of send-request.
class IdentityToken {
public:
    [[nodiscard]] static Result<IdentityToken> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    /// The access token; "" when none can be had and ignore-error is set. Fills the output variable if one is named.
    [[nodiscard]] Task<Result<std::string>> get(policy::RequestContext& context) const;
    [[nodiscard]] const std::string& variable() const { return m_variable; }

private:
    policy::Template m_resource, m_clientId;
    std::string m_variable;
    policy::BooleanSetting m_ignoreError;
};

}  // namespace mgc::policies
