#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "gateway/run/agent_cards.h"
#include "gateway/run/connection_tester.h"
#include "gateway/run/local_model.h"
#include "gateway/run/local_services.h"
#include "gateway/run/mcp_server.h"
#include "gateway/run/request_finish.h"
#include "gateway/run/traffic_ring.h"
#include "gateway/state/backend_registry.h"
#include "gateway/state/graphql_hub.h"
#include "gateway/state/memory_cache.h"
#include "gateway/state/memory_counters.h"
#include "gateway/state/memory_semantic_cache.h"
#include "gateway/state/shared_state.h"
#include "management/messages.h"
#include "metrics/metrics.h"
#include "policy/runtime/correlation.h"
#include "policy/runtime/services.h"

namespace mgc::policy {
class Catalog;
}

namespace mgc::gateway {

class LiveProgram;

enum class Tracing { Off, OnRequest, All };

struct EngineOptions {
    std::filesystem::path workspace;
    std::string workspaceName;                       ///< shown to people; "" takes the folder's name
    std::string tier;                                ///< "" takes the workspace's, else developer
    std::map<std::string, std::string> namedValues;  ///< --set NAME=VALUE
    std::map<std::string, http::Url> upstreams;      ///< --upstream ID=URL
    /// Replaces the policy of one API (`try`); empty id: nothing is replaced.
    std::string replacedApiId, replacedPolicyText, replacedPolicyFile;
    Tracing tracing = Tracing::OnRequest;
    /// Correlation headers of APIs whose diagnostic settings name none. DIFFERS: Azure sends none then; traces that are exported to a
    /// collector need them all the same.
    policy::CorrelationProtocol correlation = policy::CorrelationProtocol::None;
    std::size_t bodyLimit = 64u << 20;
    std::size_t cacheBytes = 64u << 20;
    std::size_t semanticCacheBytes = 256u << 20;
    std::string gatewayUrl, managementUrl;  ///< for status; set once the listeners stand
};

/// What the composition root hands to the engine. All must outlive it.
struct EngineParts {
    Clock& clock;
    Random& random;
    http::Exchange& network;
    const policy::Catalog& catalog;
    const policy::TokenCounter& tokens;
    LocalModel* local = nullptr;
    /// Makes what several gateways share, over the engine's own memory; empty: this gateway counts and caches for itself.
    std::function<std::unique_ptr<SharedState>(MemoryCounters&, MemorySemanticCache&)> sharedState = {};
};

using Inspect = std::function<void(const std::shared_ptr<RequestScope>&)>;

struct ClientInfo {
    std::string ip;
    std::string certificateChain;  ///< PEM, leaf first, of a mutual TLS listener; "" for none
    /// `try`: an already checked subscription ("" for none) instead of the key check.
    std::string checkedSubscription;
    bool hasCheckedSubscription = false;
    std::shared_ptr<http::Upgrade> upgrade;  ///< the client asks for a WebSocket; null: it does not
    std::shared_ptr<const expression::UserData> user;  ///< `try`: instead of the subscription's user
    /// Called with the scope once the response stands; keep it to see what the end of a stream still changes (`try` reads variables and
    /// metrics there).
    Inspect inspect;
};

/// The gateway without sockets: takes requests, gives responses, reloads its program. Requests may come from several threads; each runs
/// on the thread it came on.
class Engine {
public:
    Engine(EngineOptions options, EngineParts parts);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Reads the workspace and swaps the program if it is sound; else keeps the last good one. Findings are in status().problems.
    /// From any thread; one reload at a time.
    Result<void> reload();
    /// Takes the request. There is always an answer, errors are answers too: a Result, so that a listener awaits this very task.
    [[nodiscard]] Task<Result<http::Response>> handle(http::Request&& request, ClientInfo client, std::shared_ptr<Cancellation> cancellation);

    [[nodiscard]] management::Status status() const;
    [[nodiscard]] management::MetricsSnapshot snapshot() const;
    /// Cost of model calls by consumer, product, model and backend, at most `most` of each.
    [[nodiscard]] management::Costs costs(std::size_t most) const;
    /// Asks a backend for its models; see ConnectionTester.
    [[nodiscard]] Task<Result<management::ConnectionTest>> testConnection(std::string backendId, Duration patience) {
        return m_connectionTester.test(std::move(backendId), patience);
    }
    /// Findings of the last reload, also of a failed one.
    [[nodiscard]] Diagnostics problems() const;
    [[nodiscard]] Result<std::string> effectivePolicy(const std::string& api, const std::string& operation,
                                                      const std::string& product) const;
    void setListeners(std::string gatewayUrl, std::string managementUrl);

    [[nodiscard]] metrics::Metrics& metrics() { return m_metrics; }
    [[nodiscard]] TrafficRing& traffic() { return m_traffic; }
    [[nodiscard]] MemoryCounters& counters() { return m_counters; }
    [[nodiscard]] MemoryCache& cache() { return m_cache; }
    [[nodiscard]] MemorySemanticCache& semanticCache() { return m_semanticCache; }
    /// Null unless several gateways share their state.
    [[nodiscard]] SharedState* sharedState() { return m_shared.get(); }
    [[nodiscard]] BackendRegistry& backends() { return m_backends; }
    [[nodiscard]] LocalModel* local() { return m_parts.local; }
    /// Clients of GraphQL subscriptions.
    [[nodiscard]] GraphQlHub& graphQl() { return m_graphQl; }
    [[nodiscard]] Outbox& outbox() { return m_local.outbox; }
    [[nodiscard]] Clock& clock() { return m_parts.clock; }
    [[nodiscard]] std::shared_ptr<const LiveProgram> live() const { return std::atomic_load(&m_live); }
    [[nodiscard]] const EngineOptions& options() const { return m_options; }

private:
    class CustomMetrics;
    void publish(std::shared_ptr<const LiveProgram> program, Duration took);
    [[nodiscard]] Task<http::Response> run(RequestScope& scope, const ClientInfo& client);
    [[nodiscard]] Task<Result<http::Response>> answer(std::shared_ptr<RequestScope> scope, Task<http::Response> running, Inspect inspect);
    void correlate(RequestScope& scope) const;
    [[nodiscard]] bool traces(const http::Request& request) const;

    EngineOptions m_options;
    EngineParts m_parts;
    metrics::Metrics m_metrics;
    TrafficRing m_traffic;
    MemoryCounters m_counters;
    MemoryCache m_cache;
    MemorySemanticCache m_semanticCache;
    std::unique_ptr<SharedState> m_shared;
    BackendRegistry m_backends;
    std::unique_ptr<policy::Identity> m_identity;
    LocalServices m_local;
    GraphQlHub m_graphQl;
    McpServer m_tools;
    AgentCards m_cards;
    RoutedExchange m_exchange;
    ConnectionTester m_connectionTester;
    std::unique_ptr<CustomMetrics> m_customMetrics;
    RequestFinish m_finish;
    policy::Services m_services;
    const Instant m_started;

    std::shared_ptr<const LiveProgram> m_live;
    std::mutex m_reloadMutex;
    mutable std::mutex m_statusMutex;
    Diagnostics m_problems;
    std::uint64_t m_revision = 0;
    Instant m_liveSince{};
    Duration m_reloadTook{};
};

}  // namespace mgc::gateway
