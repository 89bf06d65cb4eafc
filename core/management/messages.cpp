#include "management/messages.h"

#include <nlohmann/json.hpp>

// The macros write member names as JSON names, so header and wire cannot drift apart.
namespace mgc::management {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Problem, severity, code, message, file, line, column)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ActiveLimit, policy, scope, counterKey, limit, unit, windowSeconds)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SubscriptionSummary, id, displayName, scope, state, primaryKey)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ApiSummary, id, displayName, path, revision, keyHeader, keyQuery, operations)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Quantiles, count, p50, p95, p99)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Distribution, recent, minute)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TokenTotals, prompt, completion, cached)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Annotation, sequence, time, kind, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CostShare, name, calls, unpriced, tokens, cost)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(HeaderLine, name, value)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Message, method, url, status, reason, headers, body, bodyTruncated, bodyBytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StreamChunk, offsetMs, bytes, text, tokensSoFar)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StepRecord, policy, section, scope, path, outcome, startMs, durationMs, detail)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RequestDetail::BackendCall, request, response, startMs, durationMs, backendId, error)

namespace {

template <class T>
void read(const nlohmann::json& json, const char* name, T& into) {
    if (const auto it = json.find(name); it != json.end() && !it->is_null()) it->get_to(into);
}

template <class T>
void read(const nlohmann::json& json, const char* name, std::optional<T>& into) {
    if (const auto it = json.find(name); it != json.end() && !it->is_null()) into = it->get<T>();
}

template <class T>
void write(nlohmann::json& json, const char* name, const T& value) {
    json[name] = value;
}

template <class T>
void write(nlohmann::json& json, const char* name, const std::optional<T>& value) {
    json[name] = value ? nlohmann::json(*value) : nlohmann::json();
}

}  // namespace

#define MGC_WRITE(member) write(json, #member, value.member);
#define MGC_READ(member) read(json, #member, value.member);
#define MGC_MESSAGE(Type, MEMBERS)                        \
    void to_json(nlohmann::json& json, const Type& value) { MEMBERS(MGC_WRITE) } \
    void from_json(const nlohmann::json& json, Type& value) { MEMBERS(MGC_READ) }

#define MGC_KEY_STATE(X) X(policy) X(key) X(limit) X(used) X(remaining) X(windowSeconds) X(retryAfterSeconds)
#define MGC_BACKEND_STATE(X) X(id) X(pool) X(requests) X(failures) X(share) X(state) X(closesInSeconds) X(held)
#define MGC_COSTS(X) X(currency) X(asOf) X(total) X(calls) X(unpriced) X(consumers) X(products) X(models) X(backends)
#define MGC_STATUS(X)                                                                                                        \
    X(version) X(workspace) X(workspaceName) X(tier) X(gatewayUrl) X(managementUrl) X(uptimeSeconds) X(revision) X(liveSince) \
    X(reloadMs) X(problems) X(limits) X(subscriptions) X(apis) X(simulatedDeployments) X(simulatedRegions)
#define MGC_SNAPSHOT(X)                                                                                                       \
    X(sequence) X(time) X(requests) X(requestsByStatus) X(latency) X(timeToFirstToken) X(policyTime) X(tokens)                \
    X(tokensPerMinute) X(throttled) X(throttlesByReason) X(keys) X(backends) X(cacheHits) X(cacheMisses) X(activeRequests)    \
    X(activeStreams) X(annotations) X(revision) X(costs)
#define MGC_ROW(X)                                                                                                            \
    X(id) X(requestId) X(traceId) X(spanId) X(parentSpanId) X(time) X(method) X(url) X(apiId) X(operationId) X(operationName) X(productId) X(model) X(subscriptionId)           \
    X(backendId) X(clientIp) X(status) X(reason) X(errorReason) X(timeToFirstTokenMs) X(totalMs) X(policyMs) X(promptTokens)  \
    X(completionTokens) X(cachedTokens) X(cost) X(currency) X(requestBytes) X(responseBytes) X(stream) X(flags)
#define MGC_CONNECTION_TEST(X) X(backendId) X(url) X(status) X(latencyMs) X(models) X(problem) X(simulated)
#define MGC_DETAIL(X) X(row) X(request) X(response) X(backendCalls) X(chunks) X(steps)

void from_json(const nlohmann::json& json, KeyState& value);
void from_json(const nlohmann::json& json, BackendState& value);
void from_json(const nlohmann::json& json, Costs& value);

MGC_MESSAGE(KeyState, MGC_KEY_STATE)
MGC_MESSAGE(BackendState, MGC_BACKEND_STATE)
MGC_MESSAGE(Costs, MGC_COSTS)
MGC_MESSAGE(Status, MGC_STATUS)
MGC_MESSAGE(MetricsSnapshot, MGC_SNAPSHOT)
MGC_MESSAGE(TrafficRow, MGC_ROW)
MGC_MESSAGE(ConnectionTest, MGC_CONNECTION_TEST)
MGC_MESSAGE(RequestDetail, MGC_DETAIL)

}  // namespace mgc::management
