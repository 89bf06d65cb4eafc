#include "policies/support/body_edit.h"
#include "policies/support/elements.h"
#include "policies/support/trace_note.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SetBody : public Step {
public:
    SetBody(BodyEdit edit, bool onResponse) : m_edit(std::move(edit)), m_onResponse(onResponse) {}
    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(http::Body body, m_edit.make(context));
        if (context.trace())
            note(context, "set-body", m_onResponse ? "Response body was replaced." : "Request body was replaced.",
                 {{"length", std::to_string(body.sharedText() ? body.sharedText()->size() : 0)}});
        replaceBody(context, m_onResponse, std::move(body));
        return Flow::Continue;
    }

private:
    BodyEdit m_edit;
    bool m_onResponse;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(BodyEdit edit, BodyEdit::compile(node, context));
    const expression::Reads reads = edit.reads();
    auto step = std::make_unique<SetBody>(std::move(edit), context.actsOnResponse());
    step->setReads(reads);
    return step;
}

}  // namespace

const PolicyDescriptor& set_body_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = setBodyElement(),
        .webSocket = false,
        .summary = "Replaces the body of the request or the response by a text or the result of an expression",
        .documentation = "https://learn.microsoft.com/azure/api-management/set-body-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
