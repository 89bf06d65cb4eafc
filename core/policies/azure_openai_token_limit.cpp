#include "policies/support/token_limit.h"

namespace mgc::policies {

const policy::PolicyDescriptor& azure_openai_token_limit_descriptor() {
    static const policy::PolicyDescriptor descriptor = tokenLimitDescriptor(
        "azure-openai-token-limit", "Limits the tokens of an Azure OpenAI API per key: per minute with 429, per period with 403",
        "https://learn.microsoft.com/azure/api-management/azure-openai-token-limit-policy");
    return descriptor;
}

}  // namespace mgc::policies
