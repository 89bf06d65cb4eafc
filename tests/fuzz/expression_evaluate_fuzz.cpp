// What compiles is evaluated with small limits: it gives a value, an exception or the name of a limit, in bounded time and memory.
#include <cstdlib>

#include "expression/expression.h"
#include "expression/host/case_context.h"
#include "expression/value.h"
#include "expression_input.h"

namespace {

constexpr const char* contextText =
    R"({"request":{"method":"POST","url":"https://a.example/b?c=d","headers":{"A":"1","Content-Type":"application/json"},
"body":{"model":"m","n":2,"list":[1,2.5,"x",null,{"k":true}],"o":{"p":"2024-01-02T03:04:05Z"}}},"response":{"status":200,"headers":{"B":"2"},"body":{"r":1}},
"variables":{"s":"text","i":5,"b":true,"l":{"$type":"long","value":5000000000},"j":{"$type":"jobject","value":{"a":1}}},"user":{"Id":"u","Groups":[{"Id":"g","Name":"G"}]}})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1U << 12U) return 0;
    static const auto contexts = std::move(*mgc::expression::CaseContext::parse(contextText));
    mgc::Diagnostics diagnostics;
    const auto compiled = mgc::expression::compile(mgc::fuzz::expressionOf(data, size), {}, diagnostics);
    if (!compiled) return 0;
    auto context = contexts->context();
    // Small, so that an input that runs into one costs little.
    context.limits.steps = 20'000;
    context.limits.recursion = 64;
    context.limits.stringBytes = 1U << 18U;
    context.limits.collectionItems = 20'000;
    context.limits.time = std::chrono::milliseconds(200);
    context.limits.regexTime = std::chrono::milliseconds(20);
    const auto result = compiled->evaluate(context);
    if (!result) {
        if (result.error().code.empty() || result.error().code == "ExpressionEngineFailure") std::abort();
        return 0;
    }
    // What leaves an expression is kept in variables and written out later, outside of it.
    if (result->toText().size() > (1U << 26U) || result->toJsonText().empty()) std::abort();
    return 0;
}
