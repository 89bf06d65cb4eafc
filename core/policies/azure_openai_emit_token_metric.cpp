#include "policies/support/token_metric.h"

namespace mgc::policies {

const policy::PolicyDescriptor& azure_openai_emit_token_metric_descriptor() {
    static const policy::PolicyDescriptor descriptor =
        tokenMetricDescriptor("azure-openai-emit-token-metric", "Emits the tokens that calls of an Azure OpenAI API use as custom metrics",
                              "https://learn.microsoft.com/azure/api-management/azure-openai-emit-token-metric-policy");
    return descriptor;
}

}  // namespace mgc::policies
