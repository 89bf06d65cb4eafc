#include "policy/program/nested_base.h"

#include "policy/program/compile_context.h"
#include "policy/program/runner.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policy {

namespace {

const PolicyDescriptor& baseDescriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Policy control and flow",
        .element = {.name = "base", .help = "The policies of the next broader scope"},
        .summary = "Runs the same section of the next broader scope",
        .documentation =
            "https://learn.microsoft.com/azure/api-management/set-edit-policies#use-base-element-to-set-policy-evaluation-order",
    };
    return descriptor;
}

class NestedBase : public Step {
public:
    NestedBase(Section section, Scope scope, std::string scopeId) : m_section(section), m_scope(scope), m_scopeId(std::move(scopeId)) {}

    bool waits() const override { return true; }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        if (!context.program) co_return Flow::Continue;
        const auto pieces = context.program->broader(m_section, m_scope, m_scopeId);
        auto flow = co_await runPieces(pieces, context);
        co_return flow;
    }

private:
    Section m_section;
    Scope m_scope;
    std::string m_scopeId;
};

}  // namespace

StepEntry nestedBase(const PolicyNode& node, const CompileContext& context, std::string path) {
    StepEntry entry;
    entry.step = std::make_unique<NestedBase>(context.section(), context.scope(), context.scopeId());
    entry.descriptor = &baseDescriptor();
    entry.range = node.range;
    entry.path = std::move(path);
    entry.scope = scopeName(context.scope());
    entry.scopeId = context.scopeId();
    entry.waits = true;
    return entry;
}

}  // namespace mgc::policy
