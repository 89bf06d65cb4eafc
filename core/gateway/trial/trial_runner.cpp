#include "gateway/trial/trial_runner.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"
#include "gateway/run/request_scope.h"

namespace mgc::gateway {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t bodyLimit = 256u << 20;

Json toJson(const http::Headers& headers) {
    Json all = Json::object();
    for (const auto field : headers) {
        // Names differing in case are one header; the first spelling stays.
        std::string name(field.name);
        for (const auto& [known, values] : all.items())
            if (equalsIgnoreCase(known, name)) name = known;
        all[name].push_back(std::string(field.value));
    }
    return all;
}

std::string textOf(const RecordedBody& body) {
    return body.text ? *body.text : std::string();
}

}  // namespace

struct TrialRunner::Outcome {
    http::Response response;
    std::string bodyError;
    std::shared_ptr<RequestScope> scope;
};

Result<http::Request> TrialRunner::toRequest(const ScriptedRequest& scripted) const {
    http::Request request;
    request.method = scripted.method;
    request.headers = scripted.headers;
    const std::string host(request.headers.get("Host").value_or("localhost"));
    MGC_TRY_ASSIGN(request.url, http::parseUrl(scripted.url.starts_with('/') ? "https://" + host + scripted.url : scripted.url));
    if (!request.headers.contains("Host")) request.headers.add("Host", request.url.authority());
    if (scripted.body) {
        if (!request.headers.contains("Content-Length")) request.headers.add("Content-Length", std::to_string(scripted.body->size()));
        request.body = http::Body::shared(scripted.body);
    }
    if (scripted.useCookies && !m_cookies.empty()) {
        std::string line;
        for (const auto& [name, value] : m_cookies) line += (line.empty() ? "" : "; ") + name + '=' + value;
        request.headers.set("Cookie", line);
    }
    return request;
}

Task<TrialRunner::Outcome> TrialRunner::perform(http::Request request, ClientInfo client) {
    auto scope = std::make_shared<std::shared_ptr<RequestScope>>();
    client.inspect = [scope](const std::shared_ptr<RequestScope>& seen) { *scope = seen; };
    Outcome outcome;
    const bool head = request.method == "HEAD";
    auto answered = co_await m_engine.handle(std::move(request), std::move(client), std::make_shared<Cancellation>());
    outcome.response = std::move(*answered);
    auto whole = co_await outcome.response.body.buffer(bodyLimit);
    if (!whole) outcome.bodyError = whole.error().fullMessage();
    // No body of such an answer reaches a client (RFC 9110 6.4.1); the listener leaves it out as well.
    const int status = outcome.response.status;
    if (head || status < 200 || status == 204 || status == 304) outcome.response.body = http::Body();
    outcome.scope = *scope;
    co_return outcome;
}

void TrialRunner::keepCookies(const Outcome& outcome) {
    for (const auto line : outcome.response.headers.all("Set-Cookie")) {
        const auto pair = line.substr(0, line.find(';'));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos) m_cookies[std::string(trimmed(pair.substr(0, equals)))] = std::string(trimmed(pair.substr(equals + 1)));
    }
}

Json TrialRunner::report(const Outcome& outcome) {
    Json entry;
    entry["status"] = outcome.response.status;
    entry["reason"] = outcome.response.reason;
    entry["headers"] = toJson(outcome.response.headers);
    entry["body"] = outcome.response.body.view();
    if (!outcome.bodyError.empty()) entry["bodyError"] = outcome.bodyError;
    Json calls = Json::array();
    Json variables = Json::object();
    Json metrics = Json::array();
    Json trace = Json::object();
    if (outcome.scope) {
        for (const auto& call : outcome.scope->record->backendCalls)
            calls.push_back({{"method", call.method}, {"url", call.url}, {"headers", toJson(call.requestHeaders)}, {"body", textOf(call.requestBody)}});
        for (const auto& [name, value] : outcome.scope->context.variables) variables[name] = Json::parse(value.toJsonText(), nullptr, false);
        for (const auto& sample : outcome.scope->samples.samples()) {
            Json dimensions = Json::object();
            for (const auto& [name, value] : sample.dimensions) dimensions[name] = value;
            metrics.push_back({{"name", sample.name}, {"namespace", sample.metricNamespace}, {"value", sample.value}, {"dimensions", std::move(dimensions)}});
        }
        if (!outcome.scope->record->traceJson.empty()) trace = Json::parse(outcome.scope->record->traceJson, nullptr, false);
    }
    entry["backendRequests"] = std::move(calls);
    entry["variables"] = std::move(variables);
    entry["metrics"] = std::move(metrics);
    entry["trace"] = std::move(trace);
    return entry;
}

Result<Json> TrialRunner::run(const std::vector<RequestGroup>& groups) {
    Json responses = Json::array();
    for (const RequestGroup& group : groups) {
        for (const auto& scripted : group)
            if (scripted.advanceClock > Duration::zero()) m_clock.advance(scripted.advanceClock);
        std::vector<std::optional<Outcome>> outcomes(group.size());
        for (std::size_t i = 0; i < group.size(); ++i) {
            MGC_TRY_ASSIGN(auto request, toRequest(group[i]));
            ClientInfo client;
            client.ip = group[i].clientIp;
            client.user = group[i].user;
            client.hasCheckedSubscription = group[i].subscription.has_value();
            client.checkedSubscription = group[i].subscription.value_or("");
            startTask(perform(std::move(request), std::move(client)), [&outcomes, i](Outcome outcome) { outcomes[i].emplace(std::move(outcome)); });
        }
        // Only until these have ended: what a policy left running behind them (send-one-way-request, a cancelled call) takes no time.
        m_clock.runUntil([&] { return std::all_of(outcomes.begin(), outcomes.end(), [](const auto& outcome) { return outcome.has_value(); }); });
        for (auto& outcome : outcomes) {
            if (!outcome) return fail("TrialStuck", "A request did not come to an end; its policy waits for something that cannot happen here.");
            keepCookies(*outcome);
            responses.push_back(report(*outcome));
        }
    }
    // What they left running ends now, unreported, so that nothing waits for a clock that goes away.
    m_clock.runUntilIdle();
    return Json{{"responses", std::move(responses)}};
}

}  // namespace mgc::gateway
