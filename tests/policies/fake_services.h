#pragma once
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy/runtime/services.h"
#include "tests/support/fake_clock.h"

// Stand-ins for everything a policy may call: scripted, in memory, on a clock that the test moves.
namespace mgc::test {

/// Answers by script, in order; records what it was asked.
class ScriptedExchange : public http::Exchange {
public:
    struct Answer {
        int status = 200;
        std::string reason;
        std::vector<std::pair<std::string, std::string>> headers;
        std::string body;
        std::vector<std::string> chunks;  ///< a streamed body
        std::string forUrl;               ///< part of the URL it is for; "": any
        std::string error;                ///< error code instead of an answer
    };
    struct Call {
        std::string method, url, body;
        http::Headers headers;
        http::SendOptions options;
    };
    std::deque<Answer> answers;
    std::vector<Call> calls;

    Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions& options) override;
};

/// Sliding windows and fixed windows by their definition, without bounds.
class PlainCounters : public policy::Counters {
public:
    explicit PlainCounters(const Clock& clock) : m_clock(clock) {}
    ValueTask<Result<policy::CounterState>> read(const policy::CounterSpec& spec) override;
    ValueTask<Result<Admission>> tryBook(const policy::CounterSpec& spec, std::int64_t amount, std::int64_t needed) override;
    ValueTask<Result<policy::CounterState>> book(const policy::CounterSpec& spec, std::int64_t amount) override;
    ValueTask<Result<Admission>> tryBookFixed(const policy::CounterSpec& spec, Instant windowStart, std::int64_t amount,
                                         std::int64_t needed) override;
    ValueTask<Result<policy::CounterState>> bookFixed(const policy::CounterSpec& spec, Instant windowStart, std::int64_t amount) override;
    ValueTask<Result<Instant>> windowStart(const policy::CounterSpec& spec, std::optional<Instant> firstPeriodStart) override;

private:
    struct Booking {
        Instant time;
        std::int64_t amount = 0;
    };
    policy::CounterState state(const policy::CounterSpec& spec, std::int64_t needed);
    policy::CounterState fixedState(const policy::CounterSpec& spec, Instant start);

    const Clock& m_clock;
    std::map<std::string, std::deque<Booking>> m_windows;
    std::map<std::pair<std::string, Instant>, std::int64_t> m_fixed;
    std::map<std::string, Instant> m_starts;
};

class PlainCache : public policy::Cache {
public:
    explicit PlainCache(const Clock& clock) : m_clock(clock) {}
    Task<Result<std::optional<std::string>>> get(std::string key) override;
    Task<Result<void>> put(std::string key, std::string value, Duration timeToLive) override;
    Task<Result<void>> remove(std::string key) override;
    Cache* ofType(policy::CachingType type) override {
        if (type == policy::CachingType::Internal) return this;
        return external || type == policy::CachingType::External ? external.get() : this;
    }
    std::unique_ptr<PlainCache> external;

private:
    const Clock& m_clock;
    std::map<std::string, std::pair<std::string, Instant>> m_values;
};

/// Compares with every entry.
class PlainSemanticCache : public policy::SemanticCache {
public:
    explicit PlainSemanticCache(const Clock& clock) : m_clock(clock) {}
    Task<Result<Lookup>> find(std::string partition, std::vector<float> vector, double threshold) override;
    Task<Result<void>> store(std::string partition, std::vector<float> vector, std::string value, Duration timeToLive) override;

private:
    struct Entry {
        std::string partition;
        std::vector<float> vector;
        std::string value;
        Instant expires;
    };
    const Clock& m_clock;
    std::vector<Entry> m_entries;
};

class PlainIdentity : public policy::Identity {
public:
    bool fails = false;
    ValueTask<Result<Token>> managedIdentityToken(std::string resource, std::string clientId) override;
};

/// One token per word.
class WordCounter : public policy::TokenCounter {
public:
    std::int64_t countText(std::string_view text, std::string_view model) const override;
    std::int64_t countPrompt(std::string_view requestBody, std::string_view model) const override;
};

class RecordingMetrics : public policy::MetricSink {
public:
    std::vector<policy::MetricSample> samples;
    void emit(const policy::MetricSamples& emitted) override { emitted.appendTo(samples); }
};

class PlainBackends : public policy::Backends {
public:
    std::map<std::string, Target, std::less<>> entities;
    std::map<std::string, std::string, std::less<>> cookies;
    struct Outcome {
        std::string backendId, reason;
        int status = 0;
    };
    std::vector<Outcome> outcomes;

    bool exists(std::string_view backendId) const override { return entities.contains(backendId); }
    bool isPool(std::string_view backendId) const override { return cookies.contains(backendId); }
    std::string affinityCookie(std::string_view poolId) const override;
    Result<std::shared_ptr<const Target>> resolve(std::string_view backendId, std::string_view sessionCookie) override;
    std::optional<std::string> findByUrl(const http::Url& url) const override;
    void reportOutcome(const Target& target, int status, std::string_view errorReason, std::optional<Duration> retryAfter) override;
};

class PlainCertificates : public policy::Certificates {
public:
    std::vector<std::shared_ptr<http::ClientCertificate>> all;
    std::string problem;  ///< of every chain; "": all are trusted
    std::shared_ptr<const http::ClientCertificate> byId(std::string_view id) const override;
    std::shared_ptr<const http::ClientCertificate> byThumbprint(std::string_view thumbprint) const override;
    Result<void> verifyChain(std::string_view chainPem, bool trust, bool revocation) const override;
};

class PlainConnections : public policy::Connections {
public:
    std::map<std::string, std::string> tokens;  ///< by "provider/authorization"
    Task<Result<Authorization>> authorize(std::string providerId, std::string authorizationId, http::Exchange& exchange) override;
};

class KeptMessages : public policy::Messages {
public:
    std::vector<policy::OutgoingMessage> all;
    Task<Result<Delivery>> deliver(policy::OutgoingMessage message, http::Exchange& exchange) override;
};

/// All of them, and the Services that policies see. The clock's sleepers are woken by moving it.
struct FakeServices {
    FakeClock clock;
    std::unique_ptr<Random> random = makeSeededRandom(1);
    ScriptedExchange exchange;
    PlainCounters counters{clock};
    PlainCache cache{clock};
    PlainSemanticCache semanticCache{clock};
    PlainIdentity identity;
    WordCounter tokens;
    RecordingMetrics metrics;
    PlainBackends backends;
    PlainCertificates certificates;
    PlainConnections connections;
    KeptMessages messages;
    policy::Services services{clock, *random, exchange, counters, cache, semanticCache, identity, tokens, metrics, backends};

    FakeServices();
};

}  // namespace mgc::test
