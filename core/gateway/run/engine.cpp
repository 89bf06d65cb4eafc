#include "gateway/run/engine.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "gateway/run/backend_conversion.h"
#include "gateway/run/conversions.h"
#include "gateway/run/cost_report.h"
#include "gateway/run/effective_policy.h"
#include "gateway/run/live_program.h"
#include "gateway/run/request_scope.h"
#include "gateway/run/response_tap.h"
#include "gateway/run/trace_frame.h"
#include "gateway/state/stand_in_identity.h"
#include "http/certificate.h"
#include "http/duplex.h"
#include "policy/graphql/graphql_call.h"
#include "policy/program/runner.h"
#include "policy/runtime/trace_recorder.h"

namespace mgc::gateway {

namespace {

constexpr std::size_t shownKeys = 200;
constexpr std::size_t shownShares = 20;
constexpr std::size_t usualSteps = 16;

management::Problem toProblem(const Diagnostic& diagnostic) {
    return {std::string(toText(diagnostic.severity)),
            diagnostic.code,
            diagnostic.message,
            diagnostic.range.file,
            static_cast<int>(diagnostic.range.begin.line),
            static_cast<int>(diagnostic.range.begin.column)};
}

/// Nothing sound has been loaded yet: Azure would not have accepted the workspace at all.
Task<http::Response> refuseUnloaded(std::string requestId) {
    policy::PolicyError error;
    error.source = "configuration";
    error.reason = "InvalidConfiguration";
    error.message = "The workspace has errors and no earlier program is live.";
    co_return policy::toResponse(error, requestId);
}

}  // namespace

/// Custom metrics (emit-metric, token metrics) go to /metrics.
class Engine::CustomMetrics : public policy::MetricSink {
public:
    explicit CustomMetrics(metrics::Metrics& metrics) : m_metrics(metrics) {}
    void emit(const policy::MetricSamples& samples) override {
        std::array<metrics::CustomSeries::Named, mostAtOnce> values;
        for (std::size_t at = 0; at < samples.values.size(); at += mostAtOnce) {
            const auto some = samples.values.subspan(at, std::min(mostAtOnce, samples.values.size() - at));
            std::ranges::transform(some, values.begin(), [](const auto& each) {
                return metrics::CustomSeries::Named{each.name, each.value};
            });
            m_metrics.addCustom(samples.metricNamespace, std::span(values).first(some.size()), samples.dimensions);
        }
    }

private:
    static constexpr std::size_t mostAtOnce = 8;

    metrics::Metrics& m_metrics;
};

Engine::Engine(EngineOptions options, EngineParts parts)
    : m_options(std::move(options)),
      m_parts(std::move(parts)),
      m_counters(parts.clock),
      m_cache(parts.clock, m_options.cacheBytes),
      m_semanticCache(parts.clock, m_options.semanticCacheBytes),
      m_shared(m_parts.sharedState ? m_parts.sharedState(m_counters, m_semanticCache) : nullptr),
      m_backends(parts.clock),
      m_identity(std::make_unique<StandInIdentity>(parts.clock, parts.random)),
      m_local(parts.clock, *m_identity),
      m_tools(*this),
      m_cards(*this, parts.network),
      m_exchange(parts.local, parts.network, m_tools, m_cards),
      m_connectionTester(m_backends, *m_identity, m_exchange, parts.local, parts.clock),
      m_customMetrics(std::make_unique<CustomMetrics>(m_metrics)),
      m_finish(m_metrics, m_traffic, parts.clock),
      m_services{parts.clock,
                 parts.random,
                 m_exchange,
                 m_shared ? m_shared->counters() : m_counters,
                 m_shared ? m_shared->cache() : m_cache,
                 m_shared ? m_shared->semanticCache() : m_semanticCache,
                 *m_identity,
                 parts.tokens,
                 *m_customMetrics,
                 m_backends,
                 policy::WindowKind::Sliding,
                 m_options.bodyLimit},
      m_started(parts.clock.now()) {
    m_services.certificates = &m_local.certificates;
    m_services.connections = &m_local.connections;
    m_services.messages = &m_local.messages;
    for (const auto& [id, url] : m_options.upstreams) m_backends.redirect(id, url);
    m_backends.onTrip([this](const std::string& id, Duration openFor) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(openFor).count();
        m_metrics.annotate(m_parts.clock.now(), "breakerTripped", "Breaker of " + id + " open for " + std::to_string(seconds) + " s");
    });
}

Engine::~Engine() = default;

Result<void> Engine::reload() {
    const std::lock_guard oneAtATime(m_reloadMutex);
    const auto began = std::chrono::steady_clock::now();
    Diagnostics diagnostics;
    auto program = buildLiveProgram(m_options, m_parts.catalog, diagnostics);
    std::vector<BackendDefinition> backends;
    if (program)
        for (const auto& backend : program->workspace->backends) backends.push_back(toDefinition(backend, diagnostics));
    if (m_parts.local)
        for (auto& limitation : m_parts.local->limitations()) diagnostics.add(std::move(limitation));
    if (program) {
        m_local.configure(*program->workspace, diagnostics);
        program->deployment = m_local.deployment(*program->deployment);
        if (diagnostics.hasErrors()) program = nullptr;
    }
    const std::size_t errors = diagnostics.errorCount();
    {
        const std::lock_guard lock(m_statusMutex);
        m_problems = std::move(diagnostics);
    }
    if (!program) {
        m_metrics.annotate(m_parts.clock.now(), "reloadFailed", "Reload failed: " + std::to_string(errors) + " errors");
        return fail("ReloadFailed", "The workspace has " + std::to_string(errors) + " errors; the last good program stays live.");
    }
    m_backends.replace(std::move(backends));
    publish(std::move(program), std::chrono::steady_clock::now() - began);
    return {};
}

void Engine::publish(std::shared_ptr<const LiveProgram> program, Duration took) {
    std::uint64_t revision = 0;
    {
        const std::lock_guard lock(m_statusMutex);
        revision = ++m_revision;
        m_liveSince = m_parts.clock.now();
        m_reloadTook = took;
    }
    std::atomic_store(&m_live, std::move(program));
    if (revision > 1) m_metrics.annotate(m_parts.clock.now(), "policySaved", "Workspace saved, revision " + std::to_string(revision));
}

bool Engine::traces(const http::Request& request) const {
    switch (m_options.tracing) {
        case Tracing::Off:
            return false;
        case Tracing::All:
            return true;
        case Tracing::OnRequest:
            return equalsIgnoreCase(request.headers.get("Ocp-Apim-Trace").value_or(""), "true");
    }
    return false;
}

Task<Result<http::Response>> Engine::handle(http::Request&& request, ClientInfo client, std::shared_ptr<Cancellation> cancellation) {
    m_metrics.requestStarted();
    const bool traced = traces(request);
    auto scope = std::allocate_shared<RequestScope>(WarmMemory<RequestScope>(), m_services, m_metrics, std::move(request));
    scope->live = std::atomic_load(&m_live);
    if (client.inspect) scope->samples.keep();
    policy::RequestContext& context = scope->context;
    context.received = m_parts.clock.now();
    context.requestId = m_parts.random.guid();
    context.clientIp = std::move(client.ip);
    if (!client.certificateChain.empty()) {
        context.clientCertificateDer = http::toDer(client.certificateChain);
        context.clientCertificateChain = std::move(client.certificateChain);
    }
    context.cancellation = std::move(cancellation);
    context.observer = &scope->steps;

    TrafficRecord& record = *scope->record;
    record.received = context.received;
    record.steps.reserve(usualSteps);
    record.requestId = context.requestId;
    record.clientIp = context.clientIp;
    record.method = context.request().method;
    record.url = context.originalUrl().toText();
    record.requestHeaders = context.request().headers;
    http::Body& body = context.request().body;
    if (body.isWhole())
        recordWhole(body, record.requestBody);
    else
        body.addTap(std::make_shared<BodyRecorder>(scope->record, record.requestBody));
    if (traced) {
        context.startTrace();
        traceArrival(context);
    }
    auto running = run(*scope, client);
    return answer(std::move(scope), std::move(running), std::move(client.inspect));
}

/// The policies that answer this request, not begun yet.
Task<http::Response> Engine::run(RequestScope& scope, const ClientInfo& client) {
    policy::RequestContext& context = scope.context;
    if (!scope.live) return refuseUnloaded(context.requestId);
    scope.services.windowKind = scope.live->windowKind;
    auto admission = scope.live->admit(context, client);
    scope.record->program = scope.live;
    traceConfiguration(context);
    if (!scope.live->correlations.isEmpty() && context.api) correlate(scope);
    if (admission.graphQl) context.addHook(std::make_shared<policy::GraphQlCall>(std::move(admission.graphQl), &m_graphQl));
    if (admission.refusal) return policy::Runner::runError(std::move(admission.program), context, std::move(*admission.refusal));
    return policy::Runner::run(std::move(admission.program), context);
}

void Engine::correlate(RequestScope& scope) const {
    policy::RequestContext& context = scope.context;
    const auto setting = scope.live->correlations.of(context.api.get());
    if (setting.protocol == policy::CorrelationProtocol::None) return;
    const bool sampled = setting.samplingPercentage >= 100 || m_parts.random.unit() * 100 < setting.samplingPercentage;
    auto correlation = std::make_shared<policy::Correlation>(setting.protocol, context.request().headers, m_parts.random, sampled);
    scope.record->traceId = correlation->traceId();
    scope.record->spanId = correlation->spanId();
    scope.record->parentSpanId = correlation->parentSpanId();
    if (auto* trace = context.trace()) trace->addMessage("request-correlation", correlation->description());
    context.addHook(std::move(correlation));
}

Task<Result<http::Response>> Engine::answer(std::shared_ptr<RequestScope> scope, Task<http::Response> running, Inspect inspect) {
    policy::RequestContext& context = scope->context;
    Result<http::Response> answered = co_await running;
    http::Response& response = *answered;
    if (context.trace()) {
        response.headers.set("Apim-Trace-Id", context.requestId);
        traceAnswer(context, response);
    }
    m_finish.headReady(*scope, response);
    if (response.status == 101 && context.upgrade) context.upgrade->owner = scope;
    if (inspect) inspect(scope);
    if (response.body.isWhole()) {
        recordWhole(response.body, scope->record->responseBody);
        m_finish.bodyEnded(*scope, true);
        co_return answered;
    }
    m_metrics.streamStarted();
    auto finished = [this, scope](bool complete) { m_finish.bodyEnded(*scope, complete); };
    response.body.addTap(std::make_shared<ResponseTap>(scope->record, m_parts.clock, std::move(finished)));
    co_return answered;
}

void Engine::setListeners(std::string gatewayUrl, std::string managementUrl) {
    const std::lock_guard lock(m_statusMutex);
    m_options.gatewayUrl = std::move(gatewayUrl);
    m_options.managementUrl = std::move(managementUrl);
}

Diagnostics Engine::problems() const {
    const std::lock_guard lock(m_statusMutex);
    return m_problems;
}

management::Status Engine::status() const {
    management::Status status;
    const auto live = std::atomic_load(&m_live);
    {
        const std::lock_guard lock(m_statusMutex);
        status.gatewayUrl = m_options.gatewayUrl;
        status.managementUrl = m_options.managementUrl;
        status.revision = m_revision;
        if (m_revision > 0) status.liveSince = toIso8601(m_liveSince);
        status.reloadMs = std::chrono::duration<double, std::milli>(m_reloadTook).count();
        for (const auto& diagnostic : m_problems.all()) status.problems.push_back(toProblem(diagnostic));
    }
    status.workspace = m_options.workspace.string();
    status.workspaceName = m_options.workspaceName.empty() ? m_options.workspace.filename().string() : m_options.workspaceName;
    status.uptimeSeconds = std::chrono::duration<double>(m_parts.clock.now() - m_started).count();
    if (m_parts.local) {
        status.simulatedDeployments = m_parts.local->deployments();
        status.simulatedRegions = m_parts.local->regions();
    }
    if (!live) return status;
    status.tier = live->tier;
    status.limits = live->limits;
    for (const auto& subscription : live->workspace->subscriptions) {
        if (subscription.name == "master") continue;
        status.subscriptions.push_back({subscription.name, subscription.displayName, subscription.scopeName,
                                        subscription.state == resources::SubscriptionState::Active ? "active" : "inactive",
                                        subscription.primaryKey});
    }
    for (const auto& api : live->workspace->apis) {
        management::ApiSummary summary{api.name, api.displayName, api.path, api.revision, api.keyHeader, api.keyQuery, {}};
        for (const auto& operation : api.operations) summary.operations.push_back(operation.method + ' ' + operation.urlTemplate);
        status.apis.push_back(std::move(summary));
    }
    return status;
}

Result<std::string> Engine::effectivePolicy(const std::string& api, const std::string& operation, const std::string& product) const {
    const auto live = std::atomic_load(&m_live);
    if (!live) return fail("NoProgram", "No sound workspace has been loaded yet.");
    return gateway::effectivePolicy(*live->workspace, api, operation, product);
}

management::Costs Engine::costs(std::size_t most) const {
    const auto live = std::atomic_load(&m_live);
    return costReport(m_metrics.modelUsage().read(), live ? live->workspace->prices : resources::PriceTable{}, most);
}

management::MetricsSnapshot Engine::snapshot() const {
    const Instant now = m_parts.clock.now();
    const auto readings = m_counters.readings(shownKeys);
    auto snapshot = toSnapshot(m_metrics.read(now), readings, m_backends.readings(), now);
    snapshot.costs = costs(shownShares);
    const std::lock_guard lock(m_statusMutex);
    snapshot.revision = m_revision;
    return snapshot;
}

}  // namespace mgc::gateway
