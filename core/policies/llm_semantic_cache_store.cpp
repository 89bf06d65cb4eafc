#include "policies/support/semantic_cache.h"

namespace mgc::policies {

const policy::PolicyDescriptor& llm_semantic_cache_store_descriptor() {
    static const policy::PolicyDescriptor descriptor =
        semanticStoreDescriptor("llm-semantic-cache-store", "Stores the model's answer for prompts that mean the same",
                                "https://learn.microsoft.com/azure/api-management/llm-semantic-cache-store-policy");
    return descriptor;
}

}  // namespace mgc::policies
