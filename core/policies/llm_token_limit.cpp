#include "policies/support/token_limit.h"

namespace mgc::policies {

const policy::PolicyDescriptor& llm_token_limit_descriptor() {
    static const policy::PolicyDescriptor descriptor = tokenLimitDescriptor(
        "llm-token-limit", "Limits the tokens of any OpenAI-compatible model API per key: per minute with 429, per period with 403",
        "https://learn.microsoft.com/azure/api-management/llm-token-limit-policy");
    return descriptor;
}

}  // namespace mgc::policies
