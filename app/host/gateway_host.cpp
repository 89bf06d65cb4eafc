#include "app/host/gateway_host.h"

#include <openssl/rand.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/host/gateway_handler.h"
#include "app/host/scratch_folder.h"
#include "app/host/simulated_model.h"
#include "app/host/telemetry.h"
#include "app/host/token_counter.h"
#include "catalog.h"
#include "gateway/log/log_writer.h"
#include "gateway/management/management_api.h"
#include "gateway/net/client.h"
#include "gateway/net/event_loop.h"
#include "gateway/net/server.h"
#include "gateway/net/worker_pool.h"
#include "gateway/redis/redis_state.h"
#include "gateway/run/live_program.h"
#include "policy/model/catalog.h"
#include "resources/samples.h"
#include "resources/workspace_watcher.h"

namespace mgc::app {

namespace net = gateway::net;

namespace {

constexpr int portsTried = 50;

std::string randomToken() {
    std::array<unsigned char, 24> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    constexpr std::string_view hex = "0123456789abcdef";
    std::string token;
    for (const unsigned char byte : bytes) {
        token.push_back(hex[byte >> 4]);
        token.push_back(hex[byte & 15]);
    }
    return token;
}

Result<std::string> readText(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail("FileNotReadable", "'" + path + "' cannot be read.");
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

Result<std::unique_ptr<net::Server>> listen(net::WorkerPool& pool, net::ServerOptions options, net::Handler& handler, bool nextFreePort) {
    auto server = net::Server::start(pool, options, handler);
    for (int i = 0; i < portsTried && !server && nextFreePort && options.port != 0 && options.port < 65535; ++i) {
        ++options.port;
        server = net::Server::start(pool, options, handler);
    }
    return server;
}

}  // namespace

struct GatewayHost::Impl {
    HostOptions options;
    ScratchFolder scratch;  // the unpacked starter, where no workspace was named
    std::unique_ptr<Random> random;
    policy::Catalog catalog{policies::catalog()};
    TokenCounter tokens;
    net::WaitingClock clock;
    std::unique_ptr<net::WorkerPool> pool;
    std::unique_ptr<net::Client> client;
    std::unique_ptr<SimulatedModel> model;
    std::unique_ptr<gateway::Engine> engine;
    std::unique_ptr<gateway::LogWriter> log;
    std::unique_ptr<gateway::otlp::OtlpExporter> telemetry;
    std::unique_ptr<gateway::ManagementApi> management;
    std::unique_ptr<GatewayHandler> gatewayHandler;
    std::unique_ptr<ManagementHandler> managementHandler;
    std::unique_ptr<net::Server> server;
    std::unique_ptr<net::Server> managementServer;
    std::unique_ptr<resources::WorkspaceWatcher> watcher;
    std::string token = randomToken();
    std::string profileText;  // of the simulator's profile as last read from the workspace
    bool stopped = false;

    Result<void> openWorkspace();
    Result<void> makeEngine();
    Result<void> openListeners();
    void watch();
};

Result<void> GatewayHost::Impl::openWorkspace() {
    if (!options.workspace.empty()) {
        if (!std::filesystem::is_directory(options.workspace))
            return fail("InvalidWorkspace", "There is no folder '" + options.workspace + "'; `model-gateway init DIR` makes a workspace.");
        return {};
    }
    MGC_TRY_ASSIGN(scratch, ScratchFolder::create());
    options.workspace = scratch.path() + "/starter";
    return resources::writeSample(resources::starterSample, options.workspace);
}

Result<void> GatewayHost::Impl::makeEngine() {
    pool = std::make_unique<net::WorkerPool>(options.workers);
    MGC_TRY_ASSIGN(client, net::Client::create(*pool, {}));
    profileText = simulatorProfileText(options.workspace);
    MGC_TRY_ASSIGN(auto profile, parseSimulatorProfile(profileText, options.workspace));
    if (options.seed) profile.seed = *options.seed;
    model = std::make_unique<SimulatedModel>(std::move(profile), clock, *random);

    gateway::EngineOptions engineOptions;
    engineOptions.workspace = options.workspace;
    engineOptions.tier = options.tier;
    engineOptions.namedValues = options.settings;
    engineOptions.tracing = options.tracing;
    if (!options.otlpEndpoint.empty()) engineOptions.correlation = policy::CorrelationProtocol::W3c;
    for (const auto& [id, text] : options.upstreams) {
        auto url = http::parseUrl(text);
        if (!url) return fail("InvalidArgument", "--upstream " + id + ": " + url.error().message);
        engineOptions.upstreams.emplace(id, std::move(*url));
    }
    gateway::EngineParts parts{clock, *random, *client, catalog, tokens, model.get(), {}};
    if (options.state != "memory") {
        MGC_TRY_ASSIGN(const auto address, gateway::redis::parseAddress(options.state));
        parts.sharedState = [this, address](gateway::MemoryCounters& counters, gateway::MemorySemanticCache& semanticCache) {
            return std::make_unique<gateway::redis::RedisState>(address, clock, counters, semanticCache);
        };
    }
    engine = std::make_unique<gateway::Engine>(std::move(engineOptions), std::move(parts));
    if (!options.gatewayLog.empty() || !options.llmLog.empty()) {
        MGC_TRY_ASSIGN(log, gateway::LogWriter::start({options.gatewayLog, options.llmLog}, engine->traffic()));
    }
    if (!options.otlpEndpoint.empty()) {
        MGC_TRY_ASSIGN(telemetry, startTelemetry(options.otlpEndpoint, engine->traffic(), engine->metrics(), clock, *random, *pool, *client));
    }
    (void)engine->reload();  // faults are in the engine's problems; the listener starts all the same
    return {};
}

Result<void> GatewayHost::Impl::openListeners() {
    gatewayHandler = std::make_unique<GatewayHandler>(*engine);
    net::ServerOptions gatewayServer;
    gatewayServer.host = options.listen.host;
    gatewayServer.port = options.listen.port;
    if (!options.certificateFile.empty()) {
        gatewayServer.tls.emplace();
        gatewayServer.tls->requestClientCertificate = options.requestClientCertificate;
        MGC_TRY_ASSIGN(gatewayServer.tls->certificateChainPem, readText(options.certificateFile));
        MGC_TRY_ASSIGN(gatewayServer.tls->privateKeyPem, readText(options.privateKeyFile));
    }
    MGC_TRY_ASSIGN(server, listen(*pool, std::move(gatewayServer), *gatewayHandler, options.nextFreePort));

    gateway::ManagementOptions managementOptions;
    managementOptions.token = token;
    managementOptions.loopback = options.management.isLoopback();
    managementOptions.version = MGC_VERSION;
    if (telemetry)
        managementOptions.extendState = [this](nlohmann::json& report) { report["telemetry"] = telemetryReport(*telemetry); };
    management = std::make_unique<gateway::ManagementApi>(*engine, std::move(managementOptions));
    managementHandler = std::make_unique<ManagementHandler>(*management);
    net::ServerOptions managementListener;
    managementListener.host = options.management.host;
    managementListener.port = options.management.port;
    MGC_TRY_ASSIGN(managementServer, net::Server::start(*pool, std::move(managementListener), *managementHandler));
    engine->setListeners(server->url(), managementServer->url());
    return {};
}

void GatewayHost::Impl::watch() {
    if (!options.watch) return;
    auto started = resources::WorkspaceWatcher::start(options.workspace, [this] {
        // Only a changed file replaces the profile: faults switched on through the management API stay over a reload.
        const std::string text = simulatorProfileText(options.workspace);
        if (text != std::exchange(profileText, text))
            if (auto profile = parseSimulatorProfile(text, options.workspace)) model->replaceProfile(std::move(*profile));
        (void)engine->reload();
    });
    if (started) watcher = std::move(*started);
}

GatewayHost::GatewayHost(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

GatewayHost::~GatewayHost() {
    stop(Duration::zero());
}

Result<std::unique_ptr<GatewayHost>> GatewayHost::start(HostOptions options) {
    auto impl = std::make_unique<Impl>();
    impl->options = std::move(options);
    impl->random = impl->options.seed ? makeSeededRandom(*impl->options.seed) : makeSystemRandom();
    std::unique_ptr<GatewayHost> host(new GatewayHost(std::move(impl)));
    MGC_TRY(host->m_impl->openWorkspace());
    MGC_TRY(host->m_impl->makeEngine());
    MGC_TRY(host->m_impl->openListeners());
    host->m_impl->watch();
    return host;
}

std::string GatewayHost::gatewayUrl() const { return m_impl->server->url(); }
std::string GatewayHost::managementUrl() const { return m_impl->managementServer->url(); }
const std::string& GatewayHost::token() const { return m_impl->token; }
gateway::Engine& GatewayHost::engine() { return *m_impl->engine; }
Result<void> GatewayHost::reload() { return m_impl->engine->reload(); }

std::map<std::string, std::string> GatewayHost::subscriptionKeys() const {
    std::map<std::string, std::string> keys;
    for (const auto& subscription : m_impl->engine->status().subscriptions)
        if (subscription.state == "active") keys[subscription.id] = subscription.primaryKey;
    return keys;
}

void GatewayHost::stop(Duration grace) {
    Impl& impl = *m_impl;
    if (std::exchange(impl.stopped, true)) return;
    impl.watcher.reset();
    if (impl.management) impl.management->endStreams();
    if (impl.server) impl.server->stop(grace);
    if (impl.managementServer) impl.managementServer->stop(std::min<Duration>(grace, std::chrono::seconds(1)));
    impl.telemetry.reset();
    if (impl.client) impl.client->stop();
    if (impl.pool) impl.pool->stop();
    impl.log.reset();
}

}  // namespace mgc::app
