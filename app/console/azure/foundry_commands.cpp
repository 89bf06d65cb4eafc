#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/browse.h"
#include "azure/connection/connection_actions.h"
#include "azure/connection/connection_body.h"
#include "azure/json_text.h"
#include "foundry/report.h"
#include "foundry/settings.h"
#include "resources/files.h"

namespace mgc::app {

namespace {

struct ConnectionOptions : AzureOptions {
    std::string file, account, project, url, deployment, as = "arm", out, name;
};

azure::ConnectionSecrets environmentSecrets() {
    return {azure::processEnvironment("MGC_CONNECTION_KEY").value_or(""),
            azure::processEnvironment("MGC_CONNECTION_CLIENT_SECRET").value_or("")};
}

/// The connection of FILE with its secrets from the environment.
Result<azure::ConnectionCheck> connectionOf(const ConnectionOptions& options) {
    MGC_TRY_ASSIGN(std::string text, resources::readFile(options.file));
    return azure::readConnectionText(std::move(text), options.file, options.url, environmentSecrets());
}

int report(AzureRun& run, const azure::ConnectionCheck& check) {
    return run.finish(foundry::reportJson(check.connection, check.findings, check.requests),
                      foundry::reportText(check.connection, check.findings, check.requests), check.findings.ok() ? 0 : 1);
}

Result<std::string> accountId(azure::ArmClient& arm, const ConnectionOptions& options) {
    if (!options.subscription.empty() && !options.resourceGroup.empty() && !options.account.empty())
        return "/subscriptions/" + options.subscription + "/resourceGroups/" + options.resourceGroup +
               "/providers/Microsoft.CognitiveServices/accounts/" + options.account;
    MGC_TRY_ASSIGN(const azure::Json account, azure::findAccount(arm, {options.subscription, options.resourceGroup, options.account, {}}));
    return azure::jsonText(account, "id");
}

int create(AzureRun& run, const ConnectionOptions& options) {
    auto check = connectionOf(options);
    if (!check) return run.refuse(check.error());
    foundry::checkCredentials(check->connection, check->findings);
    if (!check->findings.ok()) return report(run, *check);
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto account = accountId(**arm, options);
    if (!account) return run.refuse(account.error());
    const foundry::Connection& connection = check->connection;
    const std::string path = azure::connectionPath(*account, options.project, connection.name);
    if (!run.confirmed("Create or replace " + path + '?')) return run.refuse(Error("NotConfirmed", "Nothing was created."));
    const auto created = azure::createConnection(**arm, *account, options.project, connection);
    if (!created) return run.refuse(created.error());
    return run.finish({{"ok", true},
                       {"id", *created},
                       {"model", connection.name + "/" + (connection.models.empty() ? "DEPLOYMENT" : connection.models.front().name)}},
                      "Created " + *created + '\n', 0);
}

int remove(AzureRun& run, const ConnectionOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto account = accountId(**arm, options);
    if (!account) return run.refuse(account.error());
    const std::string path = azure::connectionPath(*account, options.project, options.name);
    if (!run.confirmed("Delete " + path + '?')) return run.refuse(Error("NotConfirmed", "Nothing was deleted."));
    const auto existed = azure::deleteConnection(**arm, *account, options.project, options.name);
    if (!existed) return run.refuse(existed.error());
    return run.finish({{"ok", true}, {"id", path}, {"existed", *existed}}, "Deleted " + path + '\n', 0);
}

/// What Azure says about the connection, then the gateway called as Foundry would.
int validate(AzureRun& run, const ConnectionOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto account = accountId(**arm, options);
    if (!account) return run.refuse(account.error());
    const auto check = azure::validateConnection(**arm, *account, options.project, options.name, options.url,
                                                 {.deployment = options.deployment}, environmentSecrets());
    return check ? report(run, *check) : run.refuse(check.error());
}

int exportConnection(const ConnectionOptions& options) {
    AzureRun run(options);
    const auto check = connectionOf(options);
    if (!check) return run.refuse(check.error());
    azure::Json names = azure::Json::array();
    for (const auto& file : azure::connectionTemplate(check->connection, options.project, options.as)) {
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
