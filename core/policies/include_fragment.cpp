#include "policies/support/step_group.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(StepList steps, context.fragment(node, context.constant(node, "fragment-id")));
    return std::make_unique<StepGroup>(std::move(steps));
}

}  // namespace

const PolicyDescriptor& include_fragment_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Policy control and flow",
        .element = {.name = "include-fragment",
                    .attributes = {{.name = "fragment-id",
                                    .type = AttributeType::Name,
                                    .presence = Presence::Required,
                                    .expressions = Expressions::NotAllowed,
                                    .help = "Policy fragment of the workspace"}},
                    .help = "Runs a policy fragment in place"},
        .summary = "Runs the policies of a fragment as if they stood here",
        .documentation = "https://learn.microsoft.com/azure/api-management/include-fragment-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
