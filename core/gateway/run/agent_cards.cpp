#include "gateway/run/agent_cards.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "gateway/run/engine.h"
#include "gateway/run/live_program.h"
#include "http/uri_text.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longestCard = 1u << 20;
constexpr const char* keyScheme = "apimSubscriptionKey";

/// `address` is where callers reach the API.
void rewrite(Json& card, const std::string& address, const resources::Api& api) {
    card["url"] = address;
    card["preferredTransport"] = "JSONRPC";
    if (card.contains("additionalInterfaces")) card["additionalInterfaces"] = Json::array({{{"url", address}, {"transport", "JSONRPC"}}});
    if (!api.subscriptionRequired) return;
    card["securitySchemes"] = {{keyScheme, {{"type", "apiKey"}, {"in", "header"}, {"name", api.keyHeader}}}};
    card["security"] = Json::array({{{keyScheme, Json::array()}}});
}

}  // namespace

Task<Result<http::Response>> AgentCards::exchange(http::Request& request, const http::SendOptions& options) {
    const auto live = m_engine.live();
    const auto segments = split(request.url.path, '/');
    const auto* api = live && segments.size() > 1 ? live->routes->api(percentDecoded(segments[1])) : nullptr;
    if (!api || !api->agent) co_return fail("BackendConnectionFailure", "There is no A2A API of that name.");
    auto url = http::parseWrittenUrl(api->agent->cardUrl);
    if (!url) co_return fail(std::move(url).error());
    request.url = std::move(*url);
    request.headers.remove("Host");
    request.headers.remove("Accept-Encoding");  // a compressed card could not be rewritten
    auto response = co_await m_network.exchange(request, options);
    if (!response || response->status != 200) co_return response;
    auto read = co_await response->body.buffer(longestCard);
    if (!read) co_return fail(std::move(read).error());
    Json card = Json::parse(response->body.view(), nullptr, false);
    if (!card.is_object()) co_return response;
    std::string address = m_engine.status().gatewayUrl;
    if (!api->resource->path.empty()) address += "/" + api->resource->path;
    rewrite(card, address, *api->resource);
    response->body = http::Body::text(card.dump(-1, ' ', false, Json::error_handler_t::replace));
    response->headers.remove("Content-Encoding");
    response->headers.set("Content-Length", std::to_string(response->body.view().size()));
    co_return response;
}

}  // namespace mgc::gateway
