#include <QtTest/qtest.h>

#include "bench_call.h"
#include "support/suite.h"
#include "tokens/stream_usage.h"

using namespace mgc;
using mgc::test::SimulatorBench;
using nlohmann::json;

class StreamTest : public QObject {
    Q_OBJECT
private slots:
    void streamsChatInOrder() {
        SimulatorBench bench;
        const auto whole = bench.chat("Tell me about rivers.").json();
        const auto answer = bench.chat("Tell me about rivers.", {{"stream", true}, {"stream_options", {{"include_usage", true}}}});
        QCOMPARE(answer.header("content-type"), std::string("text/event-stream; charset=utf-8"));
        const auto events = answer.events();
        QCOMPARE(events.size(), answer.chunks.size());
        QVERIFY(events[0]["choices"].empty() && events[0].contains("prompt_filter_results"));
        COMPARE_JSON(events[1]["choices"][0]["delta"]["role"], "assistant");
        std::string text;
        for (std::size_t i = 1; i + 3 < events.size(); ++i) {
            COMPARE_JSON(events[i]["id"], events[1]["id"]);
            QVERIFY(events[i]["usage"].is_null());
            text += events[i]["choices"][0]["delta"]["content"].get<std::string>();
        }
        COMPARE_JSON(text, whole["choices"][0]["message"]["content"].get<std::string>());
        COMPARE_JSON(events[events.size() - 3]["choices"][0]["finish_reason"], "stop");
        COMPARE_JSON(events[events.size() - 2]["usage"], whole["usage"]);
        COMPARE_JSON(events.back(), "[DONE]");
        tokens::StreamUsageReader reader("gpt-4o-mini");
        reader.feed(answer.body);
        COMPARE_JSON(reader.usage().completionTokens, whole["usage"]["completion_tokens"].get<std::int64_t>());
        // Counted from the texts alone it is the same figure.
        tokens::StreamUsageReader counting("gpt-4o-mini");
        counting.feed(bench.chat("Tell me about rivers.", {{"stream", true}}).body);
        QVERIFY(!counting.usage().reported);
        QCOMPARE(counting.usage().completionTokens, reader.usage().completionTokens);
    }
    void streamsSeveralChoicesAndTools() {
        SimulatorBench bench;
        const auto several = bench.chat("Tell me about rivers.", {{"stream", true}, {"n", 2}}).events();
        COMPARE_JSON(several[2]["choices"][0]["index"], 1);
        const json tools = json::parse(
            R"([{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}])");
        const auto events = bench.chat("Weather in Oslo", {{"stream", true}, {"tools", tools}, {"tool_choice", "required"}}).events();
        std::string arguments;
        for (const auto& event : events)
            if (event.is_object() && !event["choices"].empty() && event["choices"][0]["delta"].contains("tool_calls"))
                arguments += event["choices"][0]["delta"]["tool_calls"][0]["function"]["arguments"].get<std::string>();
        COMPARE_JSON(json::parse(arguments)["city"], "Oslo");
        COMPARE_JSON(events[2]["choices"][0]["delta"]["tool_calls"][0]["function"]["name"], "get_weather");
        COMPARE_JSON(events[events.size() - 2]["choices"][0]["finish_reason"], "tool_calls");
    }
    void waitsOnTheClock() {
        auto profile = SimulatorBench::instantProfile();
        profile.latencies["exact"] = {100, 0, 10, 0};
        profile.deployments[0].latency = "exact";
        SimulatorBench bench(profile);
        bool headed = false;
        http::Response response;
        startTask(bench.simulator.send(SimulatorBench::request("/openai/deployments/gpt-4o-mini/chat/completions?api-version=1",
                                                               R"({"stream":true,"messages":[{"role":"user","content":"Count to 5"}]})"),
                                       {}),
                  [&](Result<http::Response> sent) {
                      headed = true;
                      response = std::move(*sent);
                  });
        bench.clock.advance(std::chrono::milliseconds(99));
        QVERIFY(!headed);
        bench.clock.advance(std::chrono::milliseconds(1));
        QVERIFY(headed);
        int pieces = 0;
        const auto read = [&] {
            startTask(response.body.next(), [&](Result<std::optional<std::string>> piece) { pieces += piece && *piece; });
        };
        for (int i = 0; i < 3; ++i) read();  // filter, role, first token: all there
        QCOMPARE(pieces, 3);
        read();
        QCOMPARE(pieces, 3);
        bench.clock.advance(std::chrono::milliseconds(10));
        QCOMPARE(pieces, 4);
        QCOMPARE(bench.simulator.statistics().activeStreams, 1);
        response = {};
        QCOMPARE(bench.simulator.statistics().activeStreams, 0);
        QCOMPARE(bench.simulator.statistics().abortedStreams, 1u);
    }
    void obeysTheCallersTimeAndCancellation() {
        auto profile = SimulatorBench::instantProfile();
        profile.latencies["exact"] = {10'000, 0, 0, 0};
        profile.deployments[0].latency = "exact";
        SimulatorBench bench(profile);
        const auto start = [&](http::SendOptions options, std::string& code) {
            startTask(bench.simulator.send(SimulatorBench::request("/openai/deployments/gpt-4o-mini/chat/completions?api-version=1",
                                                                   R"({"messages":[{"role":"user","content":"hi"}]})"),
                                           std::move(options)),
                      [&code](Result<http::Response> sent) { code = sent ? "answered" : sent.error().code; });
        };
        std::string timedOut, cancelled;
        http::SendOptions patient;
        patient.headerTimeout = std::chrono::seconds(2);
        start(patient, timedOut);
        http::SendOptions leaving;
        leaving.cancellation = std::make_shared<Cancellation>();
        start(leaving, cancelled);
        bench.clock.advance(std::chrono::seconds(1));
        leaving.cancellation->cancel();
        bench.clock.advance(std::chrono::seconds(1));
        QCOMPARE(timedOut, std::string("Timeout"));
        QCOMPARE(cancelled, std::string("Cancelled"));
    }
    void filtersAsynchronously() {
        auto profile = SimulatorBench::instantProfile();
        profile.streaming = simulator::Profile::Streaming::AsyncFilter;
        SimulatorBench bench(profile);
        const auto events = bench.chat("Write 60 words about tea.", {{"stream", true}}).events();
        int annotations = 0;
        for (const auto& event : events)
            if (event.is_object() && !event["choices"].empty() && !event["choices"][0].contains("delta")) ++annotations;
        QVERIFY(annotations >= 2);
        profile.streaming = simulator::Profile::Streaming::Buffered;
        SimulatorBench buffered(profile);
        QVERIFY(buffered.chat("Write 60 words about tea.", {{"stream", true}}).events().size() < events.size() / 3);
    }
    void streamsCompletions() {
        SimulatorBench bench;
        const auto events =
            bench
                .call(SimulatorBench::request("/openai/deployments/gpt-4o-mini/completions?api-version=1",
                                              R"({"prompt":"repeat: abc","stream":true,"stream_options":{"include_usage":true}})"))
                .events();
        COMPARE_JSON(events[0]["object"], "text_completion");
        COMPARE_JSON(events[events.size() - 2]["usage"]["prompt_tokens"], 3);
        COMPARE_JSON(events.back(), "[DONE]");
    }
};

MGC_TEST_CLASS(StreamTest);
#include "stream_test.moc"
