#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/json_text.h"
#include "azure/observe/agents.h"
#include "azure/observe/queries.h"

namespace mgc::app {

namespace {

struct AgentOptions : AzureOptions {
    azure::FoundryProject project;
    azure::AgentRequest request;
    std::string logAnalytics;
    int waitSeconds = 0;
    bool keep = false;
};

/// The calls of the gateway since the conversation began, as soon as the logs have one or the time is over (logs come minutes late).
Result<azure::QueryTable> gatewayCalls(azure::ArmClient& arm, const AgentOptions& options, const std::string& since) {
    std::string workspace = options.logAnalytics;
    if (workspace.empty()) {
        MGC_TRY_ASSIGN(workspace, azure::findLogWorkspace(arm, options.subscription, options.resourceGroup));
    }
    constexpr int pauseSeconds = 10;
    for (int left = options.waitSeconds;; left -= pauseSeconds) {
        MGC_TRY_ASSIGN(azure::QueryTable table, azure::runQuery(arm, workspace, azure::callsSince(since), "PT1H"));
        if (!table.rows.empty() || left <= 0) return table;
        MGC_TRY(arm.transport().wait(std::chrono::seconds(std::min(left, pauseSeconds))));
    }
}

int ask(AzureRun& run, const AgentOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto answered = azure::runAgent(**arm, options.project, options.request,
                                          [](const std::string& what) { std::fprintf(stderr, "%s\n", what.c_str()); });
    if (!answered) return run.refuse(answered.error());
    if (!options.keep)
        if (const auto gone = azure::deleteAgent(**arm, options.project, answered->agent); !gone)
            std::fprintf(stderr, "note: the agent %s stays: %s\n", answered->agent.c_str(), gone.error().message.c_str());
    azure::Json body{{"ok", true},
                     {"agent", answered->agent},
                     {"version", answered->version},
                     {"conversation", answered->conversation},
                     {"response", answered->response},
                     {"text", answered->text},
                     {"usage", answered->usage},
                     {"kept", options.keep}};
    std::string lines = answered->text + '\n';
    const auto calls = gatewayCalls(**arm, options, answered->startedAt);
    body["gatewayCalls"] = azure::Json::array();
    if (!calls) {
        std::fprintf(stderr, "note: the gateway's calls are not known: %s\n", calls.error().message.c_str());
        body["gatewayCallsError"] = {{"code", calls.error().code}, {"message", calls.error().message}};
    } else {
        lines += std::to_string(calls->rows.size()) + " calls reached the gateway\n";
        if (calls->rows.empty()) std::fprintf(stderr, "note: logs come some minutes late; --wait 300 looks for them longer.\n");
        for (const auto& row : calls->rows) {
            azure::Json call = azure::Json::object();
            for (std::size_t i = 0; i < row.size() && i < calls->columns.size(); ++i) call[calls->columns[i]] = row[i];
            lines += call.dump() + '\n';
            body["gatewayCalls"].push_back(std::move(call));
        }
    }
    return run.finish(body, lines, 0);
}

int list(AzureRun& run, const AgentOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto agents = azure::listAgents(**arm, options.project);
    if (!agents) return run.refuse(agents.error());
    std::string lines;
    for (const azure::Json& agent : *agents)
        lines += azure::jsonText(agent, "name") + "  " + azure::textAt(agent, "/versions/latest/definition/model") + '\n';
    return run.finish({{"ok", true}, {"agents", *agents}}, lines, 0);
}

int remove(AzureRun& run, const AgentOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    if (!run.confirmed("Delete the agent " + options.request.name + '?')) return run.refuse(Error("NotConfirmed", "Nothing was deleted."));
    const auto existed = azure::deleteAgent(**arm, options.project, options.request.name);
    if (!existed) return run.refuse(existed.error());
    return run.finish({{"ok", true}, {"agent", options.request.name}, {"existed", *existed}}, "Deleted " + options.request.name + '\n', 0);
}

}  // namespace

void addAgent(CLI::App& app, int& code) {
    CLI::App* const command = app.add_subcommand("agent", "Foundry agents on a gateway connection");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* help, int (*body)(AzureRun&, const AgentOptions&)) {
        auto options = std::make_shared<AgentOptions>();
        CLI::App* const action = command->add_subcommand(name, help);
        action->add_option("--account", options->project.account, "Foundry account")->required();
        action->add_option("--project", options->project.project, "Project")->required();
        addCommonOptions(*action, *options);
        action->callback([options, body, &code] { code = runAzure(*options, [&](AzureRun& run) { return body(run, *options); }); });
        return std::pair(action, options);
    };
    const auto [asking, ask_] =
        add("ask", "Make a prompt agent on CONNECTION/MODEL, ask it, and show which calls reached the gateway", ask);
    asking->add_option("MODEL", ask_->request.model, "CONNECTION/MODEL, for example ai-gateway/gpt-4.1-mini")->required();
    asking->add_option("TEXT", ask_->request.input, "What the agent is asked")->required();
    asking->add_option("--name", ask_->request.name, "Name of the agent")->capture_default_str();
    asking->add_option("--instructions", ask_->request.instructions, "The agent's instructions")->capture_default_str();
    asking->add_option("--log-analytics", ask_->logAnalytics, "Customer id of the Log Analytics workspace; default: the only one in reach");
    asking->add_option("--wait", ask_->waitSeconds, "Seconds to look for the gateway's log lines")->check(CLI::Range(0, 3600));
    asking->add_flag("--keep", ask_->keep, "Leave the agent there");
    add("list", "List the project's agents", list);
    const auto [removing, removeOptions] = add("delete", "Delete an agent", remove);
    removing->add_option("NAME", removeOptions->request.name, "Its name")->required();
}

}  // namespace mgc::app
