#include "policies/support/elements.h"
#include "policies/support/identity_token.h"

namespace mgc::policies {

using namespace policy;

namespace {

class AuthenticationManagedIdentity : public Step {
public:
    explicit AuthenticationManagedIdentity(IdentityToken token) : m_token(std::move(token)) {}
    bool waits() const override { return true; }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto token = co_await m_token.get(context);
        if (!token) co_return fail(std::move(token).error());
        if (m_token.variable().empty() && !token->empty()) context.request().headers.set("Authorization", "Bearer " + *token);
        co_return Flow::Continue;
    }

private:
    IdentityToken m_token;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(IdentityToken token, IdentityToken::compile(node, context));
    return std::make_unique<AuthenticationManagedIdentity>(std::move(token));
}

}  // namespace

const PolicyDescriptor& authentication_managed_identity_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = managedIdentityElement(),
        .gateways = {Gateway::Classic, Gateway::V2, Gateway::Consumption, Gateway::SelfHosted},
        .summary = "Gets an Entra token for the gateway's identity and puts it into Authorization or a variable",
        .documentation = "https://learn.microsoft.com/azure/api-management/authentication-managed-identity-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
