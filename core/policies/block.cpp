#include "policies/support/step_group.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(StepList steps, context.children(node));
    return std::make_unique<StepGroup>(std::move(steps));
}

}  // namespace

const PolicyDescriptor& block_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Policy control and flow",
        .element = {.name = "block", .content = Content::Policies, .help = "Groups policies"},
        .summary = "Runs its policies in order; a plain grouping that only the product's schema knows",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-policies",  // not documented; the index
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
