#include "policies/support/token_metric.h"

namespace mgc::policies {

const policy::PolicyDescriptor& llm_emit_token_metric_descriptor() {
    static const policy::PolicyDescriptor descriptor = tokenMetricDescriptor(
        "llm-emit-token-metric", "Emits the tokens that calls of any OpenAI-compatible model API use as custom metrics",
        "https://learn.microsoft.com/azure/api-management/llm-emit-token-metric-policy");
    return descriptor;
}

}  // namespace mgc::policies
