#include "tests/policies/policy_case.h"

#include <QRegularExpression>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "catalog.h"
#include "policy/model/catalog.h"
#include "policy/model/node_builder.h"
#include "policy/model/validator.h"
#include "policy/program/runner.h"
#include "policy/runtime/trace_recorder.h"
#include "policy/xml/document.h"
#include "tests/policies/contract.h"
#include "tests/policies/graphql_case.h"
#include "tests/support/paths.h"

namespace mgc::test {

using nlohmann::json;
using policy::RequestContext;

namespace {

const policy::Catalog& policies() {
    static const policy::Catalog catalog(policies::catalog());
    return catalog;
}

policy::CompileEnvironment defaultEnvironment() {
    policy::CompileEnvironment environment;
    environment.findPolicy = [](std::string_view element) { return policies().find(element); };
    return environment;
}

/// "" if `actual` is as expected: a text, {"regex": ...}, {"contains": ...}, or null for absent.
std::string compare(const std::string& what, const json& expected, const std::optional<std::string>& actual) {
    if (expected.is_null()) return actual ? what + " should be absent but is '" + *actual + "'\n" : "";
    if (!actual) return what + " is absent\n";
    if (expected.is_object()) {
        if (expected.contains("regex") &&
            !QRegularExpression(QString::fromStdString(expected["regex"])).match(QString::fromStdString(*actual)).hasMatch())
            return what + " '" + *actual + "' does not match " + expected["regex"].dump() + "\n";
        if (expected.contains("contains") && actual->find(expected["contains"].get<std::string>()) == std::string::npos)
            return what + " '" + *actual + "' does not contain " + expected["contains"].dump() + "\n";
        return "";
    }
    const std::string text = expected.is_string() ? expected.get<std::string>() : expected.dump();
    return text == *actual ? "" : what + " is '" + *actual + "', not '" + text + "'\n";
}

ScriptedExchange::Answer toAnswer(const json& from) {
    ScriptedExchange::Answer answer;
    answer.status = from.value("status", 200);
    answer.reason = from.value("reason", std::string());
    const json headers = from.value("headers", json::object());
    for (const auto& [name, value] : headers.items()) answer.headers.emplace_back(name, value.get<std::string>());
    const json body = from.value("body", json(""));
    answer.body = body.is_string() ? body.get<std::string>() : body.dump();
    answer.chunks = from.value("chunks", std::vector<std::string>());
    answer.forUrl = from.value("forUrl", std::string());
    answer.error = from.value("error", std::string());
    return answer;
}

std::string compareCall(const std::string& what, const json& expected, const ScriptedExchange::Call& call) {
    std::string differences;
    if (expected.contains("method")) differences += compare(what + " method", expected["method"], call.method);
    if (expected.contains("url")) differences += compare(what + " url", expected["url"], call.url);
    if (expected.contains("body")) differences += compare(what + " body", expected["body"], call.body);
    const json headers = expected.value("headers", json::object());
    for (const auto& [name, value] : headers.items()) differences += compare(what + " header " + name, value, call.headers.joined(name));
    if (expected.contains("proxy")) differences += compare(what + " proxy", expected["proxy"], call.options.proxyUrl);
    const auto& certificate = call.options.clientCertificate;
    if (expected.contains("certificate"))
        differences +=
            compare(what + " certificate", expected["certificate"], certificate ? std::optional(certificate->thumbprint) : std::nullopt);
    return differences;
}

/// Messages as {"kind", "target", "namespace", "partitionId", "partitionKey", "clientId", "body", "properties": {name: value}}.
std::string compareMessages(const json& expected, const std::vector<policy::OutgoingMessage>& actual) {
    if (expected.size() != actual.size())
        return std::to_string(actual.size()) + " messages were sent, not " + std::to_string(expected.size()) + "\n";
    std::string differences;
    for (std::size_t i = 0; i < actual.size(); ++i) {
        const auto& message = actual[i];
        using Kind = policy::OutgoingMessage::Kind;
        json shown{{"kind", message.kind == Kind::EventHub ? "eventHub"
                            : message.kind == Kind::Queue  ? "queue"
                                                           : "topic"},
                   {"target", message.target},
                   {"namespace", message.nameSpace},
                   {"partitionId", message.partitionId},
                   {"partitionKey", message.partitionKey},
                   {"clientId", message.clientId},
                   {"body", message.body},
                   {"size", message.body.size()}};
        for (const auto& [name, value] : expected[i].items()) {
            if (name == "properties") {
                json properties = json::object();
                for (const auto& [property, text] : message.properties) properties[property] = text;
                if (properties != value) differences += "properties are " + properties.dump() + "\n";
                continue;
            }
            const auto& found = shown[name];
            differences += compare("message " + name, value, found.is_string() ? found.get<std::string>() : found.dump());
        }
    }
    return differences;
}

std::string compareOutcome(const json& expected, const Outcome& outcome, FakeServices& fakes) {
    std::string differences;
    if (!outcome.finished) return "the request did not end\n";
    if (expected.contains("status")) differences += compare("status", expected["status"], std::to_string(outcome.status));
    if (expected.contains("reason")) differences += compare("reason", expected["reason"], outcome.reason);
    if (expected.contains("body")) differences += compare("body", expected["body"], outcome.body);
    const json headers = expected.value("headers", json::object());
    for (const auto& [name, value] : headers.items()) differences += compare("header " + name, value, outcome.headers.joined(name));
    const json variables = expected.value("variables", json::object());
    for (const auto& [name, value] : variables.items()) {
        const auto* found = outcome.context->variables.get(name);
        differences += compare("variable " + name, value, found ? std::optional(found->toText()) : std::nullopt);
    }
    if (expected.contains("calls")) {
        const auto& calls = expected["calls"];
        if (calls.size() != fakes.exchange.calls.size())
            return differences + std::to_string(fakes.exchange.calls.size()) + " calls left the gateway, not " +
                   std::to_string(calls.size()) + "\n";
        for (std::size_t i = 0; i < calls.size(); ++i)
            differences += compareCall("call " + std::to_string(i), calls[i], fakes.exchange.calls[i]);
    }
    if (expected.contains("messages")) differences += compareMessages(expected["messages"], fakes.messages.all);
    if (expected.contains("metrics")) {
        json actual = json::object();
        for (const auto& sample : fakes.metrics.samples) actual[sample.name] = sample.value;
        for (const auto& [name, value] : expected["metrics"].items())
            if (actual.value(name, json()) != value)
                differences += "metric " + name + " is " + actual.value(name, json()).dump() + ", not " + value.dump() + "\n";
    }
    if (expected.contains("lastError")) {
        const auto* error = outcome.context->lastError();
        if (!error) return differences + "there was no error\n";
        const json shown = {{"source", error->source}, {"reason", error->reason}, {"message", error->message},  {"section", error->section},
                            {"path", error->path},     {"scope", error->scope},   {"policyId", error->policyId}};
        for (const auto& [name, value] : expected["lastError"].items())
            differences += compare("LastError." + name, value, shown[name].get<std::string>());
    }
    if (expected.contains("trace")) {
        const auto* trace = outcome.context->trace();
        const std::string text = trace ? trace->toJson().dump() : std::string();
        for (const auto& part : expected["trace"]) differences += compare("trace", json::object({{"contains", part}}), text);
    }
    if (expected.contains("flags")) {
        for (const auto& flag : expected["flags"])
            if (std::ranges::find(outcome.context->flags(), flag.get<std::string>()) == outcome.context->flags().end())
                differences += "flag " + flag.dump() + " is missing\n";
    }
    return differences;
}

}  // namespace

std::shared_ptr<const policy::CompiledDocument> compileText(std::string_view xml, policy::Scope scope, Diagnostics& diagnostics,
                                                            const policy::CompileEnvironment* environment) {
    const auto parsed = policy::xml::Document::parse(std::string(xml), "policy.xml");
    diagnostics.append(parsed.problems());
    auto document = policy::buildPolicyDocument(parsed);
    policy::ValidationOptions options;
    options.references = policy::Handling::Allow;
    policy::Validator(policies(), options).validate(document, diagnostics);
    if (diagnostics.hasErrors()) return nullptr;
    const auto standard = defaultEnvironment();
    return policy::compileDocument(document.root, scope, scope == policy::Scope::Global ? "" : "/apis/test",
                                   environment ? *environment : standard, diagnostics);
}

std::shared_ptr<const policy::Program> programOf(std::string_view xml, Diagnostics& diagnostics) {
    auto document = compileText(xml, policy::Scope::Api, diagnostics);
    if (!document) return nullptr;
    const auto environment = defaultEnvironment();
    auto global = policy::compileDefaultDocument(environment, diagnostics);
    if (!global) return nullptr;
    return policy::joinProgram({std::move(global), std::move(document)});
}

Outcome runRequest(FakeServices& fakes, std::shared_ptr<const policy::Program> program, const json& request,
                   std::shared_ptr<policy::PipelineHook> hook) {
    http::Request incoming;
    incoming.method = request.value("method", "GET");
    auto url = http::parseUrl("https://gateway.test" + request.value("url", std::string("/test/things")));
    if (url) incoming.url = *url;
    const json headers = request.value("headers", json::object());
    for (const auto& [name, value] : headers.items()) incoming.headers.add(name, value.get<std::string>());
    if (request.contains("body"))
        incoming.body = http::Body::text(request["body"].is_string() ? request["body"].get<std::string>() : request["body"].dump());

    Outcome outcome;
    outcome.context = std::make_unique<RequestContext>(fakes.services, std::move(incoming));
    auto& context = *outcome.context;
    context.requestId = "00000000-0000-4000-8000-000000000001";
    context.received = fakes.clock.now();
    context.clientIp = request.value("clientIp", std::string("10.1.2.3"));
    context.corsPreflight = request.value("corsPreflight", false);
    auto api = std::make_shared<expression::ApiData>();
    api->id = "test";
    api->name = "Test API";
    api->path = "test";
    if (auto service = http::parseUrl("https://backend.test/base")) api->serviceUrl = *service;
    context.api = api;
    auto operation = std::make_shared<expression::OperationData>();
    operation->id = "things";
    operation->method = context.request().method;
    operation->urlTemplate = request.value("urlTemplate", std::string("/things"));
    context.operation = operation;
    const json parameters = request.value("matchedParameters", json::object());
    for (const auto& [name, value] : parameters.items()) context.matchedParameters.emplace_back(name, value.get<std::string>());
    if (request.contains("subscription")) {
        auto subscription = std::make_shared<expression::SubscriptionData>();
        subscription->id = request["subscription"].get<std::string>();
        context.subscription = subscription;
    }
    if (request.contains("contract")) context.contract = contractOf(request["contract"]);
    context.clientCertificateChain = request.value("clientCertificate", std::string());
    if (request.value("trace", false)) context.startTrace();

    if (hook) context.addHook(std::move(hook));
    if (request.value("cancelled", false)) {  // the caller goes away once all that is at hand has been sent
        context.cancellation = std::make_shared<Cancellation>();
        context.cancellation->cancel();
    }

    bool ended = false;
    http::Response response;
    startTask(policy::Runner::run(std::move(program), context), [&](http::Response result) {
        response = std::move(result);
        ended = true;
    });
    // Waits of retry and the like: the clock is moved until everybody has woken up.
    for (int i = 0; i < 1000 && !ended; ++i) fakes.clock.advance(std::chrono::seconds(1));
    if (!ended) return outcome;
    outcome.finished = true;
    outcome.status = response.status;
    outcome.reason = response.reason;
    outcome.headers = response.headers;
    while (true) {
        auto piece = runNow(response.body.next());
        if (!piece || !*piece || !**piece) break;
        outcome.body += ***piece;
    }
    return outcome;
}

std::string runCase(const std::string& folder) {
    const std::filesystem::path path = dataDir("policies") / folder;
    Diagnostics diagnostics;
    const auto program = programOf(readFile(path / "policy.xml"), diagnostics);
    const json description = json::parse(readFile(path / "case.json"));
    if (!program || diagnostics.hasErrors()) {
        std::string text;
        for (const auto& each : diagnostics.all()) text += toText(each) + "\n";
        if (!description.contains("refused")) return "the policy was refused:\n" + text;
        return compare("diagnostics", json::object({{"contains", description["refused"]}}), text);
    }
    if (description.contains("refused")) return "the policy was not refused\n";
    if (description.contains("warned")) {
        std::string text;
        for (const auto& each : diagnostics.all()) text += toText(each) + "\n";
        if (auto difference = compare("diagnostics", json::object({{"contains", description["warned"]}}), text); !difference.empty())
            return difference;
    }
    FakeServices fakes;
    const json entities = description.value("backends", json::object());
    for (const auto& [id, url] : entities.items()) {
        policy::Backends::Target target;
        target.backendId = id;
        if (auto parsed = http::parseUrl(url.get<std::string>())) target.url = *parsed;
        fakes.backends.entities[id] = target;
    }
    for (const auto& entry : description.value("certificates", json::array())) {
        auto certificate = std::make_shared<http::ClientCertificate>();
        certificate->id = entry.value("id", std::string());
        certificate->thumbprint = entry.value("thumbprint", std::string());
        if (entry.contains("file")) certificate->chainPem = certificate->privateKeyPem = readFile(path / entry["file"].get<std::string>());
        if (entry.value("hasKey", false)) certificate->privateKeyPem = "a key";
        fakes.certificates.all.push_back(std::move(certificate));
    }
    fakes.certificates.problem = description.value("chainProblem", std::string());
    fakes.connections.tokens = description.value("connections", std::map<std::string, std::string>());
    if (description.value("externalCache", false)) fakes.cache.external = std::make_unique<PlainCache>(fakes.clock);
    const json answers = description.value("answers", json::array());
    for (const auto& answer : answers) fakes.exchange.answers.push_back(toAnswer(answer));
    const auto graphQl = graphQlApiOf(path, policies(), description.value("passThrough", false), diagnostics);
    if (diagnostics.hasErrors()) {
        std::string text;
        for (const auto& each : diagnostics.all()) text += toText(each) + "\n";
        return "the GraphQL API was refused:\n" + text;
    }
    PublishedEvents events;
    std::string differences;
    int number = 0;
    for (const auto& step : description["steps"]) {
        json request = step.value("request", json::object());
        if (request.contains("clientCertificate"))
            request["clientCertificate"] = readFile(path / request["clientCertificate"].get<std::string>());
        if (request.contains("advanceSeconds")) fakes.clock.advance(std::chrono::seconds(request["advanceSeconds"].get<int>()));
        for (int i = 0; i < step.value("times", 1); ++i) {
            ++number;
            fakes.exchange.calls.clear();
            fakes.messages.all.clear();
            events.all = json::array();
            auto hook = graphQl ? std::make_shared<policy::GraphQlCall>(graphQl, &events) : nullptr;
            const auto outcome = runRequest(fakes, program, request, std::move(hook));
            const json expected = step.value("expect", json::object());
            std::string found = compareOutcome(expected, outcome, fakes);
            if (expected.contains("events") && expected["events"] != events.all) found += "events are " + events.all.dump() + "\n";
            if (!found.empty()) differences += "request " + std::to_string(number) + ":\n" + found;
        }
    }
    return differences;
}

}  // namespace mgc::test
