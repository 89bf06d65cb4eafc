#include "policies/support/identity_token.h"

#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using policy::CompileContext;
using policy::PolicyNode;
using policy::RequestContext;

Result<IdentityToken> IdentityToken::compile(const PolicyNode& node, CompileContext& context) {
    IdentityToken token;
    MGC_TRY_ASSIGN(token.m_resource, context.attribute(node, "resource"));
    MGC_TRY_ASSIGN(token.m_clientId, context.attribute(node, "client-id"));
    MGC_TRY_ASSIGN(token.m_ignoreError, context.boolean(node, "ignore-error"));
    token.m_variable = context.constant(node, "output-token-variable-name");
    return token;
}

Task<Result<std::string>> IdentityToken::get(RequestContext& context) const {
    auto resource = m_resource.text(context);
    if (!resource) co_return fail(std::move(resource).error());
    std::string clientId;
    if (m_clientId.present()) {
        auto client = m_clientId.text(context);
        if (!client) co_return fail(std::move(client).error());
        clientId = std::move(*client);
    }
    auto ignore = m_ignoreError.get(context);
    if (!ignore) co_return fail(std::move(ignore).error());
    auto token = co_await context.services().identity.managedIdentityToken(*resource, clientId);
    if (!token) {
        if (context.trace()) context.trace()->addMessage("authentication-managed-identity", token.error().fullMessage());
        if (!*ignore) {
            policy::PolicyError error;
            error.reason = "ManagedIdentityTokenFailure";  // docs silent on the name
            error.message = token.error().fullMessage();
            co_return context.fail(std::move(error));
        }
        co_return std::string();
    }
    if (context.trace() && token->standIn)
        context.trace()->addMessage("authentication-managed-identity",
                                    "A locally signed stand-in token for " + *resource + " was used: nobody is signed in.");
    if (!m_variable.empty()) context.variables.set(m_variable, expression::Value::text(token->accessToken));
    co_return std::move(token->accessToken);
}

}  // namespace mgc::policies
