#include "policies/support/bearer_step.h"

namespace mgc::policies {

using namespace policy;

const PolicyDescriptor& authentication_token_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = ServiceToken::element(),
        .summary = "Signs in to the backend with a token of the gateway's identity or of a token service",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-policies",  // not documented; the index
        .compile = BearerStep<ServiceToken>::compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
