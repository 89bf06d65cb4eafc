#include "policies/support/service_token.h"

namespace mgc::policies {

using namespace policy;

namespace {

class AuthenticationToken : public Step {
public:
    explicit AuthenticationToken(ServiceToken token) : m_token(std::move(token)) {}
    bool waits() const override { return true; }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto token = co_await m_token.get(context);
        if (!token) co_return fail(std::move(token).error());
        if (!token->empty()) context.request().headers.set("Authorization", "Bearer " + *token);
        co_return Flow::Continue;
    }

private:
    ServiceToken m_token;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(ServiceToken token, ServiceToken::compile(node, context));
    return std::make_unique<AuthenticationToken>(std::move(token));
}

}  // namespace

const PolicyDescriptor& authentication_token_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = ServiceToken::element(),
        .summary = "Signs in to the backend with a token of the gateway's identity or of a token service",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-policies",  // not documented; the index
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
