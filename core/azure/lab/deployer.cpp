#include "azure/lab/deployer.h"

#include <algorithm>

#include "azure/apim/baseline.h"
#include "azure/apim/service_ref.h"
#include "azure/arm/arm_error.h"
#include "azure/browse.h"
#include "azure/json_text.h"
#include "template/lab_template.h"

namespace mgc::azure {

namespace {

/// The ids of the resources that the lab makes and that a clean-up has to know: those that cost or block a name.
std::vector<LedgerEntry> plannedEntries(const Ledger& ledger, const templates::LabParameters& parameters) {
    const templates::LabNames names = templates::labNames(parameters);
    const std::string base = ledger.groupId() + "/providers/";
    std::vector<LedgerEntry> entries{{base + "Microsoft.OperationalInsights/workspaces/" + names.logAnalytics,
                                      "Microsoft.OperationalInsights/workspaces", names.logAnalytics, parameters.location, "planned"},
                                     {base + "Microsoft.Insights/components/" + names.appInsights, "Microsoft.Insights/components",
                                      names.appInsights, parameters.location, "planned"},
                                     {base + "Microsoft.ApiManagement/service/" + names.apim, "Microsoft.ApiManagement/service", names.apim,
                                      parameters.location, "planned"}};
    for (std::size_t i = 0; i < names.accounts.size(); ++i) {
        const std::string account = base + "Microsoft.CognitiveServices/accounts/" + names.accounts[i];
        entries.push_back({account, "Microsoft.CognitiveServices/accounts", names.accounts[i], parameters.services[i].location, "planned"});
        entries.push_back({account + "/projects/" + names.projects[i], "Microsoft.CognitiveServices/accounts/projects", names.projects[i],
                           parameters.services[i].location, "planned"});
    }
    return entries;
}

}  // namespace

std::string LabDeployer::deploymentPath() const {
    return "/subscriptions/" + m_target.subscription + "/resourcegroups/" + m_target.resourceGroup +
           "/providers/Microsoft.Resources/deployments/" + m_target.deployment;
}

ArmCall LabDeployer::call(const std::string& method, const std::string& path, const std::string& purpose) const {
    return {.method = method, .path = path, .apiVersion = deploymentsVersion, .query = {}, .ifMatch = {}, .body = {}, .purpose = purpose};
}

Json LabDeployer::body() const {
    return {{"properties",
             {{"mode", "Incremental"},
              {"template", templates::armTemplate(templates::labTemplate(m_parameters))},
              {"parameters", Json::object()}}}};
}

Result<bool> LabDeployer::groupExists() {
    ArmCall head = call("HEAD", "/subscriptions/" + m_target.subscription + "/resourcegroups/" + m_target.resourceGroup,
                        "Looking for the resource group");
    head.apiVersion = resourcesVersion;
    MGC_TRY_ASSIGN(const auto found, m_arm.find(head));
    return found.has_value();
}

Result<std::vector<WhatIfChange>> LabDeployer::whatIf() {
    MGC_TRY_ASSIGN(const bool exists, groupExists());
    std::vector<WhatIfChange> changes;
    if (!exists) {
        const Ledger ledger{
            m_target.subscription, m_target.resourceGroup, m_target.deployment, m_parameters.location, m_parameters.suffix, false, {}, {}};
        changes.push_back({ledger.groupId(), "Create"});
        const templates::Template content = templates::labTemplate(m_parameters);
        for (const auto& resource : content.resources) {
            const std::string literal = templates::literalName(resource.name), name = literal.empty() ? resource.symbol : literal;
            std::string id = resource.type.substr(0, resource.type.find('/'));
            const auto types = split(resource.type, '/'), names = split(name, '/');
            for (std::size_t i = 0; i + 1 < types.size() && i < names.size(); ++i)
                id += '/' + std::string(types[i + 1]) + '/' + std::string(names[i]);
            changes.push_back({ledger.groupId() + "/providers/" + id, "Create"});
        }
        return changes;
    }
    ArmCall ask = call("POST", deploymentPath() + "/whatIf", "Asking what the deployment would change");
    ask.body = body();
    (*ask.body)["properties"]["whatIfSettings"] = {{"resultFormat", "ResourceIdOnly"}};
    MGC_TRY_ASSIGN(const ArmAnswer answer, m_arm.callToEnd(ask));
    if (answer.body.is_object() && answer.body.contains("error")) {
        const ArmFault fault = readArmFault(answer.body.dump());
        return fail(fault.code.empty() ? "WhatIfFailed" : fault.code, "Azure refused the deployment: " + fault.message);
    }
    const Json::json_pointer at("/properties/changes");
    if (answer.body.is_object() && answer.body.contains(at) && answer.body.at(at).is_array())
        for (const Json& change : answer.body.at(at)) changes.push_back({jsonText(change, "resourceId"), jsonText(change, "changeType")});
    return changes;
}

Result<Ledger> LabDeployer::begin() {
    MGC_TRY_ASSIGN(auto known, readLedger(m_target.ledger));
    Ledger ledger = known.value_or(Ledger{m_target.subscription,
                                          m_target.resourceGroup,
                                          m_target.deployment,
                                          m_parameters.location,
                                          m_parameters.suffix,
                                          false,
                                          nowIso(),
                                          {}});
    ledger.deployment = m_target.deployment;
    for (LedgerEntry& entry : plannedEntries(ledger, m_parameters)) {
        if (LedgerEntry* const there = ledger.find(entry.id))
            there->state = "planned";
        else
            ledger.entries.push_back(std::move(entry));
    }
    MGC_TRY_ASSIGN(const bool exists, groupExists());
    if (!exists) {
        ledger.groupCreated = true;
        MGC_TRY(writeLedger(m_target.ledger, ledger));  // before the first thing is made
        ArmCall make = call("PUT", "/subscriptions/" + m_target.subscription + "/resourcegroups/" + m_target.resourceGroup,
                            "Making the resource group");
        make.apiVersion = resourcesVersion;
        make.body = Json{{"location", m_parameters.location},
                         {"properties", Json::object()},
                         {"tags", {{"source", "ai-gateway"}, {"createdBy", "model-gateway-console"}}}};
        MGC_TRY(m_arm.callToEnd(make));
    }
    MGC_TRY(writeLedger(m_target.ledger, ledger));
    return ledger;
}

Result<DeploymentReport> LabDeployer::deploy(SecretStore& secrets) {
    if (m_progress) m_progress({0, 0, "resource group " + m_target.resourceGroup});
    DeploymentReport report;
    MGC_TRY_ASSIGN(report.ledger, begin());
    if (m_progress) m_progress({0, 0, "validation"});
    ArmCall validate = call("POST", deploymentPath() + "/validate", "Letting Azure validate the template");
    validate.body = body();
    MGC_TRY(m_arm.callToEnd(validate));
    if (m_progress) m_progress({0, 0, "what-if"});
    MGC_TRY_ASSIGN(report.changes, whatIf());

    ArmCall put = call("PUT", deploymentPath(), "Deploying the lab");
    put.body = body();
    const std::size_t total = templates::labTemplate(m_parameters).resources.size();
    const auto deployed = m_arm.callToEnd(put, [&](const OperationState& state) {
        readResources(report);
        const auto done =
            static_cast<std::size_t>(std::count_if(report.resources.begin(), report.resources.end(),
                                                   [](const DeployedResource& resource) { return resource.state == "Succeeded"; }));
        if (m_progress) m_progress({done, total, state.status});
    });
    if (!deployed) {
        report.error = deployed.error();
        if (deployed.error().code == "Cancelled") {
            // The deployment goes on in Azure unless it is told to stop; what is there by then stays and is in the ledger.
            const TransportHold hold(m_arm.transport());
            (void)m_arm.call(call("POST", deploymentPath() + "/cancel", "Cancelling the deployment"), {409});
        }
    }
    {
        const TransportHold hold(m_arm.transport());
        readResources(report);
    }
    for (const DeployedResource& resource : report.resources)
        if (LedgerEntry* const entry = report.ledger.find(resource.id); entry && resource.state == "Succeeded") entry->state = "created";
    if (deployed)
        for (LedgerEntry& entry : report.ledger.entries)
            if (entry.state == "planned") entry.state = "created";
    MGC_TRY(writeLedger(m_target.ledger, report.ledger));
    if (!deployed) return report;

    const Json::json_pointer at("/properties/outputs");
    if (deployed->body.is_object() && deployed->body.contains(at) && deployed->body.at(at).is_object())
        for (const auto& [name, output] : deployed->body.at(at).items()) report.outputs[name] = output.value("value", Json());
    readKeys(report, secrets);
    return report;
}

void LabDeployer::readResources(DeploymentReport& report) {
    const std::string path = "/subscriptions/" + m_target.subscription + "/resourcegroups/" + m_target.resourceGroup + "/deployments/" +
                             m_target.deployment + "/operations";
    const auto operations = m_arm.list(path, deploymentsVersion, "Reading the deployment's progress");
    if (!operations) return;  // progress is shown as far as it can be read
    report.resources.clear();
    for (const Json& operation : *operations) {
        DeployedResource resource{textAt(operation, "/properties/targetResource/id"),
                                  textAt(operation, "/properties/targetResource/resourceType"),
                                  textAt(operation, "/properties/provisioningState"),
                                  {}};
        const Json::json_pointer message("/properties/statusMessage");
        if (resource.state == "Failed" && operation.contains(message)) {
            const Json& said = operation.at(message);
            const ArmFault fault = readArmFault(said.is_string() ? said.get<std::string>() : said.dump());
            resource.message = fault.code + ": " + fault.message;
            if (const std::string advice = armAdvice(fault.code, 0); !advice.empty()) resource.message += " What to do: " + advice;
        }
        if (!resource.id.empty()) report.resources.push_back(std::move(resource));
    }
    if (m_onResources) m_onResources(report.resources);
}

void LabDeployer::readKeys(DeploymentReport& report, SecretStore& secrets) {
    const std::string service =
        report.ledger.groupId() + "/providers/Microsoft.ApiManagement/service/" + templates::labNames(m_parameters).apim;
    report.keysKept = secrets.isLasting();
    for (const auto& subscription : m_parameters.subscriptions) {
        ArmCall ask =
            call("POST", service + "/subscriptions/" + subscription.name + "/listSecrets", "Reading the key of " + subscription.name);
        ask.apiVersion = apimVersion;
        const auto answer = m_arm.call(ask);
        if (!answer || textAt(answer->body, "/primaryKey").empty()) continue;
        if (secrets.write("subscription/" + subscription.name + "/primary", textAt(answer->body, "/primaryKey")))
            report.keys.push_back(subscription.name);
    }
}

Json toJson(const DeploymentReport& report) {
    Json resources = Json::array(), ledger = Json::array(), changes = Json::array();
    for (const WhatIfChange& change : report.changes) changes.push_back({{"id", change.id}, {"change", change.change}});
    for (const DeployedResource& resource : report.resources) {
        Json item{{"id", resource.id}, {"type", resource.type}, {"state", resource.state}};
        if (!resource.message.empty()) item["message"] = resource.message;
        resources.push_back(std::move(item));
    }
    for (const LedgerEntry& entry : report.ledger.entries) ledger.push_back({{"id", entry.id}, {"state", entry.state}});
    Json body{{"ok", report.ok()},
              {"subscription", report.ledger.subscription},
              {"resourceGroup", report.ledger.resourceGroup},
              {"deployment", report.ledger.deployment},
              {"changes", std::move(changes)},
              {"outputs", report.outputs},
              {"resources", std::move(resources)},
              {"ledger", std::move(ledger)},
              {"keys", {{"subscriptions", report.keys}, {"inKeychain", report.keysKept}}}};
    if (report.error) body["error"] = {{"code", report.error->code}, {"message", report.error->fullMessage()}};
    return body;
}

}  // namespace mgc::azure
