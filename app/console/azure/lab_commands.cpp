#include <CLI/CLI.hpp>

#include "app/console/azure/command_line.h"
#include "app/console/azure/subcommands.h"
#include "azure/lab/cleaner.h"
#include "azure/lab/lab_plan.h"
#include "resources/files.h"
#include "template/lab_template.h"

namespace mgc::app {

namespace {

struct LabOptions : AzureOptions {
    std::string deployment = templates::labDeployment, parameters, location, specification, writeTemplate;
    bool whatIf = false;
};

Result<templates::LabParameters> parametersOf(const LabOptions& options) {
    templates::LabParameters parameters;
    if (!options.parameters.empty()) {
        MGC_TRY_ASSIGN(std::string text, resources::readFile(options.parameters));
        MGC_TRY_ASSIGN(const json::Document document, json::Document::parse(std::move(text), options.parameters));
        MGC_TRY_ASSIGN(parameters, templates::readLabParameters(document));
    }
    if (!options.location.empty()) parameters.location = options.location;
    if (!options.specification.empty()) {
        MGC_TRY_ASSIGN(parameters.specification, resources::readFile(options.specification));
        if (!azure::Json::accept(parameters.specification))
            return fail("ParametersInvalid", "'" + options.specification + "' is not JSON; the API needs an OpenAPI document in JSON.");
    }
    return parameters;
}

Result<azure::LabChoices> choicesOf(const LabOptions& options) {
    azure::LabChoices choices{options.subscription, options.resourceGroup, options.deployment, options.workspace, {}};
    MGC_TRY_ASSIGN(choices.parameters, parametersOf(options));
    return choices;
}

int deployLab(AzureRun& run, const LabOptions& options) {
    const auto choices = choicesOf(options);
    if (!choices) return run.refuse(choices.error());
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto plan = azure::prepareLab(run.session(), *choices);
    if (!plan) return run.refuse(plan.error());
    const azure::LabTarget* const target = &plan->target;
    for (const Diagnostic& diagnostic : plan->findings.all())
        std::fprintf(stderr, "%s %s: %s\n", std::string(toText(diagnostic.severity)).c_str(), diagnostic.element.c_str(),
                     diagnostic.message.c_str());
    if (plan->findings.hasErrors())
        return run.refuse(Error("ParametersInvalid", "The lab's parameters have faults; nothing was deployed."));

    azure::LabDeployer deployer(**arm, *target, plan->parameters, run.progress());
    if (!options.writeTemplate.empty())
        if (const auto written = resources::writeFile(options.writeTemplate, deployer.body()["properties"]["template"].dump(2) + '\n');
            !written)
            return run.refuse(written.error());
    std::fprintf(stderr, "note: %s\n", templates::labCostNote(plan->parameters).c_str());
    const auto changes = deployer.whatIf();
    if (!changes) return run.refuse(changes.error());
    azure::Json list = azure::Json::array();
    std::string text;
    bool deletes = false;
    for (const azure::WhatIfChange& change : *changes) {
        list.push_back({{"id", change.id}, {"change", change.change}});
        text += change.change + ' ' + change.id + '\n';
        deletes = deletes || change.change == "Delete";
    }
    if (options.whatIf)
        return run.finish({{"ok", true}, {"resourceGroup", target->resourceGroup}, {"deployment", target->deployment}, {"changes", list}},
                          text, 0);
    if (!run.json()) std::fprintf(stderr, "%s", text.c_str());
    if (!run.confirmed("Deploy the lab to " + target->resourceGroup + (deletes ? ", deleting what is marked Delete?" : "?")))
        return run.refuse(Error("NotConfirmed", "Nothing was deployed."));
    const auto report = deployer.deploy(run.session().secrets());
    if (!report) return run.refuse(report.error());
    const azure::Json body = azure::toJson(*report);
    std::string summary;
    for (const auto& resource : report->resources)
        summary += resource.state + ' ' + resource.id + (resource.message.empty() ? "" : "\n    " + resource.message) + '\n';
    for (const auto& [name, value] : report->outputs.items())
        summary += name + " = " + (value.is_string() ? value.get<std::string>() : value.dump()) + '\n';
    if (report->error) {
        std::fprintf(stderr, "error %s: %s\n", report->error->code.c_str(), report->error->fullMessage().c_str());
        summary += "The deployment did not succeed. What was made is in the ledger: azure clean-up removes it, azure deploy-lab goes on.\n";
    }
    return run.finish(body, summary, report->ok() ? 0 : 1);
}

int cleanUp(AzureRun& run, const LabOptions& options) {
    auto arm = run.arm();
    if (!arm) return run.refuse(arm.error());
    const auto target = azure::labTarget(**arm, {options.subscription, options.resourceGroup, options.deployment, options.workspace, {}});
    if (!target) return run.refuse(target.error());
    const auto known = azure::knownLab(**arm, *target);
    if (!known) return run.refuse(known.error());
    azure::Cleaner cleaner(**arm, known->ledger, known->file, run.progress());
    auto steps = cleaner.plan();
    if (!steps) return run.refuse(steps.error());
    std::string text;
    azure::Json list = azure::Json::array();
    for (const azure::CleanUpStep& step : *steps) {
        text += step.what + ' ' + step.id + '\n';
        list.push_back({{"id", step.id}, {"what", step.what}});
    }
    if (options.whatIf) return run.finish({{"ok", true}, {"resourceGroup", target->resourceGroup}, {"steps", list}}, text, 0);
    if (!run.json()) std::fprintf(stderr, "%s", text.c_str());
    if (!run.confirmed("Delete and purge all this in " + target->resourceGroup + '?'))
        return run.refuse(Error("NotConfirmed", "Nothing was deleted."));
    const azure::CleanUpReport report = cleaner.run(std::move(*steps));
    std::string summary;
    for (const azure::CleanUpStep& step : report.steps)
        summary += step.result + ' ' + step.what + ' ' + step.id + (step.error.empty() ? "" : "\n    " + step.error) + '\n';
    for (const std::string& leftover : report.leftovers) summary += "left over: " + leftover + '\n';
    return run.finish(azure::toJson(report), summary, report.ok() ? 0 : 1);
}

}  // namespace

void addDeployLab(CLI::App& app, int& code) {
    auto options = std::make_shared<LabOptions>();
    CLI::App* const command =
        app.add_subcommand("deploy-lab", "Deploy the lab: API Management in front of Foundry models, with logs and the gateway connection");
    command->add_option("--parameters", options->parameters, "Parameters file of the lab; default: what its notebook passes");
    command->add_option("--location", options->location, "Region of the group and of API Management");
    command->add_option("--deployment", options->deployment, "Name of the deployment")->capture_default_str();
    command->add_option("--specification", options->specification, "OpenAPI document (JSON) of the inference API instead of our own");
    command->add_option("--write-template", options->writeTemplate, "Also write the ARM template to this file");
    command->add_flag("--what-if", options->whatIf, "Show what would change and stop");
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return deployLab(run, *options); }); });
}

void addCleanUp(CLI::App& app, int& code) {
    auto options = std::make_shared<LabOptions>();
    CLI::App* const command = app.add_subcommand("clean-up", "Delete and purge what deploy-lab made");
    command->add_option("--deployment", options->deployment, "Name of the deployment")->capture_default_str();
    command->add_flag("--what-if", options->whatIf, "Show what would be deleted and stop");
    addCommonOptions(*command, *options);
    command->callback([options, &code] { code = runAzure(*options, [&](AzureRun& run) { return cleanUp(run, *options); }); });
}

}  // namespace mgc::app
