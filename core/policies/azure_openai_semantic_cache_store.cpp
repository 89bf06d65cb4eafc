#include "policies/support/semantic_cache.h"

namespace mgc::policies {

const policy::PolicyDescriptor& azure_openai_semantic_cache_store_descriptor() {
    static const policy::PolicyDescriptor descriptor =
        semanticStoreDescriptor("azure-openai-semantic-cache-store", "Stores an Azure OpenAI answer for prompts that mean the same",
                                "https://learn.microsoft.com/azure/api-management/azure-openai-semantic-cache-store-policy");
    return descriptor;
}

}  // namespace mgc::policies
