#include "app/gateway/command_run.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/host/gateway_host.h"

namespace mgc::app {

namespace {

constexpr auto drain = std::chrono::seconds(20);

/// Mode 0600, and whole or not at all: readers poll for the file's name.
Result<void> writeReadyFile(const std::string& path, const GatewayHost& host) {
    nlohmann::ordered_json ready{{"gateway", host.gatewayUrl()},
                                 {"management", host.managementUrl()},
                                 {"token", host.token()},
                                 {"pid", static_cast<std::int64_t>(getpid())},
                                 {"subscriptionKeys", host.subscriptionKeys()}};
    const std::string text = ready.dump() + '\n';
    const std::string temporary = path + ".part";
    ::unlink(temporary.c_str());
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool written = file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (file >= 0) ::close(file);
    if (!written || ::rename(temporary.c_str(), path.c_str()) != 0) {
        ::unlink(temporary.c_str());
        return fail("ReadyFileFailed", "The ready file '" + path + "' cannot be written.");
    }
    return {};
}

Result<std::map<std::string, std::string>> pairs(const std::vector<std::string>& arguments, std::string_view option) {
    std::map<std::string, std::string> result;
    for (const auto& argument : arguments) {
        const auto equals = argument.find('=');
        if (equals == std::string::npos || equals == 0) return fail("InvalidArgument", std::string(option) + " takes NAME=VALUE, not '" + argument + "'.");
        result[argument.substr(0, equals)] = argument.substr(equals + 1);
    }
    return result;
}

int refuse(const Error& error) {
    std::fprintf(stderr, "model-gateway run: %s\n", error.fullMessage().c_str());
    return 2;
}

void printProblems(gateway::Engine& engine) {
    const Diagnostics problems = engine.problems();
    for (const auto& diagnostic : problems.all()) std::fprintf(stderr, "%s\n", toText(diagnostic).c_str());
}

/// Waits for signals on this thread; everything else runs on the host's threads.
int serve(GatewayHost& host, const sigset_t& signals, const std::string& readyFile) {
    while (true) {
        int signal = 0;
        if (sigwait(&signals, &signal) != 0) continue;
        if (signal == SIGHUP) {
            const auto reloaded = host.reload();
            std::fprintf(stderr, reloaded ? "Reloaded.\n" : "The last good program keeps running.\n");
            printProblems(host.engine());
            continue;
        }
        host.stop(drain);
        if (!readyFile.empty()) ::unlink(readyFile.c_str());
        return 0;
    }
}

}  // namespace

int runGateway(int argc, char** argv) {
    // Signals are taken by sigwait on this thread; block them before any other thread starts.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    HostOptions options;
    std::string listen = "127.0.0.1:8080", management = "127.0.0.1:0", readyFile, trace = "on-request", state = "memory", dap;
    std::vector<std::string> upstreams, settings;
    std::uint64_t seed = 0;
    CLI::App app{"Starts the gateway. Without WORKSPACE: the built-in starter workspace with the built-in model simulator.", "model-gateway run"};
    app.add_option("WORKSPACE", options.workspace, "Workspace folder (APIOps layout)");
    app.add_option("--listen", listen, "HOST:PORT of the gateway; port 0 picks a free one")->capture_default_str();
    app.add_option("--management", management, "HOST:PORT of the management API")->capture_default_str();
    app.add_option("--workers", options.workers, "Worker threads; 0: one per core")->check(CLI::Range(0, 256));
    app.add_option("--state", state, "memory, or redis://HOST:PORT: counters and caches shared by several gateways")->capture_default_str();
    app.add_option("--tier", options.tier, "APIM tier to imitate (from the workspace)");
    app.add_option("--trace", trace, "off, on-request (header Ocp-Apim-Trace: true) or all")->check(CLI::IsMember({"off", "on-request", "all"}))->capture_default_str();
    app.add_option("--upstream", upstreams, "ID=URL: point backend entity ID elsewhere for this run");
    app.add_option("--set", settings, "NAME=VALUE: a named value for this run");
    auto* seedOption = app.add_option("--seed", seed, "Seed of ids, weights and the simulator");
    app.add_option("--ready-file", readyFile, "Written whole, mode 0600, once it serves");
    app.add_option("--certificate", options.certificateFile, "PEM certificate chain: serve TLS");
    app.add_option("--private-key", options.privateKeyFile, "PEM private key of --certificate");
    app.add_option("--gateway-log", options.gatewayLog, "File: one JSON line per request, columns of ApiManagementGatewayLogs");
    app.add_option("--otlp", options.otlpEndpoint,
                   "URL of an OpenTelemetry collector (OTLP/HTTP, JSON) such as http://127.0.0.1:4318: traces, logs and metrics; "
                   "its headers come from OTEL_EXPORTER_OTLP_HEADERS");
    app.add_option("--llm-log", options.llmLog, "File: JSON lines of ApiManagementGatewayLlmLog, with prompts and answers");
    app.add_flag("--client-certificates", options.requestClientCertificate, "Ask TLS clients for a certificate (mutual TLS); policies check it");
    app.add_option("--dap", dap, "Debug Adapter Protocol server (not in this version)");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    options.state = state;
    if (!dap.empty()) return refuse(Error("NotSupported", "--dap is not supported by this version."));
    if (options.requestClientCertificate && options.certificateFile.empty())
        return refuse(Error("InvalidArgument", "--client-certificates needs TLS: give --certificate and --private-key."));
    options.tracing = trace == "off" ? gateway::Tracing::Off : trace == "all" ? gateway::Tracing::All : gateway::Tracing::OnRequest;
    if (seedOption->count() > 0) options.seed = seed;

    auto listenAddress = parseListenAddress(listen);
    if (!listenAddress) return refuse(listenAddress.error());
    auto managementAddress = parseListenAddress(management);
    if (!managementAddress) return refuse(managementAddress.error());
    auto upstreamPairs = pairs(upstreams, "--upstream");
    if (!upstreamPairs) return refuse(upstreamPairs.error());
    auto settingPairs = pairs(settings, "--set");
    if (!settingPairs) return refuse(settingPairs.error());
    options.listen = *listenAddress;
    options.management = *managementAddress;
    options.upstreams = std::move(*upstreamPairs);
    options.settings = std::move(*settingPairs);
    if (!options.listen.isLoopback() && options.certificateFile.empty())
        std::fprintf(stderr, "Warning: %s is reachable from other machines without TLS; subscription keys travel in clear text.\n", listen.c_str());

    auto host = GatewayHost::start(std::move(options));
    if (!host) return refuse(host.error());
    printProblems((*host)->engine());
    if (!readyFile.empty()) {
        if (const auto written = writeReadyFile(readyFile, **host); !written) return refuse(written.error());
    }
    std::fprintf(stderr, "Gateway    %s\nManagement %s\n", (*host)->gatewayUrl().c_str(), (*host)->managementUrl().c_str());
    return serve(**host, signals, readyFile);
}

}  // namespace mgc::app
