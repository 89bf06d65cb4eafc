#include "app/gateway/command_connection.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/gateway/blocking_client.h"
#include "foundry/read_connection.h"
#include "foundry/report.h"
#include "foundry/settings.h"
#include "resources/files.h"

namespace mgc::app {
namespace {

struct Arguments {
    std::string file, key, clientSecret, url, deployment, format = "text", authorities;
    bool settingsOnly = false;
};

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value ? value : "";
}

int refuse(const Error& error) {
    std::fprintf(stderr, "model-gateway connection: %s\n", error.fullMessage().c_str());
    return 2;
}

int validate(const Arguments& arguments) {
    auto text = resources::readFile(arguments.file);
    if (!text) return refuse(text.error());
    const auto document = json::Document::parse(std::move(*text), arguments.file);
    if (!document) return refuse(document.error().wrapped("MGC2002", "'" + arguments.file + "' is not valid JSON"));

    foundry::Findings findings;
    auto connection = foundry::readConnection(*document, arguments.url, findings);
    if (!connection) return refuse(connection.error());
    const auto given = [](std::string& member, const std::string& option, const char* variable) {
        if (!option.empty())
            member = option;
        else if (const std::string value = environment(variable); !value.empty())
            member = value;
    };
    given(connection->credentials.key, arguments.key, "MGC_CONNECTION_KEY");
    given(connection->credentials.clientSecret, arguments.clientSecret, "MGC_CONNECTION_CLIENT_SECRET");

    std::vector<foundry::ProbedRequest> requests;
    if (!arguments.settingsOnly) {
        foundry::checkCredentials(*connection, findings);
        auto client = BlockingClient::create(arguments.authorities);
        if (!client) return refuse(client.error());
        const auto send = [&client](const foundry::Call& call) { return (*client)->send(call); };
        const auto pause = [](std::chrono::milliseconds duration) {
            std::this_thread::sleep_for(duration);
            return true;
        };
        foundry::Probe probe(*connection, {.deployment = arguments.deployment}, send, pause, findings);
        probe.run();
        requests = probe.requests();
    }
    const std::string report = arguments.format == "json" ? foundry::reportJson(*connection, findings, requests).dump(2) + '\n'
                                                          : foundry::reportText(*connection, findings, requests);
    if (std::fwrite(report.data(), 1, report.size(), stdout) != report.size() || std::fflush(stdout) != 0) return 3;
    return findings.ok() ? 0 : 1;
}

}  // namespace

int runConnection(int argc, char** argv) {
    CLI::App app("Foundry connections to a gateway.", "model-gateway connection");
    Arguments arguments;
    CLI::App* command = app.add_subcommand("validate", "Calls the gateway request by request as Foundry would and explains each fault.");
    command->add_option("FILE", arguments.file, "The connection's ARM JSON, or a parameters file of the foundry-samples templates")
        ->required();
    command->add_option("--key", arguments.key, "API key (an access token with Entra authentication); environment: MGC_CONNECTION_KEY");
    command->add_option("--client-secret", arguments.clientSecret, "Client secret of OAuth2; environment: MGC_CONNECTION_CLIENT_SECRET");
    command->add_option("--url", arguments.url, "Replaces the target, for example with the address of a local gateway");
    command->add_option("--deployment", arguments.deployment,
                        "The model to call (default: every static model, or the first that is discovered)");
    command->add_option("--format", arguments.format, "text or json")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
    command->add_option("--ca-file", arguments.authorities, "PEM file with further certificate authorities");
    command->add_flag("--settings-only", arguments.settingsOnly, "Check the settings and make no request");
    app.require_subcommand(1);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return validate(arguments);
}

}  // namespace mgc::app
