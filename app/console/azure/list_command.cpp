#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/browse.h"
#include "azure/json_text.h"

namespace mgc::app {

namespace {

struct ListOptions : AzureOptions {
    std::string kind = "services", account, project;
};

int list(AzureRun& run, const ListOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    auto items = azure::browse(**arm, options.kind, {options.subscription, options.resourceGroup, options.account, options.project});
    if (!items) return run.refuse(items.error());
    std::string text;
    for (const azure::Json& item : *items) {
        const std::string location = azure::jsonText(item, "location");
        std::string name;
        for (const char* const member : {"name", "displayName", "tenantId"})
            if (name.empty()) name = azure::jsonText(item, member);
        text += name + (location.empty() ? "" : "  " + location) + "  " + azure::jsonText(item, "id") + '\n';
    }
    if (items->empty()) text = "None.\n";
    return run.finish({{"ok", true}, {"kind", options.kind}, {"items", *items}}, text, 0);
}

}  // namespace

void addList(CLI::App& app, int& code) {
    auto options = std::make_shared<ListOptions>();
    CLI::App* const command = app.add_subcommand("list", "List what there is in Azure");
    command->add_option("KIND", options->kind, "What to list")->check(CLI::IsMember(azure::browseKinds()))->capture_default_str();
    command->add_option("--account", options->account, "Foundry account, for projects, deployments and connections");
    command->add_option("--project", options->project, "Foundry project, for its connections");
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return list(run, *options); }); });
}

}  // namespace mgc::app
