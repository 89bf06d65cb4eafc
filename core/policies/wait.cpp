#include "base/text.h"
#include "policy/program/runner.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

/// Brings the branches of one execution together. Lives in the frame of runWaiting(), which stays until every branch has ended.
struct Join {
    RequestContext& context;
    std::shared_ptr<Cancellation> cancellation;
    bool any = false;
    std::size_t left = 0;
    Flow flow = Flow::Continue;
    std::optional<PolicyError> error;
    bool decided = false;
    Promise<bool> done;

    void branchEnded(const Result<Flow>& result) {
        std::optional<PolicyError> failure;
        if (!result) failure = context.takeError(result.error());
        if (!decided) {
            if (failure && !error) error = std::move(failure);
            if (result && *result != Flow::Continue) flow = *result;
            decided = any || flow != Flow::Continue;
            if (decided) {
                if (!result || any) error = result ? std::nullopt : std::move(error);
                cancellation->cancel();
            }
        }
        if (--left == 0) done.set(true);
    }
};

class Wait : public Step {
public:
    Template mode;
    StepList steps;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        if (steps.empty()) co_return Flow::Continue;
        auto written = mode.text(context);
        if (!written) co_return fail(std::move(written).error());
        // The branches get a cancellation of their own, so that the first one that ends can stop the others.
        const auto outer = context.cancellation;
        auto inner = std::make_shared<Cancellation>();
        Cancellation::Registration link;
        if (outer) link = outer->onCancel([inner] { inner->cancel(); });
        context.cancellation = inner;
        Join join{context, inner, equalsIgnoreCase(trimmed(*written), "any"), steps.size(), Flow::Continue, std::nullopt, false, {}};
        for (const auto& entry : steps)
            startTask(runSteps(Steps(&entry, 1), context), [&join](const Result<Flow>& result) { join.branchEnded(result); });
        co_await join.done.wait();
        context.cancellation = outer;
        if (join.error && join.flow == Flow::Continue) co_return context.fail(std::move(*join.error));
        co_return join.flow;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<Wait>();
    MGC_TRY_ASSIGN(step->mode, context.attribute(node, "for"));
    MGC_TRY_ASSIGN(step->steps, context.children(node));
    step->setContainer(allReads(step->steps));
    return step;
}

}  // namespace

const PolicyDescriptor& wait_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Policy control and flow",
        .element = {.name = "wait",
                    .attributes = {{.name = "for",
                                    .type = AttributeType::Enumeration,
                                    .defaultValue = "all",
                                    .values = {"all", "any"},
                                    .help = "Go on when all children have ended, or any"}},
                    .content = Content::Policies,
                    .help = "Runs its policies side by side",
                    .allowedPolicies = {"send-request", "cache-lookup-value", "choose", "forward-request", "cache-store-value",
                                        "authentication-managed-identity", "authentication-token"}},
        .sections = anySection,  // on-error: the policy toolkit, not the docs page
        .summary = "Runs its policies at the same time and waits for all or any of them",
        .documentation = "https://learn.microsoft.com/azure/api-management/wait-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
