#include "policies/support/jwt/token_refusal.h"

#include <algorithm>

namespace mgc::policies {

using namespace policy;

Result<TokenRefusal> TokenRefusal::compile(const PolicyNode& node, CompileContext& context) {
    TokenRefusal refusal;
    MGC_TRY_ASSIGN(refusal.m_status, context.integer(node, "failed-validation-httpcode"));
    MGC_TRY_ASSIGN(refusal.m_message, context.attribute(node, "failed-validation-error-message"));
    return refusal;
}

std::vector<AttributeDescriptor> TokenRefusal::attributes() {
    return {{.name = "failed-validation-httpcode",
             .type = AttributeType::Integer,
             .defaultValue = "401",
             .minimum = 100,
             .maximum = 999,
             .help = "Status of the refusal"},
            {.name = "failed-validation-error-message", .help = "Message of the refusal; without it the reason"}};
}

Result<Flow> TokenRefusal::refuse(RequestContext& context, TokenFailure failure) const {
    PolicyError error;
    MGC_TRY_ASSIGN(const std::int64_t code, m_status.get(context));
    error.status = static_cast<int>(std::clamp<std::int64_t>(code, 100, 999));
    error.reason = std::move(failure.reason);
    error.message = std::move(failure.message);
    if (m_message.present()) {
        MGC_TRY_ASSIGN(error.publicMessage, m_message.text(context));
    }
    return context.fail(std::move(error));
}

}  // namespace mgc::policies
