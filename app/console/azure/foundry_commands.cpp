#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/browse.h"
#include "azure/foundry_connection.h"
#include "azure/json_text.h"
#include "foundry/read_connection.h"
#include "foundry/report.h"
#include "foundry/settings.h"
#include "resources/files.h"
#include "template/template_model.h"

namespace mgc::app {

namespace {

struct ConnectionOptions : AzureOptions {
    std::string file, account, project, url, deployment, as = "arm", out, name;
};

/// The connection of FILE with its secrets from the environment.
Result<foundry::Connection> connectionOf(const ConnectionOptions& options, foundry::Findings& findings) {
    MGC_TRY_ASSIGN(std::string text, resources::readFile(options.file));
    MGC_TRY_ASSIGN(const json::Document document, json::Document::parse(std::move(text), options.file));
    MGC_TRY_ASSIGN(foundry::Connection connection, foundry::readConnection(document, options.url, findings));
    if (auto key = azure::processEnvironment("MGC_CONNECTION_KEY")) connection.credentials.key = *key;
    if (auto secret = azure::processEnvironment("MGC_CONNECTION_CLIENT_SECRET")) connection.credentials.clientSecret = *secret;
    return connection;
}

Result<std::string> accountId(azure::ArmClient& arm, const ConnectionOptions& options) {
    if (!options.subscription.empty() && !options.resourceGroup.empty() && !options.account.empty())
        return "/subscriptions/" + options.subscription + "/resourceGroups/" + options.resourceGroup +
               "/providers/Microsoft.CognitiveServices/accounts/" + options.account;
    MGC_TRY_ASSIGN(const azure::Json account, azure::findAccount(arm, {options.subscription, options.resourceGroup, options.account, {}}));
    return azure::jsonText(account, "id");
}

int create(AzureRun& run, const ConnectionOptions& options) {
    foundry::Findings findings;
    auto connection = connectionOf(options, findings);
    if (!connection) return run.refuse(connection.error());
    foundry::checkCredentials(*connection, findings);
    if (!findings.ok())
        return run.finish(foundry::reportJson(*connection, findings, {}), foundry::reportText(*connection, findings, {}), 1);
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto account = accountId(**arm, options);
    if (!account) return run.refuse(account.error());
    const std::string path = azure::connectionPath(*account, options.project, connection->name);
    if (!run.confirmed("Create or replace " + path + '?')) return run.refuse(Error("NotConfirmed", "Nothing was created."));
    const auto answer = (*arm)->call({.method = "PUT",
                                      .path = path,
                                      .apiVersion = azure::connectionVersion,
                                      .query = {},
                                      .ifMatch = {},
                                      .body = azure::connectionBody(*connection),
                                      .purpose = "Creating the connection " + connection->name});
    if (!answer) return run.refuse(answer.error());
    return run.finish({{"ok", true},
                       {"id", path},
                       {"model", connection->name + "/" + (connection->models.empty() ? "DEPLOYMENT" : connection->models.front().name)}},
                      "Created " + path + '\n', 0);
}

int remove(AzureRun& run, const ConnectionOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto account = accountId(**arm, options);
    if (!account) return run.refuse(account.error());
    const std::string path = azure::connectionPath(*account, options.project, options.name);
    if (!run.confirmed("Delete " + path + '?')) return run.refuse(Error("NotConfirmed", "Nothing was deleted."));
    const auto answer = (*arm)->call({.method = "DELETE",
                                      .path = path,
                                      .apiVersion = azure::connectionVersion,
                                      .query = {},
                                      .ifMatch = {},
                                      .body = {},
                                      .purpose = "Deleting the connection " + options.name},
                                     {404});
    if (!answer) return run.refuse(answer.error());
    return run.finish({{"ok", true}, {"id", path}, {"existed", answer->status == 200}}, "Deleted " + path + '\n', 0);
}

/// What Azure says about the connection, then the gateway called as Foundry would.
int validate(AzureRun& run, const ConnectionOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto account = accountId(**arm, options);
    if (!account) return run.refuse(account.error());
    azure::Json resource;
    const auto live = azure::checkConnectionInAzure(**arm, *account, options.project, options.name, resource);
    if (!live) return run.refuse(live.error());
    foundry::Findings findings;
    for (const auto& finding : *live)
        findings.add({finding.error ? Severity::Error : Severity::Warning, finding.code, finding.message, finding.fix, {}});
    foundry::Connection connection;
    std::vector<foundry::ProbedRequest> requests;
    if (!resource.is_null()) {
        const auto document = json::Document::parse(resource.dump(), options.name);
        auto read =
            document ? foundry::readConnection(*document, options.url, findings) : Result<foundry::Connection>(fail(document.error()));
        if (!read) return run.refuse(read.error());
        connection = std::move(*read);
        if (auto key = azure::processEnvironment("MGC_CONNECTION_KEY")) connection.credentials.key = *key;
        if (auto secret = azure::processEnvironment("MGC_CONNECTION_CLIENT_SECRET")) connection.credentials.clientSecret = *secret;
        if (connection.credentials.key.empty() && connection.authType == foundry::AuthType::ApiKey)
            findings.warning("NotTested", "Azure never shows a connection's key, so no request was made.",
                             "Set MGC_CONNECTION_KEY to the key to try the requests.");
        azure::Transport& transport = run.session().transport();
        foundry::Probe probe(connection, {.deployment = options.deployment}, azure::probeSend(transport), azure::probePause(transport),
                             findings);
        probe.run();
        requests = probe.requests();
    }
    return run.finish(foundry::reportJson(connection, findings, requests), foundry::reportText(connection, findings, requests),
                      findings.ok() ? 0 : 1);
}

int exportConnection(const ConnectionOptions& options) {
    AzureRun run(options);
    foundry::Findings findings;
    const auto connection = connectionOf(options, findings);
    if (!connection) return run.refuse(connection.error());
    templates::Template content;
    content.parameters = {{"accountName", false, nullptr, "The Foundry account"}};
    if (!options.project.empty()) content.parameters.push_back({"projectName", false, options.project, "The project"});
    azure::Json body = azure::connectionForFiles(*connection);
    if (connection->authType == foundry::AuthType::ApiKey) {
        content.parameters.push_back({"apiKey", true, nullptr, "The key of the gateway"});
        body["properties"]["credentials"] = {{"key", templates::parameterReference("apiKey")}};
    } else if (connection->authType == foundry::AuthType::OAuth2) {
        content.parameters.push_back({"clientSecret", true, nullptr, "The client secret"});
        body["properties"]["credentials"] = {{"clientId", connection->credentials.clientId},
                                             {"clientSecret", templates::parameterReference("clientSecret")}};
    }
    const bool project = !options.project.empty();
    const std::string arm = project ? "concat(parameters('accountName'), '/', parameters('projectName'), '/" + connection->name + "')"
                                    : "concat(parameters('accountName'), '/" + connection->name + "')";
    const std::string bicep =
        project ? "'${accountName}/${projectName}/" + connection->name + '\'' : "'${accountName}/" + connection->name + '\'';
    content.resources.push_back(
        {"gatewayConnection",
         project ? "Microsoft.CognitiveServices/accounts/projects/connections" : "Microsoft.CognitiveServices/accounts/connections",
         azure::connectionVersion,
         templates::expression(arm, bicep),
         {},
         {},
         {},
         body,
         {}});
    const auto files = options.as == "bicep"
                           ? templates::bicepFiles(content)
                           : std::vector<templates::OutputFile>{{"main.json", templates::armTemplate(content).dump(2) + '\n'}};
    azure::Json names = azure::Json::array();
    for (const auto& file : files) {
        const std::string path = resources::joinedPath(options.out, file.path);
        if (const auto written = resources::writeFile(path, file.text); !written) return run.refuse(written.error());
        names.push_back(path);
    }
    return run.finish({{"ok", true}, {"files", names}}, names.front().get<std::string>() + '\n', 0);
}

}  // namespace

void addConnection(CLI::App& app, int& code) {
    CLI::App* const command = app.add_subcommand("connection", "Foundry connections to a gateway");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* help) {
        auto options = std::make_shared<ConnectionOptions>();
        CLI::App* const action = command->add_subcommand(name, help);
        action->add_option("--account", options->account, "Foundry account");
        action->add_option("--project", options->project, "Project; without it the connection is the account's");
        addCommonOptions(*action, *options);
        return std::pair(action, options);
    };
    const auto [creating, createOptions] =
        add("create", "Create or replace a connection from its file; the key comes from MGC_CONNECTION_KEY or the file");
    creating->add_option("FILE", createOptions->file, "ARM JSON or parameters file of the connection")->required();
    creating->add_option("--url", createOptions->url, "Replaces the target");
    creating->callback(
        [options = createOptions, &code] { code = runAzure(*options, [&](AzureRun& run) { return create(run, *options); }); });
    const auto [deleting, deleteOptions] = add("delete", "Delete a connection");
    deleting->add_option("NAME", deleteOptions->name, "Its name")->required();
    deleting->callback(
        [options = deleteOptions, &code] { code = runAzure(*options, [&](AzureRun& run) { return remove(run, *options); }); });
    const auto [validating, validateOptions] = add("validate", "Check a connection that is in Azure, request by request");
    validating->add_option("NAME", validateOptions->name, "Its name")->required();
    validating->add_option("--url", validateOptions->url, "Replaces the target");
    validating->add_option("--deployment", validateOptions->deployment, "The model to call");
    validating->callback(
        [options = validateOptions, &code] { code = runAzure(*options, [&](AzureRun& run) { return validate(run, *options); }); });
    const auto [exporting, exportOptions] = add("export", "Write a connection as ARM template or Bicep");
    exporting->add_option("FILE", exportOptions->file, "ARM JSON or parameters file of the connection")->required();
    exporting->add_option("--url", exportOptions->url, "Replaces the target");
    exporting->add_option("--as", exportOptions->as, "arm or bicep")->check(CLI::IsMember({"arm", "bicep"}))->capture_default_str();
    exporting->add_option("--out", exportOptions->out, "Folder to write")->required();
    exporting->callback([options = exportOptions, &code] { code = exportConnection(*options); });
}

}  // namespace mgc::app
