#include "policies/support/elements.h"
#include "policies/support/header_edit.h"
#include "policy/runtime/request_context.h"

namespace mgc::policies {

using namespace policy;

namespace {

class SetHeader : public Step {
public:
    SetHeader(HeaderEdit edit, bool onResponse) : m_edit(std::move(edit)), m_onResponse(onResponse) {}
    Result<Flow> run(RequestContext& context) const override {
        auto& headers = m_onResponse ? context.ensureResponse().headers : context.request().headers;
        MGC_TRY(m_edit.apply(headers, context));
        return Flow::Continue;
    }

private:
    HeaderEdit m_edit;
    bool m_onResponse;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(HeaderEdit edit, HeaderEdit::compile(node, context));
    return std::make_unique<SetHeader>(std::move(edit), context.actsOnResponse());
}

}  // namespace

const PolicyDescriptor& set_header_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Transformation",
        .element = setHeaderElement(),
        .summary = "Sets, appends, keeps or removes a header of the request (inbound, backend) or the response (outbound, on-error)",
        .documentation = "https://learn.microsoft.com/azure/api-management/set-header-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
