#include "policies/support/service_token.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::policies {

using namespace policy;

namespace {

constexpr std::size_t largestAnswer = 256u << 10;

/// What an error comes to: nothing where it is to be ignored.
Result<std::string> settle(Result<std::string> token, const BooleanSetting& ignoreError, RequestContext& context, std::string_view source) {
    if (token) return token;
    bool ignored = false;
    if (ignoreError.present()) {
        MGC_TRY_ASSIGN(ignored, ignoreError.get(context));
    }
    if (context.trace()) context.trace()->addMessage(source, token.error().fullMessage());
    if (!ignored) return token;
    return std::string();
}

AttributeDescriptor ignoreErrorAttribute() {
    return {.name = "ignore-error", .type = AttributeType::Boolean, .help = "Go on when no token can be had"};
}

}  // namespace

Result<ServiceToken> ServiceToken::compile(const PolicyNode& node, CompileContext& context) {
    ServiceToken token;
    token.m_fromService = equalsIgnoreCase(context.constant(node, "token-type"), "token-service");
    MGC_TRY_ASSIGN(token.m_serviceUrl, context.attribute(node, "token-service-url"));
    MGC_TRY_ASSIGN(token.m_resource, context.attribute(node, "resource-url"));
    MGC_TRY_ASSIGN(token.m_ignoreError, context.boolean(node, "ignore-error"));
    const bool complete = token.m_fromService ? token.m_serviceUrl.present() : token.m_resource.present();
    if (!complete)
        return context.error(
            "MGC2431", token.m_fromService ? "A token service needs token-service-url." : "An identity's token needs resource-url.", node);
    return token;
}

ElementDescriptor ServiceToken::element() {
    return {.name = "authentication-token",
            .attributes = {{.name = "token-type",
                            .type = AttributeType::Enumeration,
                            .expressions = Expressions::NotAllowed,
                            .defaultValue = "managed-service-identity",
                            .values = {"managed-service-identity", "token-service"},
                            .help = "Whose token it is"},
                           {.name = "token-service-url", .type = AttributeType::Url, .help = "Address that gives out tokens"},
                           {.name = "resource-url", .help = "What the token is for"},
                           ignoreErrorAttribute()},
            .help = "Signs the request in with a token"};
}

Task<Result<std::string>> ServiceToken::get(RequestContext& context) const {
    auto token = co_await fetch(context);
    co_return settle(std::move(token), m_ignoreError, context, "authentication-token");
}

Task<Result<std::string>> ServiceToken::fetch(RequestContext& context) const {
    std::string resource;
    if (m_resource.present()) {
        auto given = m_resource.text(context);
        if (!given) co_return fail(std::move(given).error());
        resource = std::move(*given);
    }
    if (!m_fromService) {
        std::string systemAssigned;
        auto token = co_await context.services().identity.managedIdentityToken(std::move(resource), std::move(systemAssigned));
        if (!token) co_return fail(std::move(token).error());
        co_return std::move(token->accessToken);
    }
    auto written = m_serviceUrl.text(context);
    if (!written) co_return fail(std::move(written).error());
    auto url = http::parseUrl(trimmed(*written));
    if (!url) co_return fail("UriFormatException", "Invalid URI: '" + *written + "'.");
    http::Request request;
    request.url = std::move(*url);
    if (!resource.empty()) request.url.query += (request.url.query.empty() ? "resource=" : "&resource=") + percentEncoded(resource);
    request.headers.add("Accept", "application/json");
    http::SendOptions options;
    options.headerTimeout = std::chrono::seconds(30);
    options.cancellation = context.cancellation;
    auto response = co_await context.services().exchange.send(std::move(request), std::move(options));
    if (!response) co_return fail(std::move(response).error());
    auto whole = co_await response->body.buffer(largestAnswer);
    if (!whole) co_return fail(std::move(whole).error());
    const auto json = nlohmann::json::parse(response->body.view(), nullptr, false);
    const auto found = json.is_object() ? json.find("access_token") : json.end();
    if (response->status != 200 || !json.is_object() || found == json.end() || !found->is_string())
        co_return fail("TokenServiceFailure",
                       "The token service answered with status " + std::to_string(response->status) + " and no token.");
    co_return found->get<std::string>();
}

Result<StoredToken> StoredToken::compile(const PolicyNode& node, CompileContext& context) {
    StoredToken token;
    MGC_TRY_ASSIGN(token.m_tokenId, context.attribute(node, "token-id"));
    MGC_TRY_ASSIGN(token.m_clientId, context.attribute(node, "client-id"));
    MGC_TRY_ASSIGN(token.m_ignoreError, context.boolean(node, "ignore-error"));
    token.m_variable = context.constant(node, "output-token-variable-name");
    if (!token.m_tokenId.present()) return context.error("MGC2432", "authentication-token-store needs token-id.", node);
    return token;
}

ElementDescriptor StoredToken::element() {
    return {.name = "authentication-token-store",
            .attributes = {{.name = "token-id", .help = "Provider of the connection that holds the token"},
                           {.name = "client-id", .help = "The connection"},
                           {.name = "output-token-variable-name",
                            .type = AttributeType::VariableName,
                            .expressions = Expressions::NotAllowed,
                            .help = "Variable that takes the token; the Authorization header then stays as it is"},
                           ignoreErrorAttribute()},
            .help = "Signs the request in with a stored token"};
}

Task<Result<std::string>> StoredToken::get(RequestContext& context) const {
    auto id = m_tokenId.text(context);
    if (!id) co_return fail(std::move(id).error());
    std::string client;
    if (m_clientId.present()) {
        auto given = m_clientId.text(context);
        if (!given) co_return fail(std::move(given).error());
        client = std::move(*given);
    }
    Result<std::string> token = std::string();
    if (auto* connections = context.services().connections) {
        auto found = co_await connections->authorize(std::move(*id), std::move(client), context.services().exchange);
        if (found)
            token = std::move(found->accessToken);
        else
            token = fail(std::move(found).error());
    } else {
        token = fail("ConnectionNotFound", "No connections are configured.");
    }
    token = settle(std::move(token), m_ignoreError, context, "authentication-token-store");
    if (!token || m_variable.empty()) co_return token;
    context.variables.set(m_variable, expression::Value::text(std::move(*token)));
    co_return std::string();
}

}  // namespace mgc::policies
