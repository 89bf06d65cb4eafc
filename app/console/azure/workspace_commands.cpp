#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/apim/push.h"
#include "azure/apim/push_checks.h"
#include "azure/apim/undo.h"
#include "catalog.h"
#include "policy/model/catalog.h"
#include "ui/pages/azure/tier_check.h"

namespace mgc::app {

namespace {

struct ImportOptions : AzureOptions {
    std::string out;
};
struct PlanOptions : AzureOptions {
    bool checks = false;
};
struct PushArguments : AzureOptions {
    azure::PushOptions push;
    bool keep = false;
};
struct UndoOptions : AzureOptions {
    std::string snapshot;
    bool force = false;
};

int importService(AzureRun& run, const ImportOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto service = run.service(**arm);
    if (!service) return run.refuse(service.error());
    azure::Importer importer(**arm, *service, options.out.empty() ? run.workspace() : options.out, run.progress());
    const auto report = importer.run();
    if (!report) return run.refuse(report.error());
    const bool ok = report->complete && !report->error;
    std::string text;
    for (const auto& [kind, count] : report->counts) text += std::to_string(count) + ' ' + kind + '\n';
    for (const azure::Drift& drift : report->drift) text += drift.what + ' ' + drift.id + '\n';
    for (const std::string& notice : report->notices) text += "note: " + notice + '\n';
    text += std::to_string(report->written.size()) + " files written to " + report->folder + '\n';
    if (report->error) {
        std::fprintf(stderr, "error %s: %s\n", report->error->code.c_str(), report->error->fullMessage().c_str());
        text += "Not complete: what was read till then is kept; import again to go on.\n";
    }
    return run.finish(azure::toJson(*report), text, ok ? 0 : 1);
}

Result<azure::Plan> makePlan(AzureRun& run) {
    MGC_TRY_ASSIGN(azure::ArmClient* const arm, run.arm());
    MGC_TRY_ASSIGN(const azure::ServiceRef service, run.service(*arm));
    return azure::Planner(*arm, service, run.workspace(), pushSecrets(run.session()), run.progress()).run();
}

int plan(AzureRun& run, bool checks) {
    const auto made = makePlan(run);
    if (!made) return run.refuse(made.error());
    azure::Json body = azure::toJson(*made);
    std::string text = azure::toText(*made);
    if (checks) {
        const policy::Catalog catalog(policies::catalog());
        const auto checked = azure::checkPush(**run.arm(), *made, run.workspace(), ui::tierCheck(catalog));
        for (const azure::PushCheck& check : checked)
            text += std::string(azure::toText(check.state)) + ": " + check.title + " (" + check.detail + ")\n";
        body["checks"] = azure::toJson(checked);
    }
    return run.finish(body, text, body["ok"].get<bool>() ? 0 : 1);
}

int push(AzureRun& run, const PushArguments& options) {
    auto made = makePlan(run);
    if (!made) return run.refuse(made.error());
    if (!run.json() || !options.yes) std::fprintf(stderr, "%s", azure::toText(*made).c_str());
    if (!made->problems.empty()) return run.refuse(Error("MGC2002", made->problems.front()));
    if (!made->items.empty() && !run.confirmed("Push to " + made->service.id() + '?'))
        return run.refuse(Error("NotConfirmed", "Nothing was pushed."));
    azure::PushOptions settings = options.push;
    settings.deletions = !options.keep;
    azure::Pusher pusher(**run.arm(), run.workspace(), settings, run.progress());
    const auto report = pusher.run(std::move(*made));
    if (!report) return run.refuse(report.error());
    const azure::Json body = azure::toJson(*report);
    std::string text;
    for (const auto& item : body["items"]) {
        text += item["result"].get<std::string>() + ' ' + item["action"].get<std::string>() + ' ' + item["id"].get<std::string>() + '\n';
        if (item.contains("error")) text += "    " + item["error"]["message"].get<std::string>() + '\n';
    }
    if (report->refused) text = report->refused->message + '\n';
    if (report->snapshot.items.empty()) text = "Nothing to push.\n";
    return run.finish(body, text, report->ok() ? 0 : 1);
}

int undo(AzureRun& run, const UndoOptions& options) {
    auto snapshot = azure::readSnapshot(run.workspace(), options.snapshot);
    if (!snapshot) return run.refuse(snapshot.error());
    auto service = azure::serviceOfId(snapshot->serviceId);
    if (!service) return run.refuse(service.error());
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    if (!run.confirmed("Put back what the push " + snapshot->id + " changed in " + service->id() + '?'))
        return run.refuse(Error("NotConfirmed", "Nothing was changed."));
    azure::Undoer undoer(**arm, *service, run.workspace(), options.force, run.progress());
    const auto report = undoer.run(std::move(*snapshot));
    if (!report) return run.refuse(report.error());
    const azure::Json body = azure::toJson(*report);
    std::string text;
    for (const auto& item : body["items"]) {
        text += item["result"].get<std::string>() + ' ' + item["id"].get<std::string>() + '\n';
        if (item.contains("error")) text += "    " + item["error"]["message"].get<std::string>() + '\n';
    }
    return run.finish(body, text, report->ok() ? 0 : 1);
}

}  // namespace

void addImport(CLI::App& app, int& code) {
    auto options = std::make_shared<ImportOptions>();
    CLI::App* const command = app.add_subcommand("import", "Read an API Management service into a workspace (APIOps layout)");
    command->add_option("--out", options->out, "Folder to write; default: --workspace");
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return importService(run, *options); }); });
}

void addPlan(CLI::App& app, int& code) {
    auto options = std::make_shared<PlanOptions>();
    CLI::App* const command = app.add_subcommand("plan", "Show what a push would change, file by file; changes nothing");
    command->add_flag("--checks", options->checks, "Also ask: may you write, has the tier all policies, do named values resolve");
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return plan(run, options->checks); }); });
}

void addPush(CLI::App& app, int& code) {
    auto options = std::make_shared<PushArguments>();
    CLI::App* const command = app.add_subcommand("push", "Make Azure equal to the workspace; a snapshot is taken first");
    command->add_flag("--skip-conflicts", options->push.skipConflicts, "Push what is not in conflict");
    command->add_flag("--force", options->push.force, "Overwrite what was changed in Azure since the import");
    command->add_flag("--no-delete", options->keep, "Keep in Azure what was removed here");
    command->add_option("--only", options->push.only, "Ids to push (/apis/a/policies/policy); default: all");
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return push(run, *options); }); });
}

void addUndoPush(CLI::App& app, int& code) {
    auto options = std::make_shared<UndoOptions>();
    CLI::App* const command = app.add_subcommand("undo-push", "Put back what the last push changed");
    command->add_option("--snapshot", options->snapshot, "Id of a snapshot; default: the newest with something to undo");
    command->add_flag("--force", options->force, "Even where somebody changed it in Azure since");
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return undo(run, *options); }); });
}

}  // namespace mgc::app
