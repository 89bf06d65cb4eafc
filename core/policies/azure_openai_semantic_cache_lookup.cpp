#include "policies/support/semantic_cache.h"

namespace mgc::policies {

const policy::PolicyDescriptor& azure_openai_semantic_cache_lookup_descriptor() {
    static const policy::PolicyDescriptor descriptor = semanticLookupDescriptor(
        "azure-openai-semantic-cache-lookup", "Answers an Azure OpenAI prompt that means the same as an earlier one from the cache",
        "https://learn.microsoft.com/azure/api-management/azure-openai-semantic-cache-lookup-policy");
    return descriptor;
}

}  // namespace mgc::policies
