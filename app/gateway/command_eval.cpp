#include "app/gateway/command_eval.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "expression/expression.h"
#include "expression/host/case_context.h"
#include "expression/value.h"

namespace mgc::app {

namespace {

std::optional<std::string> readText(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

std::string place(const SourceRange& range) { return ",\"line\":" + std::to_string(range.begin.line) + ",\"column\":" + std::to_string(range.begin.column); }

/// The result line of design/cli.md; `ok` tells whether the expression gave a value.
std::string evaluate(const std::string& id, const std::string& source, expression::CaseContext& context, bool& ok) {
    const std::string head = "{\"id\":" + quoted(id) + ",\"ok\":";
    SourceRange origin;
    origin.begin = origin.end = {1, 1, 0};
    Diagnostics diagnostics;
    const auto compiled = expression::compile(source, origin, diagnostics);
    std::string warnings;
    for (const auto& diagnostic : diagnostics.all())
        if (diagnostic.severity == Severity::Warning) warnings += (warnings.empty() ? "" : ",") + quoted(diagnostic.code + ": " + diagnostic.message);
    if (!warnings.empty()) warnings = ",\"warnings\":[" + warnings + "]";
    if (!compiled) {
        ok = false;
        for (const auto& diagnostic : diagnostics.all()) {
            if (diagnostic.severity != Severity::Error) continue;
            return head + "false,\"compileError\":" + quoted(diagnostic.code) + place(diagnostic.range) + ",\"message\":" + quoted(diagnostic.message) + warnings + "}";
        }
    }
    const auto result = compiled->evaluate(context.context(source));
    ok = result.has_value();
    if (!ok) return head + "false,\"error\":" + quoted(result.error().code) + place(result.error().range) + ",\"message\":" + quoted(result.error().message) + warnings + "}";
    std::string value = result->toJsonText();
    if (result->typeName() == "IResponse") {
        // The body is an object without public properties in C#; reading it here would say more than C# shows.
        const auto all = nlohmann::ordered_json::parse(value, nullptr, false);
        nlohmann::ordered_json shown;
        shown["Body"] = nlohmann::ordered_json::object();
        for (const char* name : {"Headers", "StatusCode", "StatusReason"}) shown[name] = all[name];
        value = shown.dump();
    }
    return head + "true,\"type\":" + quoted(result->typeName()) + ",\"value\":" + value + ",\"text\":" + quoted(result->toText()) + warnings + "}";
}

int evaluateCases(const std::string& casesFile, const std::string& contextsFile) {
    const auto cases = readText(casesFile);
    const auto contexts = readText(contextsFile);
    if (!cases || !contexts) {
        std::fprintf(stderr, "model-gateway eval: cannot read %s\n", (cases ? contextsFile : casesFile).c_str());
        return 2;
    }
    const auto parsed = nlohmann::ordered_json::parse(*contexts, nullptr, false);
    if (!parsed.is_object()) {
        std::fprintf(stderr, "model-gateway eval: %s is not a JSON object of contexts\n", contextsFile.c_str());
        return 2;
    }
    std::map<std::string, std::unique_ptr<expression::CaseContext>> known;
    std::istringstream lines(*cases);
    std::string line;
    int number = 0;
    bool allOk = true;
    while (std::getline(lines, line)) {
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const auto row = nlohmann::json::parse(line, nullptr, false);
        if (!row.is_object() || !row.contains("expression") || !row["expression"].is_string()) {
            std::fprintf(stderr, "%s:%d:1: error: a case is a JSON object with id, expression and context\n", casesFile.c_str(), number);
            return 2;
        }
        const std::string name = row.value("context", "default");
        auto& context = known[name];
        if (!context) {
            auto made = expression::CaseContext::parse(parsed.contains(name) ? parsed.at(name).dump() : "{}");
            if (!made) return 2;
            context = std::move(*made);
        }
        bool ok = true;
        const std::string result = evaluate(row.value("id", std::to_string(number)), row["expression"].get<std::string>(), *context, ok);
        std::printf("%s\n", result.c_str());
        allOk = allOk && ok;
    }
    return allOk ? 0 : 1;
}

}  // namespace

int runEval(int argc, char** argv) {
    CLI::App app("Evaluates policy expressions and prints one JSON line for each.", "model-gateway eval");
    std::string source, contextFile, casesFile, contextsFile;
    app.add_option("EXPRESSION", source, "@(...) or @{...}");
    app.add_option("--context", contextFile, "JSON file with one context");
    app.add_option("--cases", casesFile, "JSON lines {id, expression, context}");
    app.add_option("--contexts", contextsFile, "JSON object of contexts by name")->needs("--cases");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (!casesFile.empty()) return evaluateCases(casesFile, contextsFile);
    if (source.empty()) {
        std::fprintf(stderr, "model-gateway eval: give an expression or --cases\n");
        return 2;
    }
    std::string json = "{}";
    if (!contextFile.empty()) {
        const auto text = readText(contextFile);
        if (!text) {
            std::fprintf(stderr, "model-gateway eval: cannot read %s\n", contextFile.c_str());
            return 2;
        }
        json = *text;
    }
    auto context = expression::CaseContext::parse(json);
    if (!context) {
        std::fprintf(stderr, "model-gateway eval: %s: %s\n", contextFile.c_str(), context.error().message.c_str());
        return 2;
    }
    bool ok = true;
    std::printf("%s\n", evaluate("1", source, **context, ok).c_str());
    return ok ? 0 : 1;
}

}  // namespace mgc::app
