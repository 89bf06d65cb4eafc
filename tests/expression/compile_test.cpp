#include <QtTest/qtest.h>

#include <thread>

#include "expression/expression.h"
#include "expression/host/case_context.h"
#include "expression/host/host_values.h"
#include "expression/value.h"
#include "support/suite.h"

using namespace mgc;

namespace {

std::string evaluated(const char* source, const char* context = "{}") {
    Diagnostics diagnostics;
    const auto compiled = expression::compile(source, {}, diagnostics);
    if (!compiled) return "compile " + toText(diagnostics.all().front());
    auto made = expression::CaseContext::parse(context);
    const auto result = compiled->evaluate((*made)->context());
    return result ? result->toText() : result.error().code;
}

}  // namespace

/// What the rest of the engine relies on: places, reads(), limits, sharing between threads, values kept in variables.
class CompileTest : public QObject {
    Q_OBJECT
private slots:
    void placesFindingsInTheDocument() {
        SourceRange origin;
        origin.file = "policy.xml";
        origin.begin = {10, 5, 100};
        Diagnostics diagnostics;
        QVERIFY(!expression::compile("@{\n  var a = 1;\n  return foo;\n}", origin, diagnostics));
        const auto& found = diagnostics.all().front();
        QCOMPARE(found.range.file, std::string("policy.xml"));
        QCOMPARE(found.range.begin.line, 12U);
        QCOMPARE(found.range.begin.column, 10U);
        QCOMPARE(found.code, std::string("MGC3103"));
    }
    void reportsManyFindings() {
        Diagnostics diagnostics;
        QVERIFY(!expression::compile("@{ var a = foo; int b = \"x\"; return c; }", {}, diagnostics));
        QVERIFY(diagnostics.errorCount() >= 3);
    }
    void tellsWhichBodiesItReads() {
        Diagnostics diagnostics;
        const auto request = expression::compile("@(context.Request.Body.As<string>())", {}, diagnostics);
        QVERIFY(request->reads().requestBody && !request->reads().responseBody);
        const auto response = expression::compile("@(context.Response.Body.As<JObject>()[\"a\"])", {}, diagnostics);
        QVERIFY(!response->reads().requestBody && response->reads().responseBody);
        const auto none = expression::compile("@(context.Request.Headers.GetValueOrDefault(\"a\",\"\") == \"b\")", {}, diagnostics);
        QVERIFY(!none->reads().requestBody && !none->reads().responseBody);
    }
    void warnsOfReferenceComparison() {
        Diagnostics diagnostics;
        QVERIFY(expression::compile("@(context.Variables[\"x\"] == \"v\")", {}, diagnostics));
        QCOMPARE(diagnostics.all().size(), std::size_t{1});
        QCOMPARE(toText(diagnostics.all().front().severity), std::string_view("warning"));
    }
    void keepsLimits() {
        QCOMPARE(evaluated("@{ while (true) { } return 1; }"), std::string("StepLimitExceeded"));
        QCOMPARE(evaluated("@{ int f(int n) { return f(n + 1); } return f(0); }"), std::string("RecursionLimitExceeded"));
        QCOMPARE(evaluated("@{ var s = \"aaaaaaaaaaaaaaaa\"; while (true) { s += s; } return s; }"), std::string("StringLimitExceeded"));
        QCOMPARE(evaluated("@(new string[100000000].Length)"), std::string("CollectionLimitExceeded"));
    }
    /// Inputs that once hung the parser or crashed an evaluation (tests/fuzz, tests/expression/differential).
    void survivesWhatFuzzingFound() {
        Diagnostics diagnostics;
        QVERIFY(!expression::compile("@{ switch (con{ext.A) { case 200: return &n \"x\"; default:se 1: return 1; (ase 404: retur&n 2; } }", {}, diagnostics));
        QVERIFY(diagnostics.errorCount() > 0);
        QVERIFY(evaluated("@(\"text\".Elements())").starts_with("compile "));
        QCOMPARE(evaluated("@(((Func<int, int>)(x => x + 1)).Invoke(2))"), std::string("3"));
        QCOMPARE(evaluated("@{ Action<bool> a = x => { }; a.Invoke(true); return 1; }"), std::string("1"));
        QCOMPARE(evaluated("@(Math.Round(1.5m, -1, MidpointRounding.AwayFromZero))"), std::string("ArgumentOutOfRangeException"));
        QCOMPARE(evaluated("@{ var l = new List<object>(); while (true) l.Add(new int[1000000]); return l; }"), std::string("MemoryLimitExceeded"));
        QCOMPARE(evaluated("@(Convert.ToInt32(JObject.Parse(\"{'n':'42'}\")[\"n\"]))"), std::string("42"));
    }
    void changesNeverReachTheCachedBody() {
        const char* context = R"({"request":{"body":{"a":{"b":1}}}})";
        QCOMPARE(evaluated("@{ var x = context.Request.Body.As<JObject>(true); x[\"a\"][\"b\"] = 2; return (int)context.Request.Body.As<JObject>(true)[\"a\"][\"b\"]; }", context), std::string("1"));
    }
    void bodyIsReadOnceWithoutPreserveContent() {
        QCOMPARE(evaluated("@(context.Request.Body.As<string>() + context.Request.Body.As<string>())", R"({"request":{"body":"x"}})"), std::string("InvalidOperationException"));
    }
    void languageBeyondTheOracle() {
        QCOMPARE(evaluated("@{ int add(int a, int b = 2) => a + b; return add(1) + add(b: 5, a: 1); }"), std::string("9"));
        QCOMPARE(evaluated("@{ object o = 5; switch (o) { case string s: return s; case int n when n > 3: return \"big\"; default: return \"?\"; } }"), std::string("big"));
        QCOMPARE(evaluated("@{ int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } return fib(12); }"), std::string("144"));
        QCOMPARE(evaluated("@{ Func<int, int> f = null; f = n => n <= 1 ? 1 : n * f(n - 1); return f(5); }"), std::string("120"));
    }
    void refusesWhatAzureRefuses() {
        for (const char* source : {"@(DateTime.SpecifyKind(DateTime.UtcNow, DateTimeKind.Utc))", "@(System.IO.File.ReadAllText(\"x\"))", "@(Environment.MachineName)", "@(Regex.Escape(\".\"))", "@(CultureInfo.InvariantCulture)"})
            QVERIFY2(evaluated(source).rfind("compile", 0) == 0, source);
    }
    void isSharedByThreads() {
        Diagnostics diagnostics;
        const auto compiled = expression::compile("@(string.Join(\",\", Enumerable.Range(0, 50).Select(i => \"v\" + i).Where(s => s.EndsWith(\"5\"))))", {}, diagnostics);
        QVERIFY(compiled);
        std::vector<std::thread> threads;
        std::atomic<int> good{0};
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                auto context = expression::CaseContext::parse("{}");
                for (int i = 0; i < 50; ++i) {
                    const auto result = compiled->evaluate((*context)->context());
                    if (result && result->asText() == "v5,v15,v25,v35,v45") ++good;
                }
            });
        for (auto& thread : threads) thread.join();
        QCOMPARE(good.load(), 200);
    }
    void valuesOfPolicies() {
        expression::VariableStore store;
        http::Response response;
        response.status = 429;
        response.body = http::Body::text("{\"a\":1}");
        store.set("r", expression::makeResponse(std::make_shared<expression::ResponseData>(std::move(response))));
        expression::EvaluationContext context;
        context.variables = &store;
        Diagnostics diagnostics;
        const auto compiled = expression::compile("@(((IResponse)context.Variables[\"r\"]).StatusCode + (int)((IResponse)context.Variables[\"r\"]).Body.As<JObject>()[\"a\"])", {}, diagnostics);
        QVERIFY(compiled);
        const auto result = compiled->evaluate(context);
        QVERIFY(result);
        QCOMPARE(result->asInteger().value_or(0), 430);
    }
};

MGC_TEST_CLASS(CompileTest);
#include "compile_test.moc"
