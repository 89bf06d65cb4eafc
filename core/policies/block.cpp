#include "policy/program/runner.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class Block : public Step {
public:
    explicit Block(StepList steps) : m_steps(std::move(steps)), m_waits(anyWaits(m_steps)) { setContainer(allReads(m_steps)); }
    bool waits() const override { return m_waits; }
    Result<Flow> run(RequestContext& context) const override { return runStepsNow(m_steps, context); }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto flow = co_await runSteps(m_steps, context);
        co_return flow;
    }

private:
    StepList m_steps;
    bool m_waits;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(StepList steps, context.children(node));
    return std::make_unique<Block>(std::move(steps));
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
