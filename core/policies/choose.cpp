#include "policies/support/trace_note.h"
#include "policy/program/runner.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class Choose : public Step {
public:
    struct Branch {
        BooleanSetting condition;  ///< absent: otherwise
        StepList steps;
    };
    std::vector<Branch> branches;
    bool childWaits = false;

    bool waits() const override { return childWaits; }

    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(const Branch* branch, pick(context));
        if (!branch) return Flow::Continue;
        return runStepsNow(branch->steps, context);
    }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto branch = pick(context);
        if (!branch) co_return fail(std::move(branch).error());
        if (!*branch) co_return Flow::Continue;
        auto flow = co_await runSteps((*branch)->steps, context);
        co_return flow;
    }

private:
    Result<const Branch*> pick(RequestContext& context) const {
        for (const auto& branch : branches) {
            if (!branch.condition.present()) {
                note(context, "choose", "No condition holds: otherwise is taken.");
                return &branch;
            }
            MGC_TRY_ASSIGN(const bool holds, branch.condition.get(context));
            if (context.trace())
                note(context, "choose", "Expression was successfully evaluated.",
                     {{"expression", branch.condition.expression().source()}, {"value", holds ? "true" : "false"}});
            if (holds) return &branch;
        }
        return nullptr;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<Choose>();
    expression::Reads childReads;
    int index = 0;
    for (const auto& child : node.children) {
        const bool isWhen = child.name == "when";
        const CompileContext::PathScope scope(context, isWhen ? "when[" + std::to_string(++index) + "]" : "otherwise[1]");
        Choose::Branch branch;
        if (isWhen) {
            MGC_TRY_ASSIGN(branch.condition, context.boolean(child, "condition"));
            if (!branch.condition.present()) return context.error("MGC2405", "when needs a condition.", child);
        }
        MGC_TRY_ASSIGN(branch.steps, context.children(child));
        childReads = childReads | allReads(branch.steps);
        step->childWaits = step->childWaits || anyWaits(branch.steps);
        step->branches.push_back(std::move(branch));
    }
    step->setContainer(childReads);
    return step;
}

}  // namespace

const PolicyDescriptor& choose_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Policy control and flow",
        .element =
            {.name = "choose",
             .content = Content::Elements,
             .children = {{.name = "when",
                           .attributes = {{.name = "condition",
                                           .type = AttributeType::Boolean,
                                           .presence = Presence::Required,
                                           .help = "Runs the policies inside if true"}},
                           .content = Content::Policies,
                           .minimum = 1,
                           .help = "Policies for the first condition that holds"},
                          {.name = "otherwise", .content = Content::Policies, .maximum = 1, .help = "Policies when no condition holds"}},
             .ordered = true,
             .help = "Runs the first branch whose condition holds"},
        .summary = "Runs the policies of the first branch whose condition holds",
        .documentation = "https://learn.microsoft.com/azure/api-management/choose-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
