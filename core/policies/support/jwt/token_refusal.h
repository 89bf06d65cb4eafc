#pragma once
#include <vector>

#include "policies/support/jwt/token_rules.h"

namespace mgc::policies {

/// How a token policy refuses: status and message of the answer. Immutable.
class TokenRefusal {
public:
    [[nodiscard]] static Result<TokenRefusal> compile(const policy::PolicyNode& node, policy::CompileContext& context);
    /// failed-validation-httpcode, failed-validation-error-message.
    [[nodiscard]] static std::vector<policy::AttributeDescriptor> attributes();
    [[nodiscard]] Result<policy::Flow> refuse(policy::RequestContext& context, TokenFailure failure) const;

private:
    policy::IntegerSetting m_status;
    policy::Template m_message;
};

}  // namespace mgc::policies
