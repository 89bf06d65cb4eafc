#include "policies/support/backend_call.h"

#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>

#include "base/text.h"

namespace mgc::policies {

using policy::Backends;
using policy::RequestContext;

namespace {

constexpr std::int64_t longestRetrySeconds = 366LL * 86400;

std::string cookieValue(const http::Headers& headers, std::string_view name) {
    const auto line = headers.joined("Cookie");
    if (!line) return {};
    for (const auto part : split(*line, ';')) {
        const auto pair = trimmed(part);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) return std::string(pair.substr(equals + 1));
    }
    return {};
}

bool isAuthorityOf(const http::Url& url, std::string_view text) {
    if (!startsWithIgnoreCase(text, url.host)) return false;
    text.remove_prefix(url.host.size());
    return text.empty() || (text.front() == ':' && toInteger(text.substr(1)) == url.effectivePort());
}

}  // namespace

http::Url joinUrl(const http::Url& base, std::string_view path, std::string_view query) {
    http::Url url;
    url.scheme = base.scheme;
    url.host = base.host;
    url.port = base.port;
    std::string_view above = base.path;
    while (above.ends_with('/')) above.remove_suffix(1);
    url.path.reserve(above.size() + path.size() + 1);
    url.path = above;
    if (!path.empty() && path != "/") {
        if (!path.starts_with('/')) url.path += '/';
        url.path += path;
    }
    if (url.path.empty()) url.path = "/";
    url.query.reserve(base.query.size() + query.size() + 1);
    url.query = base.query;
    if (!query.empty()) {
        if (!url.query.empty()) url.query += '&';
        url.query += query;
    }
    return url;
}

Result<BackendCall> resolveBackend(RequestContext& context) {
    auto& backends = context.services().backends;
    BackendCall call;
    const std::string& id = context.backend.backendId;
    std::shared_ptr<const http::Url> base;
    if (!id.empty()) {
        const std::string cookieName = backends.affinityCookie(id);
        const std::string session = cookieName.empty() ? std::string() : cookieValue(context.request().headers, cookieName);
        MGC_TRY_ASSIGN(call.entity, backends.resolve(id, session));
        base = {call.entity, &call.entity->url};
        if (!cookieName.empty() && session != call.entity->backendId)
            call.affinityCookie = cookieName + "=" + call.entity->backendId + "; path=/; HttpOnly";
    } else {
        if (context.backend.baseUrl)
            base = std::make_shared<const http::Url>(*context.backend.baseUrl);
        else if (context.api)
            base = {context.api, &context.api->serviceUrl};
        if (!base || base->host.empty()) return fail("BackendNotFound", "The API has no backend service URL and no policy set one.");
        // An entity's settings apply even without set-backend-service (backends page, 11/2025).
        if (const auto known = backends.findByUrl(*base)) {
            MGC_TRY_ASSIGN(call.entity, backends.resolve(*known, ""));
        }
    }
    call.url = joinUrl(*base, context.pathBehindApi(), context.request().url.query);
    context.calledTarget = call.entity;
    context.calledBase = std::move(base);
    if (call.entity)
        for (const auto& [name, value] : call.entity->query) {
            if (!call.url.query.empty()) call.url.query += '&';
            call.url.query += percentEncoded(name) + "=" + percentEncoded(value);
        }
    return call;
}

http::Headers forwardedHeaders(const RequestContext& context, const BackendCall& call) {
    const auto& from = context.request().headers;
    http::Headers headers;
    headers.reserve(from.size() + 4, 1024);
    for (const auto field : from) {
        if (http::isHopByHop(field.name) || equalsIgnoreCase(field.name, "Content-Length") ||
            equalsIgnoreCase(field.name, "X-Forwarded-For"))
            continue;
        // The caller's Host names the gateway; only one that a policy has set is meant for the backend.
        if (equalsIgnoreCase(field.name, "Host") && isAuthorityOf(context.originalUrl(), field.value)) continue;
        headers.add(field.name, field.value);
    }
    if (!context.clientIp.empty()) {
        const auto before = from.joined("X-Forwarded-For");
        headers.add("X-Forwarded-For", before && !before->empty() ? *before + ", " + context.clientIp : context.clientIp);
    }
    if (call.entity) {
        std::string_view last;
        for (const auto& [name, value] : call.entity->headers) {
            if (equalsIgnoreCase(name, last))
                headers.add(name, value);
            else
                headers.set(name, value);
            last = name;
        }
    }
    return headers;
}

std::optional<Duration> retryAfterOf(const http::Headers& headers, Instant now) {
    const auto value = headers.get("Retry-After");
    if (!value) return std::nullopt;
    if (const auto seconds = toInteger(trimmed(*value))) {
        if (*seconds < 0 || *seconds > longestRetrySeconds) return std::nullopt;
        return std::chrono::seconds(*seconds);
    }
    std::istringstream text{std::string(trimmed(*value))};
    text.imbue(std::locale::classic());
    std::tm parts{};
    text >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S GMT");
    if (text.fail()) return std::nullopt;
    const auto day = std::chrono::year(parts.tm_year + 1900) / (parts.tm_mon + 1) / parts.tm_mday;
    if (!day.ok()) return std::nullopt;
    const Instant then = std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) + std::chrono::minutes(parts.tm_min) +
                         std::chrono::seconds(parts.tm_sec);
    if (then <= now || then - now > std::chrono::seconds(longestRetrySeconds)) return std::nullopt;
    return then - now;
}

}  // namespace mgc::policies
