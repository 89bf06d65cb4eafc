#include "simulator/fault.h"

#include <QtTest/qtest.h>

#include "bench_call.h"
#include "support/suite.h"

using namespace mgc;
using mgc::test::SimulatorBench;
using nlohmann::json;
using simulator::FaultRule;

namespace {

FaultRule rule(const char* id, const char* text) {
    FaultRule made;
    made.id = id;
    made.fault = *simulator::parseFaultText(text);
    return made;
}

}  // namespace

class FaultTest : public QObject {
    Q_OBJECT
private slots:
    void markersInThePrompt_data() {
        QTest::addColumn<QString>("marker");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("errorCode");
        QTest::newRow("429") << "[[sim:429]]" << 429 << "";
        QTest::newRow("500") << "[[sim:500]]" << 500 << "";
        QTest::newRow("503 openai") << "[[sim:503;preset=openai]]" << 503 << "";
        QTest::newRow("outage") << "[[sim:outage]]" << 0 << "BackendConnectionFailure";
        QTest::newRow("filter") << "[[sim:filter]]" << 400 << "";
        QTest::newRow("slow") << "[[sim:slow]]" << 0 << "still waiting";
        QTest::newRow("hang") << "[[sim:hang]]" << 0 << "still waiting";
        QTest::newRow("garbage") << "[[sim:garbage]]" << 200 << "";
        QTest::newRow("unreadable") << "[[sim:nonsense]]" << 200 << "";
    }
    void markersInThePrompt() {
        QFETCH(QString, marker);
        QFETCH(int, status);
        QFETCH(QString, errorCode);
        SimulatorBench bench;
        const auto answer = bench.chat("Hello " + marker.toStdString());
        QCOMPARE(answer.status, status);
        QCOMPARE(QString::fromStdString(answer.errorCode), errorCode);
        if (status == 429) QCOMPARE(answer.header("retry-after"), std::string("2"));
        if (marker.contains("garbage")) QVERIFY(answer.json().is_discarded());
    }
    void headers() {
        SimulatorBench bench;
        auto request = SimulatorBench::request("/openai/deployments/gpt-4o-mini/chat/completions?api-version=1",
                                               R"({"messages":[{"role":"user","content":"hi"}]})");
        request.headers.add("x-sim-fault", "status=503;retryAfterMs=1500;retryHeaders=ms");
        const auto answer = bench.call(std::move(request));
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.header("retry-after-ms"), std::string("1500"));
        QVERIFY(answer.header("retry-after").empty());
    }
    void streams_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("chunks");
        QTest::addColumn<QString>("errorCode");
        QTest::addColumn<QString>("ending");
        QTest::newRow("cut") << "cut=3" << 3 << "BackendConnectionFailure"
                             << "\n\n";
        QTest::newRow("cut in json") << "cut=3;cutMode=midJson" << 4 << ""
                                     << "";
        QTest::newRow("no done") << "cut=3;cutMode=noDone" << 3 << ""
                                 << "\n\n";
        QTest::newRow("error event") << "errorAfterChunk=3" << 4 << ""
                                     << "\"code\":null}}\n\n";
        QTest::newRow("hang") << "hangAfterChunk=3" << 3 << "still waiting"
                              << "\n\n";
        QTest::newRow("slow") << "chunkDelayMs=100" << 0 << "still waiting"
                              << "";
    }
    void streams() {
        QFETCH(QString, fault);
        QFETCH(int, chunks);
        QFETCH(QString, errorCode);
        QFETCH(QString, ending);
        SimulatorBench bench;
        const auto answer = bench.chat("Count to 20 [[sim:" + fault.toStdString() + "]]", {{"stream", true}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(static_cast<int>(answer.chunks.size()), chunks);
        QCOMPARE(QString::fromStdString(answer.errorCode), errorCode);
        QVERIFY(QString::fromStdString(answer.body).endsWith(ending));
    }
    void filtersCompletionsAndHidesUsage() {
        SimulatorBench bench;
        const auto filtered = bench.chat("Count to 20 [[sim:filterCompletionAfter=4]]").json();
        COMPARE_JSON(filtered["choices"][0]["finish_reason"], "content_filter");
        COMPARE_JSON(filtered["usage"]["completion_tokens"], 4);
        QVERIFY(!bench.chat("Count to 3 [[sim:nousage]]").json().contains("usage"));
        const auto prompt = bench.chat("[[sim:filter=hate]]").json()["error"];
        COMPARE_JSON(prompt["innererror"]["code"], "ResponsibleAIPolicyViolation");
        COMPARE_JSON(prompt["innererror"]["content_filter_result"]["hate"]["filtered"], true);
    }
    void rulesMatch() {
        auto nth = rule("nth", "503");
        nth.match.everyNth = 3;
        auto bench = std::make_unique<SimulatorBench>(benchProfile({nth}));
        QByteArray seen;
        for (int i = 0; i < 9; ++i) seen += bench->chat("Count to 2").status == 200 ? '.' : 'x';
        QCOMPARE(seen, QByteArray("..x..x..x"));
        QCOMPARE(bench->simulator.statistics().byFault.at("nth"), 3u);

        auto first = rule("first", "500");
        first.match.firstN = 2;
        first.match.region = "aoai-westus";
        bench = std::make_unique<SimulatorBench>(benchProfile({first}));
        QCOMPARE(bench->chat("Count to 2").status, 200);

        auto window = rule("window", "500");
        window.match.from = bench->clock.now() + std::chrono::seconds(10);
        window.match.until = bench->clock.now() + std::chrono::seconds(20);
        bench = std::make_unique<SimulatorBench>(benchProfile({window}));
        seen.clear();
        for (int i = 0; i < 4; ++i) {
            seen += bench->chat("Count to 2").status == 200 ? '.' : 'x';
            bench->clock.advance(std::chrono::seconds(7));
        }
        QCOMPARE(seen, QByteArray("..x."));

        auto some = rule("some", "500");
        some.match.percent = 30;
        auto profile = benchProfile({some});
        profile.deployments[0].limiter = simulator::LimiterKind::Unlimited;
        bench = std::make_unique<SimulatorBench>(profile);
        int struck = 0;
        for (int i = 0; i < 400; ++i) struck += bench->chat("Count to 2").status == 500;
        QVERIFY2(struck > 80 && struck < 160, std::to_string(struck).c_str());
    }
    void switchedAtRunTime() {
        SimulatorBench bench;
        QVERIFY(bench.simulator.applyJson(
            "{\"faults\":[{\"id\":\"out\",\"match\":{\"region\":\"aoai-eastus\"},\"fault\":{\"connectRefused\":true}}]}"));
        QCOMPARE(bench.chat("hi").errorCode, std::string("BackendConnectionFailure"));
        QCOMPARE(bench
                     .call(SimulatorBench::request("https://aoai-westus.openai.azure.com/v1/chat/completions",
                                                   "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                     .status,
                 200);
        const auto state = json::parse(bench.simulator.toJson());
        COMPARE_JSON(state["faults"][0]["fault"]["connectRefused"], true);
        QVERIFY(state["presets"].size() >= 6);
        QVERIFY(bench.simulator.applyJson(bench.simulator.toJson()));  // what GET gives, PUT takes
        QVERIFY(bench.simulator.applyJson("{\"faults\":[]}"));
        QCOMPARE(bench.chat("hi").status, 200);
        QVERIFY(!bench.simulator.applyJson("{\"faults\":[{\"id\":\"x\",\"fault\":{\"explode\":true}}]}"));
        QVERIFY(bench.simulator.applyJson("{\"regions\":[{\"id\":\"aoai-eastus\",\"enabled\":false}]}"));
        QCOMPARE(bench.chat("hi").errorCode, std::string("BackendConnectionFailure"));
    }

private:
    static simulator::Profile benchProfile(std::vector<FaultRule> rules) {
        auto profile = SimulatorBench::instantProfile();
        profile.faults = std::move(rules);
        return profile;
    }
};

MGC_TEST_CLASS(FaultTest);
#include "fault_test.moc"
