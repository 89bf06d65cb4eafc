#pragma once
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// The messages of the management API (design/cli.md), shared by the engine that writes them and the console that reads them.
// JSON member names equal the C++ member names. Readers ignore members they do not know; missing members keep their defaults.
// Times are ISO 8601 UTC text; durations are in the unit their name ends in.
namespace mgc::management {

struct Problem {
    std::string severity = "error";  ///< error | warning | info
    std::string code, message, file;
    int line = 0, column = 0;
};

/// One limit that an active policy sets: what Home and Live draw as limit lines.
struct ActiveLimit {
    std::string policy;      ///< element name
    std::string scope;       ///< "/apis/inference-api"
    std::string counterKey;  ///< expression or text as written
    std::int64_t limit = 0;
    std::string unit;        ///< "tokens per minute", "calls", "kilobytes"
    double windowSeconds = 60;
};

struct SubscriptionSummary {
    std::string id, displayName, scope, state;
    std::string primaryKey;  ///< only over loopback with the token; the console masks it
};

struct ApiSummary {
    std::string id, displayName, path, revision;
    std::string keyHeader, keyQuery;
    std::vector<std::string> operations;  ///< "POST /deployments/{deployment-id}/chat/completions"
};

/// GET /v1/status
struct Status {
    std::string version;
    std::string workspace;        ///< folder; "" for the built-in starter
    std::string workspaceName;
    std::string tier;
    std::string gatewayUrl, managementUrl;
    double uptimeSeconds = 0;
    std::uint64_t revision = 0;   ///< of the live program, 1 at start, +1 per successful reload
    std::string liveSince;
    double reloadMs = 0;
    std::vector<Problem> problems;
    std::vector<ActiveLimit> limits;
    std::vector<SubscriptionSummary> subscriptions;
    std::vector<ApiSummary> apis;
    std::vector<std::string> simulatedDeployments;  ///< model deployments of the built-in simulator
    std::vector<std::string> simulatedRegions;
};

/// Quantiles in milliseconds over the samples of a window; all 0 when `count` is 0.
struct Quantiles {
    std::uint64_t count = 0;
    double p50 = 0, p95 = 0, p99 = 0;
};

struct Distribution {
    Quantiles recent;  ///< the last 10 s
    Quantiles minute;  ///< the last 60 s
};

struct TokenTotals {
    std::uint64_t prompt = 0, completion = 0, cached = 0;
};

/// State of one counter key of a limit policy.
struct KeyState {
    std::string policy, key;
    std::int64_t limit = 0, used = 0, remaining = 0;
    double windowSeconds = 60, retryAfterSeconds = 0;
};

struct BackendState {
    std::string id, pool;
    std::uint64_t requests = 0, failures = 0;  ///< since start
    double share = 0;                          ///< 0..1 of the backend calls of the last minute
    std::string state = "closed";              ///< closed | open
    double closesInSeconds = 0;                ///< 0 while it is held
    bool held = false;                         ///< open until it is released
};

/// What one consumer, product, model or backend has used since start.
struct CostShare {
    std::string name;         ///< "" for calls without one
    std::uint64_t calls = 0;  ///< whose tokens are known
    std::uint64_t unpriced = 0;  ///< of them: without a price
    std::uint64_t tokens = 0;
    double cost = 0;
};

/// Cost of model calls by the workspace's price table (.model-gateway/prices.json), since start.
struct Costs {
    std::string currency;  ///< "USD"; "" where no call had a price
    std::string asOf;      ///< day of the table's figures; "" without a table
    double total = 0;
    std::uint64_t calls = 0, unpriced = 0;
    std::vector<CostShare> consumers, products, models, backends;  ///< dearest first, in the stream at most 20 each
};

struct Annotation {
    std::uint64_t sequence = 0;
    std::string time;
    std::string kind;  ///< policySaved | reloadFailed | breakerTripped | breakerHeld | breakerReleased | faultOn | faultOff | burstStarted | burstEnded
    std::string text;
};

/// One event of GET /v1/metrics/stream. Counters are totals since start; the reader takes differences.
struct MetricsSnapshot {
    std::uint64_t sequence = 0;
    std::string time;
    std::uint64_t requests = 0;
    std::map<std::string, std::uint64_t> requestsByStatus;   ///< "200", "429", ...
    Distribution latency, timeToFirstToken, policyTime;
    TokenTotals tokens;           ///< since start
    TokenTotals tokensPerMinute;  ///< the last 60 s
    std::uint64_t throttled = 0;
    std::map<std::string, std::uint64_t> throttlesByReason;  ///< tokenLimit | tokenQuota | rateLimit | quota | concurrency | backend429
    std::vector<KeyState> keys;       ///< at most 200, busiest first
    std::vector<BackendState> backends;
    std::uint64_t cacheHits = 0, cacheMisses = 0;
    std::uint64_t activeRequests = 0, activeStreams = 0;
    std::vector<Annotation> annotations;  ///< the last 50
    std::uint64_t revision = 0;
    Costs costs;
};

/// A row of the traffic ring; GET /v1/requests answers {"requests":[row...],"next":N}, the stream sends one row per event
/// when a request has ended.
struct TrafficRow {
    std::uint64_t id = 0;
    std::string requestId;  ///< GUID
    std::string traceId, spanId, parentSpanId;  ///< of W3C trace context; "" where the request was not correlated
    std::string time, method, url;
    std::string apiId, operationId, operationName, productId, model, subscriptionId, backendId, clientIp;
    int status = 0;
    std::string reason, errorReason;
    double timeToFirstTokenMs = 0, totalMs = 0, policyMs = 0;
    std::int64_t promptTokens = 0, completionTokens = 0, cachedTokens = 0;
    std::optional<double> cost;  ///< in `currency`; nullopt (JSON null): no tokens known, or the model has no price
    std::string currency;        ///< "" without a price
    std::uint64_t requestBytes = 0, responseBytes = 0;
    bool stream = false;
    std::vector<std::string> flags;  ///< "token limit", "cache hit", "retry 1", "buffered by set-body", ...
};

/// POST /v1/backends/{id}/test: what a call for the model list through the backend's own credentials gave.
struct ConnectionTest {
    std::string backendId, url;
    int status = 0;            ///< 0: no answer
    double latencyMs = 0;      ///< until the whole answer was there
    std::vector<std::string> models;  ///< deployments or models it names, at most 1,000
    std::string problem;       ///< one sentence and the next step; "" where the test passed
    bool simulated = false;    ///< the built-in simulator answered
};

struct HeaderLine {
    std::string name, value;
};

struct Message {
    std::string method, url;  ///< of a request
    int status = 0;           ///< of a response
    std::string reason;
    std::vector<HeaderLine> headers;  ///< secrets masked
    std::string body;         ///< text as captured, at most 1 MiB
    bool bodyTruncated = false;
    std::uint64_t bodyBytes = 0;
};

struct StreamChunk {
    double offsetMs = 0;  ///< since the request was received
    std::uint64_t bytes = 0;
    std::string text;
    std::int64_t tokensSoFar = 0;
};

/// One executed (or skipped) policy.
struct StepRecord {
    std::string policy, section, scope, path, outcome;  ///< outcome: done | skipped | failed | responded
    double startMs = 0, durationMs = 0;
    std::string detail;  ///< one sentence where there is something to say
};

/// GET /v1/requests/{id}
struct RequestDetail {
    TrafficRow row;
    Message request, response;
    struct BackendCall {
        Message request, response;
        double startMs = 0, durationMs = 0;
        std::string backendId, error;
    };
    std::vector<BackendCall> backendCalls;
    std::vector<StreamChunk> chunks;  ///< at most 2,000
    std::vector<StepRecord> steps;
};

void to_json(nlohmann::json&, const Status&);
void from_json(const nlohmann::json&, Status&);
void to_json(nlohmann::json&, const MetricsSnapshot&);
void from_json(const nlohmann::json&, MetricsSnapshot&);
void to_json(nlohmann::json&, const TrafficRow&);
void from_json(const nlohmann::json&, TrafficRow&);
void to_json(nlohmann::json&, const RequestDetail&);
void from_json(const nlohmann::json&, RequestDetail&);
void to_json(nlohmann::json&, const KeyState&);
void to_json(nlohmann::json&, const BackendState&);
void to_json(nlohmann::json&, const Costs&);
void to_json(nlohmann::json&, const ConnectionTest&);
void from_json(const nlohmann::json&, ConnectionTest&);

}  // namespace mgc::management
