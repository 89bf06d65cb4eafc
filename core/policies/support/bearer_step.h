#pragma once
#include <memory>

#include "policies/support/service_token.h"

namespace mgc::policies {

/// Puts a token into the request's Authorization header; no token (an ignored error) leaves it alone. `Token` is ServiceToken or
/// StoredToken.
template <class Token>
class BearerStep : public policy::Step {
public:
    static Result<std::unique_ptr<policy::Step>> compile(const policy::PolicyNode& node, policy::CompileContext& context) {
        MGC_TRY_ASSIGN(Token token, Token::compile(node, context));
        return std::make_unique<BearerStep>(std::move(token));
    }

    explicit BearerStep(Token token) : m_token(std::move(token)) {}
    [[nodiscard]] bool waits() const override { return true; }
    [[nodiscard]] Task<Result<policy::Flow>> runWaiting(policy::RequestContext& context) const override {
        auto token = co_await m_token.get(context);
        if (!token) co_return fail(std::move(token).error());
        if (!token->empty()) context.request().headers.set("Authorization", "Bearer " + *token);
        co_return policy::Flow::Continue;
    }

private:
    Token m_token;
};

}  // namespace mgc::policies
