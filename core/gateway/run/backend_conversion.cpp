#include "gateway/run/backend_conversion.h"

#include "http/uri_text.h"

namespace mgc::gateway {

namespace {

BreakerRule toRule(const resources::CircuitBreakerRule& rule) {
    BreakerRule result;
    result.name = rule.name;
    result.count = rule.count.value_or(0);
    result.percentage = rule.percentage.value_or(0);
    result.interval = rule.interval;
    result.tripDuration = rule.tripDuration;
    for (const auto& [minimum, maximum] : rule.statusRanges) result.statusRanges.push_back({minimum, maximum});
    result.errorReasons = rule.errorReasons;
    result.acceptRetryAfter = rule.acceptRetryAfter;
    result.failureStatus = rule.failureStatus.value_or(503);
    return result;
}

}  // namespace

BackendDefinition toDefinition(const resources::Backend& backend, Diagnostics& diagnostics) {
    BackendDefinition definition;
    definition.id = backend.name;
    definition.azureRegion = backend.azureRegion;
    definition.isPool = backend.isPool;
    if (backend.isPool) {
        for (const auto& member : backend.members)
            definition.members.push_back({member.backend, static_cast<int>(member.priority), static_cast<int>(member.weight.value_or(0))});
        definition.affinityCookie = backend.sessionCookie.value_or("");
        definition.poolFailureStatus = backend.poolFailureStatus.value_or(503);
        return definition;
    }
    if (auto url = http::parseWrittenUrl(backend.url))
        definition.url = std::move(*url);
    else
        diagnostics.error("MGC4210", "Backend '" + backend.name + "' cannot be called: " + url.error().message, backend.rangeOf("/url"),
                          backend.name);
    const auto& credentials = backend.credentials;
    definition.headers = credentials.headers;
    if (!credentials.scheme.empty()) definition.headers.emplace_back("Authorization", credentials.scheme + ' ' + credentials.parameter);
    definition.query = credentials.query;
    definition.managedIdentityResource = credentials.managedIdentityResource;
    definition.managedIdentityClientId = credentials.managedIdentityClientId;
    definition.verifyCertificateChain = backend.tls.validateChain;
    definition.verifyCertificateName = backend.tls.validateName;
    if (backend.proxy) definition.proxyUrl = backend.proxy->url;
    if (!backend.circuitBreaker.empty()) definition.breaker = toRule(backend.circuitBreaker.front());
    return definition;
}

}  // namespace mgc::gateway
