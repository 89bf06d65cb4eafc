#include "policies/support/bearer_step.h"

namespace mgc::policies {

using namespace policy;

const PolicyDescriptor& authentication_token_store_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = StoredToken::element(),
        .summary = "Signs in to the backend with the token of a configured connection",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-policies",  // not documented; the index
        .compile = BearerStep<StoredToken>::compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
