#include "policies/support/proxy_choice.h"
#include "policies/support/trace_note.h"

namespace mgc::policies {

using namespace policy;

namespace {

class Proxy : public Step {
public:
    explicit Proxy(ProxyChoice choice) : m_choice(std::move(choice)) {}
    Result<Flow> run(RequestContext& context) const override {
        MGC_TRY_ASSIGN(context.proxyUrl, m_choice.url(context));
        note(context, "proxy", "The call to the backend goes through a proxy.");
        return Flow::Continue;
    }

private:
    ProxyChoice m_choice;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(ProxyChoice choice, ProxyChoice::compile(node, context));
    return std::make_unique<Proxy>(std::move(choice));
}

}  // namespace

const PolicyDescriptor& proxy_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Routing",
        .element = ProxyChoice::element(),
        .sections = Section::Inbound,
        .summary = "Sends the call to the backend through an HTTP proxy",
        .documentation = "https://learn.microsoft.com/azure/api-management/proxy-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
