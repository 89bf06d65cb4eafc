#include "base/text.h"
#include "expression/host/host_values.h"
#include "policy/program/compile_context.h"
#include "policy/runtime/request_context.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

class GetAuthorizationContext : public Step {
public:
    Template provider, authorization, identityType, identity, variable;
    BooleanSetting ignoreError;

    bool waits() const override { return true; }

    Task<Result<Flow>> runWaiting(RequestContext& context) const override {
        auto name = variable.text(context);
        if (!name) co_return fail(std::move(name).error());
        auto found = co_await authorize(context);
        if (found) {
            auto data = std::make_shared<expression::AuthorizationData>();
            data->accessToken = std::move(found->accessToken);
            for (auto& [claim, value] : found->claims) data->claims.emplace_back(claim, expression::Value::text(std::move(value)));
            context.variables.set(*name, expression::makeAuthorization(std::move(data)));
            co_return Flow::Continue;
        }
        auto ignored = ignoreError.get(context);
        if (!ignored) co_return fail(std::move(ignored).error());
        if (context.trace()) context.trace()->addMessage("get-authorization-context", found.error().fullMessage());
        if (*ignored) {
            context.variables.set(*name, expression::Value());
            co_return Flow::Continue;
        }
        PolicyError error;
        error.reason = "AuthorizationContextFailure";  // docs silent on the name
        error.message = found.error().fullMessage();
        co_return context.fail(std::move(error));
    }

private:
    Task<Result<Connections::Authorization>> authorize(RequestContext& context) const {
        auto providerId = provider.text(context);
        if (!providerId) co_return fail(std::move(providerId).error());
        auto authorizationId = authorization.text(context);
        if (!authorizationId) co_return fail(std::move(authorizationId).error());
        auto type = identityType.text(context);
        if (!type) co_return fail(std::move(type).error());
        if (equalsIgnoreCase(trimmed(*type), "jwt")) {
            // DIFFERS: the stand-in has no access policies; it only demands that an identity is shown.
            auto shown = identity.text(context);
            if (!shown) co_return fail(std::move(shown).error());
            if (!expression::parseJwt(*shown)) co_return fail("IdentityNotValid", "identity is no JSON Web Token.");
        }
        auto* connections = context.services().connections;
        if (!connections) co_return fail("ConnectionNotFound", "No connections are configured.");
        auto found = co_await connections->authorize(std::move(*providerId), std::move(*authorizationId), context.services().exchange);
        co_return found;
    }
};

Result<std::unique_ptr<Step>> compile(const PolicyNode& node, CompileContext& context) {
    auto step = std::make_unique<GetAuthorizationContext>();
    MGC_TRY_ASSIGN(step->provider, context.attribute(node, "provider-id"));
    MGC_TRY_ASSIGN(step->authorization, context.attribute(node, "authorization-id"));
    MGC_TRY_ASSIGN(step->identityType, context.attribute(node, "identity-type"));
    MGC_TRY_ASSIGN(step->identity, context.attribute(node, "identity"));
    MGC_TRY_ASSIGN(step->variable, context.attribute(node, "context-variable-name"));
    MGC_TRY_ASSIGN(step->ignoreError, context.boolean(node, "ignore-error"));
    if (!step->identity.present()) step->identity = Template::constant("");
    return step;
}

}  // namespace

const PolicyDescriptor& get_authorization_context_descriptor() {
    static const PolicyDescriptor descriptor{
        .category = "Authentication and authorization",
        .element = {.name = "get-authorization-context",
                    .attributes = {{.name = "provider-id", .presence = Presence::Required, .help = "Credential provider"},
                                   {.name = "authorization-id", .presence = Presence::Required, .help = "Connection of that provider"},
                                   {.name = "context-variable-name",
                                    .type = AttributeType::VariableName,
                                    .presence = Presence::Required,
                                    .help = "Variable that takes the Authorization object"},
                                   {.name = "identity-type",
                                    .type = AttributeType::Enumeration,
                                    .defaultValue = "managed",
                                    .values = {"managed", "jwt"},
                                    .help = "Who asks: the gateway's identity, or the one that `identity` shows"},
                                   {.name = "identity", .help = "A token of the caller, for identity-type jwt"},
                                   {.name = "ignore-error",
                                    .type = AttributeType::Boolean,
                                    .defaultValue = "false",
                                    .help = "On failure set the variable to null and go on"}},
                    .help = "Gets the access token of a connection"},
        .sections = {Section::Inbound, Section::Backend, Section::Outbound},  // backend, outbound: the policy toolkit
        .gateways = {Gateway::Classic, Gateway::V2, Gateway::Consumption},
        .summary = "Puts the access token of a credential manager connection into a variable",
        .documentation = "https://learn.microsoft.com/azure/api-management/get-authorization-context-policy",
        .compile = compile,
    };
    return descriptor;
}

}  // namespace mgc::policies
