#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "base/task.h"
#include "base/value_task.h"
#include "http/exchange.h"

// What a policy may call. core/gateway implements these; policy tests use fakes. All may be called from every worker thread.
namespace mgc::policy {

/// How a per-minute or per-renewal limit forgets (reference/policies/rate-limiting-and-quotas.md): classic tiers slide, v2 tiers refill.
enum class WindowKind { Sliding, TokenBucket };

struct CounterSpec {
    std::string key;         ///< full name: policy kind + its counter key; one counter per name over all scopes
    std::int64_t limit = 0;  ///< units per window
    Duration window{};       ///< length; for fixed windows the period
    WindowKind kind = WindowKind::Sliding;
};

struct CounterState {
    std::int64_t used = 0;       ///< units booked and not yet expired
    std::int64_t remaining = 0;  ///< never below 0
    Duration retryAfter{};       ///< until the units asked for are free (one where nothing was asked); zero if free now
    std::int64_t freed = 0;      ///< units that are free once `retryAfter` has passed; 0 with a zero `retryAfter`
};

/// Rate counters and quotas. `book` with a negative amount gives back.
class Counters {
public:
    virtual ~Counters() = default;
    [[nodiscard]] virtual ValueTask<Result<CounterState>> read(const CounterSpec& spec) = 0;
    /// Books `amount` if at least `needed` units are free, atomically; `admitted` tells which.
    struct Admission {
        bool admitted = false;
        CounterState state;
    };
    [[nodiscard]] virtual ValueTask<Result<Admission>> tryBook(const CounterSpec& spec, std::int64_t amount, std::int64_t needed) = 0;
    /// Books without asking (the call has been answered; the counter may overshoot).
    [[nodiscard]] virtual ValueTask<Result<CounterState>> book(const CounterSpec& spec, std::int64_t amount) = 0;
    /// The same three on a fixed window that starts at `windowStart` (quotas); expired windows count as 0.
    [[nodiscard]] virtual ValueTask<Result<Admission>> tryBookFixed(const CounterSpec& spec, Instant windowStart, std::int64_t amount,
                                                               std::int64_t needed) = 0;
    [[nodiscard]] virtual ValueTask<Result<CounterState>> bookFixed(const CounterSpec& spec, Instant windowStart, std::int64_t amount) = 0;
    /// Start of the window a renewal-period quota is in: fixed at the first call of the key, then every `window`.
    [[nodiscard]] virtual ValueTask<Result<Instant>> windowStart(const CounterSpec& spec, std::optional<Instant> firstPeriodStart) = 0;
};

/// What caching-type asks for: the external cache where there is one, else the built-in one; only the external; only the built-in.
enum class CachingType { PreferExternal, External, Internal };

/// cache-*-value, cache-lookup/-store. Values are opaque bytes. Bounded in total bytes; oldest use goes first.
class Cache {
public:
    virtual ~Cache() = default;
    /// The cache of that type; this one is what PreferExternal leads to. Null: no external cache is configured.
    [[nodiscard]] virtual Cache* ofType(CachingType /*type*/) { return this; }
    [[nodiscard]] virtual Task<Result<std::optional<std::string>>> get(std::string key) = 0;
    [[nodiscard]] virtual Task<Result<void>> put(std::string key, std::string value, Duration timeToLive) = 0;
    [[nodiscard]] virtual Task<Result<void>> remove(std::string key) = 0;
};

/// Model answers by the meaning of their prompts (llm-semantic-cache-*). Bounded in entries and bytes. Values are opaque bytes.
class SemanticCache {
public:
    struct Lookup {
        std::optional<std::string> value;  ///< of the nearest entry, where its distance is at most the threshold
        std::vector<double> nearest;       ///< cosine distances (0 alike, 1 unrelated) of the nearest entries, at most 5, ascending
        std::size_t entries = 0;           ///< live entries of the partition
    };
    virtual ~SemanticCache() = default;
    /// Nearest neighbour of `vector` among the partition's entries that have not expired.
    [[nodiscard]] virtual Task<Result<Lookup>> find(std::string partition, std::vector<float> vector, double threshold) = 0;
    [[nodiscard]] virtual Task<Result<void>> store(std::string partition, std::vector<float> vector, std::string value,
                                                   Duration timeToLive) = 0;
};

/// Managed identity tokens: a locally signed stand-in by default, a real one when signed in.
class Identity {
public:
    struct Token {
        std::string accessToken;
        bool standIn = true;
    };
    virtual ~Identity() = default;
    [[nodiscard]] virtual ValueTask<Result<Token>> managedIdentityToken(std::string resource, std::string clientId) = 0;
};

/// Exact token counts with the model's vocabulary (core/tokens).
class TokenCounter {
public:
    virtual ~TokenCounter() = default;
    /// Tokens of a plain text under the vocabulary of `model` (unknown models: o200k_base).
    [[nodiscard]] virtual std::int64_t countText(std::string_view text, std::string_view model) const = 0;
    /// Prompt tokens of a chat, completion, embeddings or responses request body; 0 if it is none of these.
    [[nodiscard]] virtual std::int64_t countPrompt(std::string_view requestBody, std::string_view model) const = 0;
};

/// One custom metric sample (emit-metric, token metrics) as it is kept.
struct MetricSample {
    std::string name;
    std::string metricNamespace;
    double value = 1;
    std::vector<std::pair<std::string, std::string>> dimensions;
};

/// Samples that share namespace and dimensions: a token metric has up to five. Views, valid during the call they are passed to.
struct MetricSamples {
    struct Named {
        std::string_view name;
        double value = 1;
    };
    std::string_view metricNamespace;
    std::span<const Named> values;
    const std::vector<std::pair<std::string, std::string>>& dimensions;

    void appendTo(std::vector<MetricSample>& kept) const {
        for (const Named& each : values) kept.push_back({std::string(each.name), std::string(metricNamespace), each.value, dimensions});
    }
};

class MetricSink {
public:
    virtual ~MetricSink() = default;
    virtual void emit(const MetricSamples& samples) = 0;
};

/// Certificates of the service. Names and thumbprints compare without case.
class Certificates {
public:
    virtual ~Certificates() = default;
    /// Null where there is none.
    [[nodiscard]] virtual std::shared_ptr<const http::ClientCertificate> byId(std::string_view id) const = 0;
    [[nodiscard]] virtual std::shared_ptr<const http::ClientCertificate> byThumbprint(std::string_view thumbprint) const = 0;
    /// Whether `chainPem` (leaf first) leads to an authority that is trusted here; validity periods do not count. With `revocation` also
    /// whether a certificate in it is on a revocation list that is known here. Error CertificateNotTrusted or CertificateRevoked.
    [[nodiscard]] virtual Result<void> verifyChain(std::string_view chainPem, bool trust, bool revocation) const = 0;
    /// PEM of the authority known here that has signed the first certificate of `chainPem`; "" where none has.
    [[nodiscard]] virtual std::string issuerPem(std::string_view /*chainPem*/) const { return {}; }
};

/// The credential manager: access tokens of connections to other services.
class Connections {
public:
    struct Authorization {
        std::string accessToken;
        std::vector<std::pair<std::string, std::string>> claims;
    };
    virtual ~Connections() = default;
    /// `exchange` carries a token request where one is due. Errors: ConnectionNotFound, ConnectionTokenFailure, those of the exchange.
    [[nodiscard]] virtual Task<Result<Authorization>> authorize(std::string providerId, std::string authorizationId,
                                                                http::Exchange& exchange) = 0;
};

/// What log-to-eventhub and send-service-bus-message hand over.
struct OutgoingMessage {
    enum class Kind { EventHub, Queue, Topic };
    Kind kind = Kind::EventHub;
    std::string target;     ///< id of the logger, or name of the queue or topic
    std::string nameSpace;  ///< host name of the Service Bus namespace; "" of an event hub
    std::string clientId;   ///< user-assigned identity to sign in with; "" for the system-assigned one
    std::string partitionId, partitionKey;
    std::vector<std::pair<std::string, std::string>> properties;
    std::string body;
};

/// Event Hubs and Service Bus: sent over HTTPS where a namespace is configured, else kept in a local outbox.
class Messages {
public:
    enum class Delivery { Sent, Kept };
    virtual ~Messages() = default;
    /// Errors MessageRejected, those of the exchange.
    [[nodiscard]] virtual Task<Result<Delivery>> deliver(OutgoingMessage message, http::Exchange& exchange) = 0;
};

/// Where a named backend entity leads right now: the entity itself, or the member its pool picks. Reports outcomes to breakers.
class Backends {
public:
    struct Target {
        std::string backendId;  ///< of the single entity that is called
        std::string poolId;     ///< "" unless picked from a pool
        http::Url url;
        http::SendOptions options;
        /// Headers and query parameters from the entity's credentials; managedIdentityResource != "" asks for a bearer token.
        std::vector<std::pair<std::string, std::string>> headers;
        std::vector<std::pair<std::string, std::string>> query;
        std::string managedIdentityResource;
        std::string managedIdentityClientId;
        std::string azureRegion;
    };
    virtual ~Backends() = default;
    [[nodiscard]] virtual bool exists(std::string_view backendId) const = 0;
    [[nodiscard]] virtual bool isPool(std::string_view backendId) const = 0;
    /// Name of the session affinity cookie of a pool; "" where it has none. The cookie's value is the id of the member it sticks to.
    [[nodiscard]] virtual std::string affinityCookie(std::string_view /*poolId*/) const { return {}; }
    /// Error BackendPoolUnavailable / BackendUnavailable (breaker open; the message starts with the status to answer:
    /// "503 Backend pool 'x' is temporarily unavailable: ...").
    /// The target is shared by all calls that lead there.
    [[nodiscard]] virtual Result<std::shared_ptr<const Target>> resolve(std::string_view backendId, std::string_view sessionCookie) = 0;
    /// Backend whose URL is the prefix of `url`, if any (an entity's settings apply even without set-backend-service).
    [[nodiscard]] virtual std::optional<std::string> findByUrl(const http::Url& url) const = 0;
    virtual void reportOutcome(const Target& target, int status, std::string_view errorReason, std::optional<Duration> retryAfter) = 0;
};

struct Services {
    Clock& clock;
    Random& random;
    http::Exchange& exchange;  ///< all that leaves the gateway
    Counters& counters;
    Cache& cache;
    SemanticCache& semanticCache;
    Identity& identity;
    const TokenCounter& tokens;
    MetricSink& metrics;
    Backends& backends;
    WindowKind windowKind = WindowKind::Sliding;  ///< by the imitated tier
    std::size_t bodyLimit = 64u << 20;            ///< bytes of a body a policy may read
    /// For calls that may outlive their request (send-one-way-request); null: they are made during the request.
    http::Exchange* background = nullptr;
    // Null where a gateway is put together without them (tests); a policy that needs one then fails.
    Certificates* certificates = nullptr;
    Connections* connections = nullptr;
    Messages* messages = nullptr;
};

}  // namespace mgc::policy
