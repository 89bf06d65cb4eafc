#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "simulator/seeded.h"
#include "simulator/session.h"

namespace mgc::simulator {

namespace {

std::int64_t wholeSeconds(Duration duration) {
    return std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(duration).count());
}

/// OpenAI's durations: "17ms", "1.5s", "6m0s".
std::string durationText(Duration duration) {
    const auto ms = std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(duration).count());
    if (ms < 1000) return std::to_string(ms) + "ms";
    const auto minutes = ms / 60'000;
    const auto rest = ms % 60'000;
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, rest % 1000 == 0 ? "%.0fs" : "%.3fs", static_cast<double>(rest) / 1000);
    return (minutes > 0 ? std::to_string(minutes) + "m" : "") + seconds;
}

}  // namespace

std::string Session::apiVersion() const {
    for (const auto& [name, value] : http::parseQuery(m_request.url.query))
        if (equalsIgnoreCase(name, "api-version")) return value;
    return {};
}

LatencyProfile Session::latencyProfile() const {
    const auto found = m_profile->latencies.find(m_deployment->latency);
    return found == m_profile->latencies.end() ? LatencyProfile{} : found->second;
}

std::string Session::randomText(std::string_view prefix, std::size_t length, std::uint64_t seed) const {
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    Seeded own(m_profile->deterministicIds ? seed : m_random.next());
    std::string text(prefix);
    for (std::size_t i = 0; i < length; ++i) text += alphabet[own.below(alphabet.size())];
    return text;
}

AnswerIdentity Session::identity(const char* prefix, std::size_t length, std::uint64_t seed) const {
    AnswerIdentity who;
    who.dialect = m_operation.dialect;
    who.id = randomText(prefix, length, seed);
    // 2024-07-16T00:00:00Z stands in where golden files need a fixed time.
    who.created =
        m_profile->deterministicIds ? 1'721'088'000 : std::chrono::floor<std::chrono::seconds>(m_clock.now()).time_since_epoch().count();
    who.model = m_deployment->versionedModel();
    char fingerprint[24];
    std::snprintf(fingerprint, sizeof fingerprint, "fp_%010llx", static_cast<unsigned long long>(stableHash(who.model) & 0xFFFFFFFFFFull));
    who.fingerprint = fingerprint;
    who.withUsage = !m_fault.missingUsage;
    who.includeUsage = m_generation.includeUsage;
    who.streaming = m_profile->streaming;
    return who;
}

http::Response Session::jsonResponse(int status, std::string body) {
    http::Response response;
    response.status = status;
    response.reason = http::reasonPhrase(status);
    response.headers.add("Content-Type", m_fault.wrongContentType && status == 200 ? "text/html" : "application/json");
    addCommonHeaders(response.headers);
    if (m_verdict) addLimitHeaders(response.headers, *m_verdict);
    response.body = http::Body::text(std::move(body));
    return response;
}

void Session::addCommonHeaders(http::Headers& headers) const {
    const auto guid = m_random.guid();
    if (m_operation.dialect == Dialect::OpenAi) {
        headers.add("x-request-id", "req_" + replacedAll(guid, "-", ""));
        headers.add("openai-organization", "model-gateway-simulator");
        headers.add("openai-processing-ms",
                    std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_started).count()));
        headers.add("openai-version", "2020-10-01");
        return;
    }
    headers.add("apim-request-id", guid);
    headers.add("x-request-id", m_random.guid());
    const auto client = m_request.headers.get("x-ms-client-request-id");
    headers.add("x-ms-client-request-id", client ? *client : std::string_view(guid));
    headers.add("x-ms-region", m_region->displayName);
    headers.add("x-content-type-options", "nosniff");
    headers.add("access-control-allow-origin", "*");
    headers.add("cache-control", "no-cache, must-revalidate");
    if (m_generation.stream) headers.add("x-accel-buffering", "no");
    if (m_deployment) headers.add("x-ms-deployment-name", m_deployment->name);
}

void Session::addLimitHeaders(http::Headers& headers, const Limiter::Verdict& verdict) const {
    const bool openAi = m_operation.dialect == Dialect::OpenAi;
    headers.add("x-ratelimit-remaining-requests", std::to_string(verdict.remainingRequests));
    headers.add("x-ratelimit-remaining-tokens", std::to_string(verdict.remainingTokens));
    if (m_deployment->limiter == LimiterKind::Unlimited) return;
    headers.add("x-ratelimit-limit-requests", std::to_string(m_deployment->requestsPerMinute));
    headers.add("x-ratelimit-limit-tokens", std::to_string(m_deployment->tokensPerMinute));
    // Azure counts whole seconds, OpenAI writes durations.
    headers.add("x-ratelimit-reset-requests",
                openAi ? durationText(verdict.resetRequests) : std::to_string(wholeSeconds(verdict.resetRequests)));
    headers.add("x-ratelimit-reset-tokens", openAi ? durationText(verdict.resetTokens) : std::to_string(wholeSeconds(verdict.resetTokens)));
}

void Session::addRetryHeaders(http::Headers& headers, Duration retryAfter, RetryHeaders which) const {
    const auto ms = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::milliseconds>(retryAfter).count());
    if (which == RetryHeaders::Both || which == RetryHeaders::Seconds)
        headers.set("Retry-After", std::to_string(std::max<std::int64_t>(1, wholeSeconds(retryAfter))));
    if (which == RetryHeaders::Both || which == RetryHeaders::Milliseconds) headers.set("retry-after-ms", std::to_string(ms));
    if (which == RetryHeaders::ResetOnly) headers.set("x-ratelimit-reset-tokens", std::to_string(wholeSeconds(retryAfter)));
}

}  // namespace mgc::simulator
