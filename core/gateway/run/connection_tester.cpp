#include "gateway/run/connection_tester.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "gateway/run/conversions.h"

namespace mgc::gateway {

namespace {

// The version whose data plane still lists deployments, and a current one that lists models.
constexpr std::string_view deploymentsVersion = "api-version=2023-03-15-preview", modelsVersion = "api-version=2024-10-21",
                           inferenceVersion = "api-version=2024-05-01-preview";
constexpr const char* simulatedResource = "https://cognitiveservices.azure.com";
constexpr std::string_view anthropicVersion = "2023-06-01";

http::Url below(const http::Url& base, std::string_view path, std::string_view query = {}) {
    http::Url url = base;
    while (url.path.ends_with('/')) url.path.pop_back();
    url.path += path;
    url.query = query;
    return url;
}

std::string problemOf(int status, const std::string& address, bool hasCredentials) {
    if (status == 401 && !hasCredentials)
        return "The backend wants credentials (401) and its entity has none: give it some, or leave them to a policy such as "
               "authentication-managed-identity.";
    if (status == 401) return "The backend does not know these credentials (401); check the key, or the identity's role.";
    if (status == 403) return "The credentials are not allowed to do this (403); check the identity's role and the network rules.";
    if (status == 404) return "There is no list of models at " + address + " (404); the URL may lack /openai or /v1 at its end.";
    if (status == 429) return "The backend is busy (429): it answers, and its own limit is reached.";
    if (status >= 500) return "The backend answers with status " + std::to_string(status) + "; it is there, but does not work.";
    if (status >= 400) return "The backend refuses the question with status " + std::to_string(status) + ".";
    if (status >= 300) return "The backend sends elsewhere (status " + std::to_string(status) + "); put the address it names into the URL.";
    return {};
}

std::string nameIn(const nlohmann::json& entry) {
    if (entry.is_string()) return entry.get<std::string>();
    if (!entry.is_object()) return {};
    for (const char* const member : {"id", "name", "model"})
        if (const auto found = entry.find(member); found != entry.end() && found->is_string()) return found->get<std::string>();
    return {};
}

}  // namespace

std::vector<http::Url> modelListAddresses(const http::Url& base) {
    std::string_view path = base.path;
    while (path.ends_with('/')) path.remove_suffix(1);
    const std::string_view last = path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
    const bool versioned = last.size() >= 2 && last[0] == 'v' && last[1] >= '0' && last[1] <= '9';
    const bool google = base.host.ends_with("googleapis.com");
    if (versioned || (last == "openai" && google)) return {below(base, "/models")};
    if (last == "openai") return {below(base, "/deployments", deploymentsVersion), below(base, "/models", modelsVersion)};
    if (last == "models") return {below(base, "/info", inferenceVersion)};
    return {below(base, "/v1/models"), below(base, "/models")};
}

std::optional<std::vector<std::string>> modelNames(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    std::vector<std::string> names;
    if (const auto one = json.find("model_name"); one != json.end() && one->is_string()) return std::vector{one->get<std::string>()};
    for (const char* const member : {"data", "models", "value"}) {
        const auto list = json.find(member);
        if (list == json.end() || !list->is_array()) continue;
        for (const auto& entry : *list)
            if (auto name = nameIn(entry); !name.empty() && names.size() < ConnectionTester::maximumModels)
                names.push_back(std::move(name));
        return names;
    }
    return std::nullopt;
}

Task<Result<http::Response>> ConnectionTester::ask(const policy::Backends::Target& target, http::Url url, std::string token,
                                                   Duration patience) {
    http::Request request;
    request.method = "GET";
    for (const auto& [name, value] : target.query)
        url.query += (url.query.empty() ? "" : "&") + percentEncoded(name) + "=" + percentEncoded(value);
    request.url = std::move(url);
    request.headers.add("Accept", "application/json");
    if (request.url.host.ends_with("anthropic.com")) request.headers.add("anthropic-version", anthropicVersion);
    for (const auto& [name, value] : target.headers) request.headers.set(name, value);
    if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
    http::SendOptions options = target.options;
    options.headerTimeout = patience;
    auto response = co_await m_exchange.send(std::move(request), std::move(options));
    if (!response) co_return response;
    auto whole = co_await response->body.buffer(largestAnswer);
    if (!whole) co_return fail(std::move(whole).error());
    co_return response;
}

Task<Result<management::ConnectionTest>> ConnectionTester::test(std::string backendId, Duration patience) {
    const auto definition = m_backends.definition(backendId);
    if (!definition) co_return fail("NotFound", "There is no backend '" + backendId + "'.");
    if (definition->isPool) co_return fail("IsPool", "'" + backendId + "' is a pool; test its members.");
    const auto target = m_backends.target(backendId);
    if (!target) co_return fail("NotFound", "The backend '" + backendId + "' has just been removed.");
    management::ConnectionTest result;
    result.backendId = definition->id;
    result.url = target->url.toText();
    result.simulated = m_local && m_local->claims(target->url);
    std::string token, resource = target->managedIdentityResource;
    const bool hasCredentials = !resource.empty() || !target->headers.empty() || !target->query.empty();
    // A policy gives the credentials of the samples' simulated backends; the simulator takes any identity of this gateway.
    if (!hasCredentials && result.simulated) resource = simulatedResource;
    if (!resource.empty()) {
        auto signedIn = co_await m_identity.managedIdentityToken(resource, target->managedIdentityClientId);
        if (!signedIn) {
            result.problem = "No token for the backend: " + signedIn.error().fullMessage();
            co_return result;
        }
        token = signedIn->accessToken;
    }
    for (http::Url& url : modelListAddresses(target->url)) {
        result.url = maskedUrl(url.toText());
        const Instant begun = m_clock.now();
        auto response = co_await ask(*target, std::move(url), token, patience);
        result.latencyMs = std::chrono::duration<double, std::milli>(m_clock.now() - begun).count();
        if (!response) {
            result.status = 0;
            result.problem = "No answer: " + response.error().fullMessage();
            co_return result;
        }
        result.status = response->status;
        result.problem = problemOf(response->status, result.url, hasCredentials);
        if (response->status == 404) continue;
        if (!result.problem.empty()) co_return result;
        auto names = modelNames(response->body.view());
        if (names)
            result.models = std::move(*names);
        else
            result.problem = "The backend answers, but not with a list of models; check that the URL leads to a model API.";
        co_return result;
    }
    co_return result;
}

}  // namespace mgc::gateway
