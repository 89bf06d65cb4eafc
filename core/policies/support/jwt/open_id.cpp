#include "policies/support/jwt/open_id.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mgc::policies {

using nlohmann::json;
using policy::RequestContext;

namespace {

constexpr std::size_t largestDocument = 1u << 20;

Task<Result<json>> fetch(RequestContext& context, std::string address) {
    auto url = http::parseUrl(address);
    if (!url) co_return fail("OpenIdConfigurationFailure", "'" + address + "' is no address.");
    http::Request request;
    request.url = std::move(*url);
    request.headers.add("Accept", "application/json");
    http::SendOptions options;
    options.headerTimeout = std::chrono::seconds(30);
    options.cancellation = context.cancellation;
    auto response = co_await context.services().exchange.send(std::move(request), std::move(options));
    if (!response) co_return fail(std::move(response).error());
    if (response->status != 200)
        co_return fail("OpenIdConfigurationFailure", address + " answered with status " + std::to_string(response->status) + ".");
    auto whole = co_await response->body.buffer(largestDocument);
    if (!whole) co_return fail(std::move(whole).error());
    auto document = json::parse(response->body.view(), nullptr, false);
    if (!document.is_object()) co_return fail("OpenIdConfigurationFailure", address + " answered with something that is no JSON object.");
    co_return document;
}

Task<Result<json>> retrieve(RequestContext& context, std::string url) {
    auto configuration = co_await fetch(context, url);
    if (!configuration) co_return configuration;
    const auto keys = configuration->find("jwks_uri");
    if (keys == configuration->end() || !keys->is_string())
        co_return fail("OpenIdConfigurationFailure", "The OpenID configuration at " + url + " names no jwks_uri.");
    auto keySet = co_await fetch(context, keys->get<std::string>());
    if (!keySet) co_return keySet;
    json kept = {{"issuer", configuration->value("issuer", json(""))}, {"keySet", std::move(*keySet)}};
    co_return kept;
}

OpenIdMetadata toMetadata(const json& kept) {
    OpenIdMetadata metadata;
    if (kept.contains("issuer") && kept["issuer"].is_string()) metadata.issuer = kept["issuer"].get<std::string>();
    if (kept.contains("keySet")) metadata.keys = keysOf(kept["keySet"]);
    return metadata;
}

bool knows(const OpenIdMetadata& metadata, const std::string& keyId) {
    return keyId.empty() || std::ranges::any_of(metadata.keys, [&](const SigningKey& key) { return key.id() == keyId; });
}

}  // namespace

Task<Result<OpenIdMetadata>> openIdMetadata(RequestContext& context, std::string url, std::string keyId) {
    auto& cache = context.services().cache;
    const std::string key = "openid:" + url;
    const std::string lately = "openid-asked:" + url;
    auto found = co_await cache.get(key);
    std::optional<OpenIdMetadata> known;
    if (found && *found) {
        const auto kept = json::parse(**found, nullptr, false);
        if (kept.is_object()) known = toMetadata(kept);
    }
    if (known && knows(*known, keyId)) co_return std::move(*known);
    auto asked = co_await cache.get(lately);
    if (asked && *asked) {
        if (known) co_return std::move(*known);
        co_return fail("OpenIdConfigurationFailure", **asked);
    }
    auto fresh = co_await retrieve(context, url);
    const std::string outcome = fresh ? std::string("retrieved") : fresh.error().fullMessage();
    auto noted = co_await cache.put(lately, outcome, std::chrono::minutes(5));
    (void)noted;
    if (!fresh) {
        if (known) co_return std::move(*known);
        co_return fail(std::move(fresh).error());
    }
    auto stored = co_await cache.put(key, fresh->dump(-1, ' ', true, json::error_handler_t::replace), std::chrono::hours(1));
    (void)stored;
    co_return toMetadata(*fresh);
}

}  // namespace mgc::policies
