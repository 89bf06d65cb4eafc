#include "gateway/management/management_api.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "gateway/run/conversions.h"
#include "gateway/management/event_source.h"
#include "gateway/management/outbox_report.h"
#include "gateway/management/state_report.h"

namespace mgc::gateway {

namespace {

using nlohmann::json;

constexpr std::size_t maximumPage = 1000;
constexpr auto connectionPatience = std::chrono::seconds(15);

std::string text(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

http::Response answer(int status, std::string body, std::string_view contentType = "application/json") {
    http::Response response;
    response.status = status;
    response.reason = http::reasonPhrase(status);
    response.headers.add("Content-Type", contentType);
    response.headers.add("Cache-Control", "no-store");
    response.body = http::Body::text(std::move(body));
    return response;
}

http::Response problem(int status, std::string_view code, std::string_view message) {
    return answer(status, text({{"error", {{"code", code}, {"message", message}}}}));
}

http::Response events(std::unique_ptr<http::BodySource> source) {
    http::Response response;
    response.headers.add("Content-Type", "text/event-stream");
    response.headers.add("Cache-Control", "no-store");
    response.body = http::Body::stream(std::move(source));
    return response;
}

std::optional<std::string> queryValue(const http::Request& request, std::string_view name) {
    for (auto& [key, value] : http::parseQuery(request.url.query))
        if (key == name) return std::move(value);
    return std::nullopt;
}

std::int64_t number(const http::Request& request, std::string_view name, std::int64_t fallback, std::int64_t minimum, std::int64_t maximum) {
    const auto value = queryValue(request, name);
    const auto parsed = value ? toInteger(*value) : std::nullopt;
    return std::clamp(parsed.value_or(fallback), minimum, maximum);
}

bool isLoopbackHost(std::string_view host) {
    return host == "127.0.0.1" || host == "localhost" || host == "[::1]" || host == "::1";
}

}  // namespace

ManagementApi::ManagementApi(Engine& engine, ManagementOptions options) : m_engine(engine), m_options(std::move(options)) {}

std::optional<http::Response> ManagementApi::refuse(const http::Request& request) const {
    if (m_options.loopback && !isLoopbackHost(request.url.host))
        return problem(421, "WrongHost", "The management API answers on loopback addresses only; the Host header named '" + request.url.host + "'.");
    if (request.url.path == "/metrics" && m_options.loopback) return std::nullopt;
    const std::string expected = "Bearer " + m_options.token;
    const auto given = request.headers.get("Authorization").value_or("");
    if (given.size() == expected.size() && CRYPTO_memcmp(given.data(), expected.data(), expected.size()) == 0) return std::nullopt;
    auto response = problem(401, "Unauthorized", "Send 'Authorization: Bearer TOKEN' with the token of the ready file.");
    response.headers.add("WWW-Authenticate", "Bearer");
    return response;
}

Task<http::Response> ManagementApi::handle(http::Request request) {
    if (auto refusal = refuse(request)) co_return std::move(*refusal);
    auto buffered = co_await request.body.buffer(4u << 20);
    if (!buffered) co_return problem(413, "BodyTooLarge", buffered.error().message);

    const std::string_view path = request.url.path;
    const bool get = request.method == "GET";
    if (get && path == "/v1/status") {
        auto status = m_engine.status();
        status.version = m_options.version;
        co_return answer(200, text(status));
    }
    if (get && path == "/metrics")
        co_return answer(200, m_engine.metrics().openMetricsText(m_engine.clock().now()), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    if (get && path == "/v1/metrics") co_return answer(200, text(m_engine.snapshot()));
    if (get && path == "/v1/metrics/stream") co_return metricsStream(request);
    if (get && path == "/v1/costs")
        co_return answer(200, text(m_engine.costs(static_cast<std::size_t>(number(request, "limit", 1000, 1, 10'000)))));
    if (get && path == "/v1/requests") co_return requests(request);
    if (get && path == "/v1/requests/stream") co_return requestsStream(request);
    if (request.method == "POST" && path.starts_with("/v1/requests/") && path.ends_with("/replay")) {
        auto replayed = co_await replay(path.substr(13, path.size() - 13 - 7));
        co_return replayed;
    }
    if (get && path.starts_with("/v1/requests/")) co_return requestById(request, path.substr(13));
    if (path == "/v1/requests" && request.method == "DELETE") {
        m_engine.traffic().clear();
        co_return answer(200, "{}");
    }
    if (get && path == "/v1/state") {
        json report = stateReport(m_engine);
        if (m_options.extendState) m_options.extendState(report);
        co_return answer(200, text(report));
    }
    if (get && path == "/v1/outbox")
        co_return answer(200, text(outboxReport(m_engine.outbox(), number(request, "after", 0, 0, INT64_MAX), number(request, "limit", 100, 1, maximumPage))));
    if (path == "/v1/state" && request.method == "DELETE") {
        m_engine.outbox().clear();
        m_engine.counters().clear();
        m_engine.cache().clear();
        m_engine.semanticCache().clear();
        if (auto* shared = m_engine.sharedState()) shared->clear();
        m_engine.backends().resetBreakers();
        co_return answer(200, "{}");
    }
    if (path == "/v1/reload" && request.method == "POST") {
        const auto result = m_engine.reload();
        auto status = m_engine.status();
        status.version = m_options.version;
        json body = status;
        body["ok"] = result.has_value();
        if (!result) body["message"] = result.error().fullMessage();
        co_return answer(200, text(body));
    }
    if (path == "/v1/clock" && request.method == "POST") co_return clock(request);
    if (path == "/v1/annotations" && request.method == "POST") co_return annotate(request);
    if (get && path == "/v1/effective") co_return effective(request);
    if (request.method == "POST" && path.starts_with("/v1/backends/") && path.ends_with("/test")) {
        auto tested = co_await testBackend(path.substr(13, path.size() - 13 - 5));
        co_return tested;
    }
    if (path.starts_with("/v1/backends/") && path.ends_with("/hold") && (request.method == "PUT" || request.method == "DELETE"))
        co_return holdBreaker(path.substr(13, path.size() - 13 - 5), request.method == "PUT");
    if (path == "/v1/simulator") co_return simulator(request);
    if (path == "/v1/debug") co_return problem(501, "NotImplemented", "This version has no debug session yet.");
    co_return problem(404, "NotFound", "There is no '" + request.method + " " + std::string(path) + "' in the management API.");
}

http::Response ManagementApi::metricsStream(const http::Request& request) const {
    const auto interval = std::chrono::milliseconds(number(request, "interval", 250, 50, 60'000));
    auto sequence = std::make_shared<std::uint64_t>(0);
    Engine& engine = m_engine;
    auto produce = [&engine, sequence] {
        auto snapshot = engine.snapshot();
        snapshot.sequence = ++*sequence;
        return formatEvent(text(snapshot));
    };
    return events(std::make_unique<PeriodicEvents>(m_engine.clock(), interval, std::move(produce), [ended = m_ended] { return ended->load(); }));
}

http::Response ManagementApi::requestsStream(const http::Request& request) const {
    const auto from = queryValue(request, "after");
    auto last = std::make_shared<std::uint64_t>(from ? static_cast<std::uint64_t>(std::max<std::int64_t>(0, toInteger(*from).value_or(0)))
                                                     : m_engine.traffic().lastId());
    Engine& engine = m_engine;
    auto produce = [&engine, last] {
        std::string out;
        for (const auto& record : engine.traffic().after(*last, maximumPage)) {
            out += formatEvent(text(toRow(*record)));
            *last = record->id;
        }
        return out;
    };
    constexpr auto interval = std::chrono::milliseconds(100);
    return events(std::make_unique<PeriodicEvents>(m_engine.clock(), interval, std::move(produce), [ended = m_ended] { return ended->load(); }));
}

http::Response ManagementApi::requests(const http::Request& request) const {
    const auto after = static_cast<std::uint64_t>(number(request, "after", 0, 0, INT64_MAX));
    const auto limit = static_cast<std::size_t>(number(request, "limit", 100, 1, maximumPage));
    json rows = json::array();
    std::uint64_t next = after;
    for (const auto& record : m_engine.traffic().after(after, limit)) {
        rows.push_back(toRow(*record));
        next = record->id;
    }
    return answer(200, text({{"requests", std::move(rows)}, {"next", next}}));
}

http::Response ManagementApi::requestById(const http::Request&, std::string_view rest) {
    const auto slash = rest.find('/');
    const auto idText = rest.substr(0, slash);
    const auto id = toInteger(idText);
    const auto record = id ? m_engine.traffic().find(static_cast<std::uint64_t>(*id)) : m_engine.traffic().find(idText);
    if (!record) return problem(404, "RequestNotFound", "Request '" + std::string(idText) + "' is not in the traffic ring (any more).");
    if (slash == std::string_view::npos) return answer(200, text(toDetail(*record)));
    if (rest.substr(slash) != "/trace") return problem(404, "NotFound", "Only /trace and /replay exist below a request.");
    if (record->traceJson.empty())
        return problem(404, "NotTraced", "This request was not traced: start with --trace all, or send the header Ocp-Apim-Trace: true.");
    return answer(200, maskedTrace(record->traceJson));
}

Task<http::Response> ManagementApi::replay(std::string_view idText) {
    const auto id = toInteger(idText);
    const auto record = id ? m_engine.traffic().find(static_cast<std::uint64_t>(*id)) : m_engine.traffic().find(idText);
    if (!record) co_return problem(404, "RequestNotFound", "Request '" + std::string(idText) + "' is not in the traffic ring (any more).");
    if (record->requestBody.truncated) co_return problem(409, "BodyNotKept", "The request's body was larger than what is recorded; it cannot be replayed.");
    auto url = http::parseUrl(record->url);
    if (!url) co_return problem(409, "InvalidUrl", url.error().message);
    http::Request request;
    request.method = record->method;
    request.url = std::move(*url);
    request.headers = record->requestHeaders;
    if (record->requestBody.text) request.body = http::Body::shared(record->requestBody.text);
    ClientInfo client;
    client.ip = record->clientIp;
    auto newId = std::make_shared<std::string>();
    client.inspect = [newId](const std::shared_ptr<RequestScope>& scope) { *newId = scope->context.requestId; };
    auto response = co_await m_engine.handle(std::move(request), std::move(client), std::make_shared<Cancellation>());
    auto drained = co_await response->body.buffer(m_engine.options().bodyLimit);
    (void)drained;  // a cut-off answer is recorded as such
    const auto replayed = m_engine.traffic().find(std::string_view(*newId));
    co_return answer(200, text({{"id", replayed ? replayed->id : 0}, {"requestId", *newId}, {"status", response->status}}));
}

Task<http::Response> ManagementApi::testBackend(std::string_view name) {
    std::string id = percentDecoded(name);
    auto tested = co_await m_engine.testConnection(std::move(id), connectionPatience);
    if (!tested) co_return problem(tested.error().code == "NotFound" ? 404 : 409, tested.error().code, tested.error().message);
    co_return answer(200, text(*tested));
}

http::Response ManagementApi::holdBreaker(std::string_view name, bool open) {
    const std::string id = percentDecoded(name);
    const auto done = m_engine.backends().hold(id, open);
    if (!done) return problem(done.error().code == "NotFound" ? 404 : 409, done.error().code, done.error().message);
    m_engine.metrics().annotate(m_engine.clock().now(), open ? "breakerHeld" : "breakerReleased",
                                "Breaker of " + id + (open ? " held open" : " released"));
    return answer(200, text({{"id", id}, {"held", open}}));
}

http::Response ManagementApi::effective(const http::Request& request) const {
    const auto xml = m_engine.effectivePolicy(queryValue(request, "api").value_or(""), queryValue(request, "operation").value_or(""),
                                              queryValue(request, "product").value_or(""));
    if (!xml) return problem(404, xml.error().code, xml.error().message);
    return answer(200, *xml, "application/xml; charset=utf-8");
}

http::Response ManagementApi::simulator(const http::Request& request) {
    LocalModel* local = m_engine.local();
    if (!local) return problem(404, "NoSimulator", "This gateway runs without the built-in simulator.");
    if (request.method == "GET") return answer(200, local->profile());
    if (request.method != "PUT") return problem(405, "MethodNotAllowed", "Use GET or PUT.");
    const auto before = local->faults();
    const auto result = local->setProfile(std::string(request.body.view()));
    if (!result) return problem(400, result.error().code, result.error().fullMessage());
    const auto after = local->faults();
    const auto note = [&](const std::vector<std::string>& in, const std::vector<std::string>& notIn, std::string_view kind, std::string_view word) {
        for (const auto& fault : in)
            if (std::find(notIn.begin(), notIn.end(), fault) == notIn.end())
                m_engine.metrics().annotate(m_engine.clock().now(), kind, fault + std::string(word));
    };
    note(after, before, "faultOn", " on");
    note(before, after, "faultOff", " off");
    return answer(200, local->profile());
}

http::Response ManagementApi::clock(const http::Request& request) {
    if (!m_options.advanceClock) return problem(409, "RealClock", "This gateway runs on real time; only a controllable clock can be moved.");
    const json body = json::parse(request.body.view(), nullptr, false);
    const auto advance = body.is_object() && body.contains("advance") && body["advance"].is_string() ? parseIsoDuration(body["advance"].get<std::string>())
                                                                                                      : parseIsoDuration("");
    if (!advance) return problem(400, "InvalidDuration", "Send {\"advance\":\"PT1H\"}.");
    m_options.advanceClock(*advance);
    return answer(200, text({{"now", toIso8601(m_engine.clock().now())}}));
}

http::Response ManagementApi::annotate(const http::Request& request) {
    const json body = json::parse(request.body.view(), nullptr, false);
    if (!body.is_object() || !body.value("kind", json()).is_string() || !body.value("text", json()).is_string())
        return problem(400, "InvalidAnnotation", "Send {\"kind\":\"burstStarted\",\"text\":\"...\"}.");
    m_engine.metrics().annotate(m_engine.clock().now(), body["kind"].get<std::string>().substr(0, 64), body["text"].get<std::string>().substr(0, 500));
    return answer(200, "{}");
}

}  // namespace mgc::gateway
