// Compile and evaluate time of the commonest expression shapes (expression_shapes.tsv), and allocations per evaluation. The body is a chat
// request of 4 KB, parsed once. Exit code 1 if a target is missed: compile 50 us, reads of headers, variables and JSON fields 1 us, no
// allocation where a header is compared with a constant.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "allocations.h"
#include "expression/expression.h"
#include "expression/host/case_context.h"
#include "expression/host/message_body.h"
#include "expression/value.h"

using namespace mgc;

namespace {

constexpr double compileTarget = 50'000;  // ns
constexpr double readTarget = 1'000;      // ns

struct Shape {
    std::string label;  ///< its count in the corpus, or what it reads
    std::string source;
    [[nodiscard]] bool isRead() const { return label == "header" || label == "variable" || label == "json"; }
    [[nodiscard]] bool isHeaderComparison() const { return label == "header" && source.find("==") != std::string::npos; }
};

std::vector<Shape> readShapes(const char* path) {
    std::vector<Shape> shapes;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);)
        if (const auto tab = line.find('\t'); tab != std::string::npos) shapes.push_back({line.substr(0, tab), line.substr(tab + 1)});
    return shapes;
}

/// A request as an AI gateway sees it; the variables that the shapes name.
std::string contextJson() {
    nlohmann::ordered_json messages = nlohmann::ordered_json::array();
    for (int i = 0; i < 16; ++i)
        messages.push_back(
            {{"role", i == 0  ? "system"
                      : i % 2 ? "user"
                              : "assistant"},
             {"content", "Message " + std::to_string(i) +
                             ": the quick brown fox jumps over the lazy dog and then looks back at what it has done, five times over, "
                             "while the dog goes on dreaming of rabbits, bones and a warm place by the oven in winter."}});
    nlohmann::ordered_json body{{"model", "gpt-4o"},  {"messages", messages}, {"max_tokens", 256},
                                {"temperature", 0.7}, {"stream", true},       {"metadata", {{"team", "alpha"}, {"tier", 3}}}};
    nlohmann::ordered_json context;
    context["request"] = {
        {"method", "POST"},
        {"url", "https://contoso.azure-api.net/openai/deployments/gpt-4o/chat/completions?api-version=2024-06-01&state=x"},
        {"headers",
         {{"Host", "contoso.azure-api.net"},
          {"User-Agent", "bench/1.0"},
          {"Content-Type", "application/json"},
          {"Authorization", "Bearer abc"},
          {"X-Number", "42"},
          {"x-user-id", "user-1"},
          {"Accept", "application/json, text/event-stream"}}},
        {"body", body},
        {"ip", "203.0.113.7"}};
    context["response"] = {{"status", 200}, {"reason", "OK"}, {"headers", {{"Content-Type", "application/json"}}}, {"body", "{}"}};
    context["matchedParameters"] = {{"deployment-id", "gpt-4o"}};
    const auto integer = [](int value) { return nlohmann::ordered_json{{"$type", "int"}, {"value", value}}; };
    const nlohmann::ordered_json routes = {{{"location", "eastus"}}, {{"location", "westus"}}};
    context["variables"] = {{"userId", "user-1"},
                            {"managed-id-access-token", "token"},
                            {"action", "allow"},
                            {"backendId", "backend-1"},
                            {"targetBackendPool", "pool-1"},
                            {"provider-id", "provider"},
                            {"estimatedInputTokens", integer(512)},
                            {"routeIndex", integer(1)},
                            {"oaClusters", {{"$type", "jarray"}, {"value", routes}}},
                            {"routes", {{"$type", "jarray"}, {"value", routes}}},
                            {"safetyResponse", {{"$type", "response"}, {"value", {{"status", 200}}}}}};
    context["api"] = {{"Id", "openai"}, {"Name", "OpenAI"}, {"Path", "openai"}, {"Revision", "1"}, {"Version", ""}};
    context["subscription"] = {{"Id", "sub-1"}, {"Name", "Sub"}, {"Key", "k"}};
    context["user"] = {{"Id", "user-1"}, {"Email", "a@b.c"}, {"FirstName", "A"}, {"LastName", "B"}};
    context["deployment"] = {{"Region", "West Europe"}, {"ServiceName", "contoso"}};
    context["requestId"] = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
    return context.dump();
}

void compileShape(benchmark::State& state, const std::string& source) {
    const auto before = bench::allocations();
    {
        Diagnostics diagnostics;
        benchmark::DoNotOptimize(expression::compile(source, {}, diagnostics));
    }
    state.counters["allocations"] = static_cast<double>(bench::allocations() - before);
    for (auto _ : state) {
        Diagnostics diagnostics;
        benchmark::DoNotOptimize(expression::compile(source, {}, diagnostics));
    }
}

void evaluateShape(benchmark::State& state, const std::string& source, expression::CaseContext& contexts) {
    Diagnostics diagnostics;
    const auto compiled = expression::compile(source, {}, diagnostics);
    if (!compiled) {
        state.SkipWithError("does not compile");
        return;
    }
    auto context = contexts.context();
    // As<T>() without preserveContent leaves no body for the next round.
    const bool consumes = compiled->reads().requestBody && source.find("true") == std::string::npos;
    const auto once = [&] {
        if (consumes) context.requestBody->reset(context.requestBody->body());
        return compiled->typeName() == "bool" ? static_cast<bool>(compiled->evaluateBool(context))
                                              : static_cast<bool>(compiled->evaluate(context));
    };
    if (!once()) {
        state.SkipWithError("fails");
        return;
    }
    const auto before = bench::allocations();
    benchmark::DoNotOptimize(once());
    state.counters["allocations"] = static_cast<double>(bench::allocations() - before);
    for (auto _ : state) benchmark::DoNotOptimize(once());
}

/// Prints as usual and keeps what the targets are checked against.
class Reporter final : public benchmark::ConsoleReporter {
public:
    Reporter() : ConsoleReporter(OO_Tabular) {}
    struct Result {
        double nanoseconds = 0;
        double allocations = 0;
        bool failed = false;
    };
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const auto& run : runs) {
            Result& result = results[run.benchmark_name()];
            result.failed = run.error_occurred;
            result.nanoseconds = run.GetAdjustedCPUTime();
            if (const auto found = run.counters.find("allocations"); found != run.counters.end()) result.allocations = found->second.value;
        }
        ConsoleReporter::ReportRuns(runs);
    }
    std::map<std::string, Result> results;
};

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    const auto shapes = readShapes(MGC_EXPRESSION_SHAPES);
    auto contexts = expression::CaseContext::parse(contextJson());
    if (shapes.empty() || !contexts) {
        std::fprintf(stderr, "expression_bench: cannot read %s\n", MGC_EXPRESSION_SHAPES);
        return 2;
    }
    for (const auto& shape : shapes) {
        benchmark::RegisterBenchmark(("compile " + shape.source).c_str(),
                                     [&](benchmark::State& state) { compileShape(state, shape.source); });
        benchmark::RegisterBenchmark(("evaluate " + shape.source).c_str(),
                                     [&](benchmark::State& state) { evaluateShape(state, shape.source, **contexts); });
    }
    Reporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    int missed = 0;
    const auto check = [&](const std::string& name, bool good, const char* target) {
        if (!good) std::printf("missed: %s (%s)\n", name.c_str(), target), ++missed;
    };
    for (const auto& shape : shapes) {
        if (const auto found = reporter.results.find("compile " + shape.source); found != reporter.results.end())
            check(found->first, !found->second.failed && found->second.nanoseconds <= compileTarget, "50 us");
        if (const auto found = reporter.results.find("evaluate " + shape.source); found != reporter.results.end()) {
            check(found->first, !found->second.failed && (!shape.isRead() || found->second.nanoseconds <= readTarget), "1 us");
            if (shape.isHeaderComparison()) check(found->first, found->second.allocations == 0, "no allocation");
        }
    }
    return missed ? 1 : 0;
}
