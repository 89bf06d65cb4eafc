#include "policies/support/semantic_cache.h"

namespace mgc::policies {

const policy::PolicyDescriptor& llm_semantic_cache_lookup_descriptor() {
    static const policy::PolicyDescriptor descriptor = semanticLookupDescriptor(
        "llm-semantic-cache-lookup", "Answers a prompt that means the same as an earlier one from the cache, without calling the model",
        "https://learn.microsoft.com/azure/api-management/llm-semantic-cache-lookup-policy");
    return descriptor;
}

}  // namespace mgc::policies
