#include "policies/support/body_edit.h"
#include "policies/support/elements.h"
#include "policies/support/trace_note.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SetStatus : public Step {
public:
    explicit SetStatus(StatusEdit edit) : m_edit(std::move(edit)) {}
    Result<Flow> run(RequestContext& context) const override {
        http::Response& response = context.ensureResponse();
        MGC_TRY(m_edit.apply(response, context));
        if (context.trace())
            note(context, "set-status", "Response status was changed.",
                 {{"status.code", std::to_string(response.status)}, {"status.reason", std::string(response.reason)}});
        return Flow::Continue;
    }

private:
    StatusEdit m_edit;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(StatusEdit edit, StatusEdit::compile(node, context));
    return std::make_unique<SetStatus>(std::move(edit));
}

}  // namespace

const PolicyDescriptor& set_status_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = setStatusElement(),
        .summary = "Sets the response's status code and reason phrase",
        .documentation = "https://learn.microsoft.com/azure/api-management/set-status-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
