#include "policies/support/service_call.h"

#include "base/text.h"
#include "policies/support/backend_call.h"

namespace mgc::policies {

using policy::RequestContext;

namespace {
constexpr std::size_t longestAnswer = 16u << 20;
constexpr auto patience = std::chrono::seconds(30);
}  // namespace

Task<Result<http::Response>> callService(RequestContext& context, ServiceCall call) {
    auto& services = context.services();
    auto resolved = services.backends.resolve(call.backendId, "");
    if (!resolved) co_return fail(std::move(resolved).error());
    const auto& target = *resolved;
    http::Request request;
    request.method = "POST";
    request.url = joinUrl(target->url, call.path, call.query);
    for (const auto& [name, value] : target->query) {
        if (!request.url.query.empty()) request.url.query += '&';
        request.url.query += percentEncoded(name) + "=" + percentEncoded(value);
    }
    request.headers.add("Content-Type", "application/json");
    for (const auto& [name, value] : target->headers) request.headers.add(name, value);
    std::string resource = target->managedIdentityResource;
    // An entity with a key of its own needs no token.
    if (resource.empty() && target->headers.empty() && target->query.empty()) resource = call.identityResource;
    if (!resource.empty()) {
        const std::string clientId = target->managedIdentityClientId;
        auto token = co_await services.identity.managedIdentityToken(resource, clientId);
        if (!token) co_return fail(std::move(token).error());
        request.headers.set("Authorization", "Bearer " + token->accessToken);
    }
    request.body = http::Body::text(std::move(call.body));
    http::SendOptions options = target->options;
    options.headerTimeout = patience;
    options.cancellation = context.cancellation;
    auto response = co_await services.exchange.send(std::move(request), std::move(options));
    services.backends.reportOutcome(*target, response ? response->status : 0,
                                    response ? std::string_view() : std::string_view(response.error().code),
                                    response ? retryAfterOf(response->headers, services.clock.now()) : std::nullopt);
    if (!response) co_return fail(std::move(response).error());
    auto whole = co_await response->body.buffer(longestAnswer);
    if (!whole) co_return fail(std::move(whole).error());
    co_return response;
}

}  // namespace mgc::policies
