#include "app/gateway/command_try.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/host/scratch_folder.h"
#include "app/host/simulated_model.h"
#include "app/host/token_counter.h"
#include "base/text.h"
#include "catalog.h"
#include "gateway/route/route_table.h"
#include "gateway/trial/scripted_exchange.h"
#include "gateway/trial/trial_runner.h"
#include "policy/model/catalog.h"
#include "resources/samples.h"

namespace mgc::app {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string policy, request, workspace, backend, at, tier;
    int repeat = 1;
};

/// The network of a trial without script: there is none.
class NoNetwork : public http::Exchange {
public:
    Task<Result<http::Response>> exchange(http::Request& request, const http::SendOptions&) override {
        co_return fail("BackendConnectionFailure", "`try` has no network: " + request.url.toText() + " was not called.");
    }
};

/// The simulator under every host, or the script.
class TrialModel : public gateway::LocalModel {
public:
    TrialModel(SimulatedModel& model, http::Exchange* script) : m_model(model), m_script(script) {}
    [[nodiscard]] bool claims(const http::Url&) const override { return true; }
    [[nodiscard]] http::Exchange& exchange() override { return m_script ? *m_script : m_model.exchange(); }
    [[nodiscard]] std::vector<std::string> deployments() const override { return m_model.deployments(); }
    [[nodiscard]] std::vector<std::string> regions() const override { return m_model.regions(); }
    [[nodiscard]] std::string profile() const override { return m_model.profile(); }
    [[nodiscard]] Result<void> setProfile(const std::string& json) override { return m_model.setProfile(json); }

private:
    SimulatedModel& m_model;
    http::Exchange* m_script;
};

Result<std::string> readText(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail("FileNotReadable", "'" + path + "' cannot be read.");
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

Result<Json> readJson(const std::string& path) {
    MGC_TRY_ASSIGN(const std::string text, readText(path));
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        return fail("InvalidJson", path + ": " + error.what());
    }
}

/// Name of the API that the first request's URL leads to; "" if it leads nowhere.
std::string replacedApi(const std::string& workspaceFolder, const gateway::ScriptedRequest& first) {
    Diagnostics ignored;  // the engine reads the workspace again and reports
    const auto workspace = resources::Workspace::read(workspaceFolder, ignored);
    if (!workspace) return {};
    const auto routes = gateway::RouteTable::build(*workspace, ignored);
    const auto url = http::parseUrl(first.url.starts_with('/') ? "https://localhost" + first.url : first.url);
    if (!url || !routes) return {};
    const auto match = routes->match(url->host, first.method, url->path, url->query, first.headers);
    return match.api ? match.api->resource->name : std::string();
}

int refuse(const Error& error) {
    std::fprintf(stderr, "model-gateway try: %s\n", error.fullMessage().c_str());
    return 2;
}

Result<int> perform(Arguments arguments) {
    MGC_TRY_ASSIGN(const std::string policy, readText(arguments.policy));
    MGC_TRY_ASSIGN(const Json script, readJson(arguments.request));
    MGC_TRY_ASSIGN(const auto groups, gateway::readRequestScript(script));
    if (groups.empty() || groups.front().empty()) return fail("InvalidRequest", arguments.request + " holds no request.");

    ScratchFolder scratch;
    if (arguments.workspace.empty()) {
        MGC_TRY_ASSIGN(scratch, ScratchFolder::create());
        arguments.workspace = scratch.path() + "/starter";
        MGC_TRY(resources::writeSample(resources::starterSample, arguments.workspace));
    }
    Instant start = std::chrono::system_clock::now();
    if (!arguments.at.empty()) {
        MGC_TRY_ASSIGN(start, parseIso8601(arguments.at));
    }
    gateway::VirtualClock clock(start);
    const auto random = makeSeededRandom(1);
    MGC_TRY_ASSIGN(auto profile, parseSimulatorProfile(simulatorProfileText(arguments.workspace), arguments.workspace));
    // It stands for any backend here, also for those that ask for no key.
    if (simulatorProfileText(arguments.workspace).empty()) profile.authRequired = false;
    SimulatedModel model(std::move(profile), clock, *random, SimulatedModel::Reach::EveryHost);
    std::unique_ptr<gateway::ScriptedExchange> answers;
    if (!arguments.backend.empty()) {
        MGC_TRY_ASSIGN(const Json backend, readJson(arguments.backend));
        MGC_TRY_ASSIGN(answers, gateway::ScriptedExchange::create(backend, clock));
    }
    TrialModel trial(model, answers.get());
    NoNetwork network;
    const policy::Catalog catalog(policies::catalog());
    const TokenCounter tokens;

    gateway::EngineOptions options;
    options.workspace = arguments.workspace;
    options.tier = arguments.tier;
    options.tracing = gateway::Tracing::All;
    options.replacedApiId = replacedApi(arguments.workspace, groups.front().front());
    options.replacedPolicyText = policy;
    options.replacedPolicyFile = arguments.policy;
    if (options.replacedApiId.empty()) {
        std::fprintf(stderr, "Note: %s leads to no API of the workspace; no policy is replaced.\n", groups.front().front().url.c_str());
    }
    gateway::Engine engine(std::move(options), {clock, *random, network, catalog, tokens, &trial});
    const auto loaded = engine.reload();
    const auto problems = engine.problems();
    for (const auto& diagnostic : problems.all()) std::fprintf(stderr, "%s\n", toText(diagnostic).c_str());
    if (!loaded) return 1;

    gateway::TrialRunner runner(engine, clock);
    std::vector<gateway::RequestGroup> repeated;
    for (int i = 0; i < arguments.repeat; ++i) repeated.insert(repeated.end(), groups.begin(), groups.end());
    MGC_TRY_ASSIGN(const Json report, runner.run(repeated));
    const std::string text = report.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
    std::fwrite(text.data(), 1, text.size(), stdout);
    return 0;
}

}  // namespace

int runTry(int argc, char** argv) {
    Arguments arguments;
    CLI::App app{"Runs requests through one policy document with the simulator or a scripted backend behind it; no sockets.", "model-gateway try"};
    app.add_option("POLICY", arguments.policy, "Policy of the API that the first request leads to")->required();
    app.add_option("--request", arguments.request, "REQUEST.json: one request, or an array (design/cli.md)")->required();
    app.add_option("--workspace", arguments.workspace, "Everything but that policy (default: the starter)");
    app.add_option("--backend", arguments.backend, "RESPONSES.json: scripted answers of everything outside the gateway");
    app.add_option("--repeat", arguments.repeat, "Run the requests this many times")->check(CLI::Range(1, 100000));
    app.add_option("--at", arguments.at, "Start of the controllable clock, ISO 8601");
    app.add_option("--tier", arguments.tier, "APIM tier to imitate (default developer: sliding windows)");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const auto result = perform(std::move(arguments));
    return result ? *result : refuse(result.error());
}

}  // namespace mgc::app
