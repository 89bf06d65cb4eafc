#include "gateway/state/connection_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace mgc::gateway {

namespace {

constexpr std::size_t largestAnswer = 256u << 10;
constexpr auto renewBefore = std::chrono::seconds(60);

http::Request tokenRequest(const ConnectionDefinition& connection, http::Url url) {
    http::Request request;
    request.method = "POST";
    request.url = std::move(url);
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    request.headers.add("Accept", "application/json");
    std::string form = "grant_type=client_credentials&client_id=" + percentEncoded(connection.clientId) +
                       "&client_secret=" + percentEncoded(connection.clientSecret);
    if (!connection.scope.empty()) form += "&scope=" + percentEncoded(connection.scope);
    request.body = http::Body::text(std::move(form));
    return request;
}

}  // namespace

void ConnectionStore::replace(std::vector<ConnectionDefinition> connections) {
    const std::lock_guard lock(m_mutex);
    m_connections = std::move(connections);
    m_tokens.clear();
}

Task<Result<policy::Connections::Authorization>> ConnectionStore::authorize(std::string providerId, std::string authorizationId,
                                                                            http::Exchange& exchange) {
    const std::string key = toLowerAscii(providerId) + '\n' + toLowerAscii(authorizationId);
    std::optional<ConnectionDefinition> connection;
    Authorization result;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::ranges::find_if(m_connections, [&](const ConnectionDefinition& each) {
            return equalsIgnoreCase(each.provider, providerId) && equalsIgnoreCase(each.authorization, authorizationId);
        });
        if (found != m_connections.end()) connection = *found;
        if (const auto kept = m_tokens.find(key); kept != m_tokens.end() && kept->second.until > m_clock.now())
            result.accessToken = kept->second.token;
    }
    if (!connection)
        co_return fail("ConnectionNotFound", "There is no connection '" + authorizationId + "' of the provider '" + providerId +
                                                 "'; add it to .model-gateway/connections.json.");
    result.claims = connection->claims;
    if (!connection->accessToken.empty()) result.accessToken = connection->accessToken;
    if (!result.accessToken.empty()) co_return result;

    auto url = http::parseUrl(connection->tokenUrl);
    if (!url) co_return fail("ConnectionTokenFailure", "The tokenUrl '" + connection->tokenUrl + "' is no address.");
    auto request = tokenRequest(*connection, std::move(*url));
    http::SendOptions options;
    options.headerTimeout = std::chrono::seconds(30);
    auto response = co_await exchange.send(std::move(request), std::move(options));
    if (!response) co_return fail(std::move(response).error());
    auto whole = co_await response->body.buffer(largestAnswer);
    if (!whole) co_return fail(std::move(whole).error());
    const auto json = nlohmann::json::parse(response->body.view(), nullptr, false);
    const auto token = json.is_object() ? json.find("access_token") : json.end();
    if (response->status != 200 || token == json.end() || !token->is_string())
        co_return fail("ConnectionTokenFailure", connection->tokenUrl + " answered with status " + std::to_string(response->status) + " and no token.");
    result.accessToken = token->get<std::string>();
    const auto lifetime = json.find("expires_in");
    const auto seconds = std::chrono::seconds(lifetime != json.end() && lifetime->is_number_integer() ? lifetime->get<std::int64_t>() : 300);
    const std::lock_guard lock(m_mutex);
    m_tokens[key] = {result.accessToken, m_clock.now() + seconds - renewBefore};
    co_return result;
}

}  // namespace mgc::gateway
