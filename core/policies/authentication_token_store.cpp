#include "policies/support/service_token.h"

namespace mgc::policies {

using namespace policy;

namespace {

class AuthenticationTokenStore : public Step {
public:
    explicit AuthenticationTokenStore(StoredToken token) : m_token(std::move(token)) {}
    bool waits() const override { return true; }
    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto token = co_await m_token.get(context);
        if (!token) co_return fail(std::move(token).error());
        if (!token->empty()) context.request().headers.set("Authorization", "Bearer " + *token);
        co_return Flow::Continue;
    }

private:
    StoredToken m_token;
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    MGC_TRY_ASSIGN(StoredToken token, StoredToken::compile(node, context));
    return std::make_unique<AuthenticationTokenStore>(std::move(token));
}

}  // namespace

const PolicyDescriptor& authentication_token_store_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = StoredToken::element(),
        .summary = "Signs in to the backend with the token of a configured connection",
        .documentation = "https://learn.microsoft.com/azure/api-management/api-management-policies",  // not documented; the index
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
