#include <QtTest/qtest.h>

#include "bench_call.h"
#include "support/suite.h"

using namespace mgc;
using mgc::test::SimulatorBench;
using nlohmann::json;

class ResponsesTest : public QObject {
    Q_OBJECT
private slots:
    void answersAndKeeps() {
        SimulatorBench bench;
        const auto made = bench
                              .call(SimulatorBench::request("/openai/v1/responses",
                                                            R"({"model":"gpt-4o-mini","input":"repeat: stored","metadata":{"a":"b"}})"))
                              .json();
        COMPARE_JSON(made["status"], "completed");
        COMPARE_JSON(made["output"][0]["content"][0]["text"], "stored");
        COMPARE_JSON(made["usage"]["total_tokens"].get<int>(),
                     made["usage"]["input_tokens"].get<int>() + made["usage"]["output_tokens"].get<int>());
        const auto id = made["id"].get<std::string>();
        COMPARE_JSON(bench.call(SimulatorBench::request("/openai/v1/responses/" + id, "", "GET")).json(), made);
        COMPARE_JSON(bench.call(SimulatorBench::request("/openai/v1/responses/" + id + "/input_items", "", "GET"))
                         .json()["data"][0]["content"][0]["text"],
                     "repeat: stored");
        // A stored response lives on one backend.
        QCOMPARE(bench.call(SimulatorBench::request("https://aoai-westus.openai.azure.com/openai/v1/responses/" + id, "", "GET")).status,
                 404);
        QCOMPARE(bench
                     .call(SimulatorBench::request(
                         "/openai/v1/responses",
                         "{\"model\":\"gpt-4o-mini\",\"input\":\"repeat: next\",\"previous_response_id\":\"" + id + "\"}"))
                     .status,
                 200);
        COMPARE_JSON(bench.call(SimulatorBench::request("/openai/v1/responses/" + id, "", "DELETE")).json()["deleted"], true);
        QCOMPARE(bench.call(SimulatorBench::request("/openai/v1/responses/" + id, "", "GET")).status, 404);
        QCOMPARE(bench
                     .call(SimulatorBench::request("/openai/v1/responses",
                                                   "{\"model\":\"gpt-4o-mini\",\"input\":\"x\",\"previous_response_id\":\"resp_nope\"}"))
                     .status,
                 400);
    }
    void streamsInOrder() {
        SimulatorBench bench;
        const auto events = bench
                                .call(SimulatorBench::request("/openai/responses?api-version=2025-03-01-preview",
                                                              R"({"model":"gpt-4o-mini","input":"Count to 3","stream":true})"))
                                .events();
        const std::vector<std::string> head{"response.created", "response.in_progress", "response.output_item.added",
                                            "response.content_part.added", "response.output_text.delta"};
        for (std::size_t i = 0; i < head.size(); ++i) COMPARE_JSON(events[i]["type"].get<std::string>(), head[i]);
        const std::vector<std::string> tail{"response.output_text.done", "response.content_part.done", "response.output_item.done",
                                            "response.completed"};
        for (std::size_t i = 0; i < tail.size(); ++i) QCOMPARE(events[events.size() - tail.size() + i]["type"].get<std::string>(), tail[i]);
        for (std::size_t i = 0; i < events.size(); ++i) COMPARE_JSON(events[i]["sequence_number"], i);
        std::string text;
        for (const auto& event : events)
            if (event["type"] == "response.output_text.delta") text += event["delta"].get<std::string>();
        QCOMPARE(text, std::string("1, 2, 3."));
        COMPARE_JSON(events.back()["response"]["output"][0]["content"][0]["text"], "1, 2, 3.");
        QVERIFY(events.back()["response"]["usage"]["output_tokens"].get<int>() > 0);
    }
    void callsFunctions() {
        SimulatorBench bench;
        const std::string body =
            R"({"model":"gpt-4o-mini","input":"Weather in Rome","stream":true,"tools":[{"type":"function","name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}],"tool_choice":"required"})";
        const auto events = bench.call(SimulatorBench::request("/openai/v1/responses", body)).events();
        COMPARE_JSON(events[2]["item"]["type"], "function_call");
        COMPARE_JSON(events[events.size() - 3]["type"], "response.function_call_arguments.done");
        COMPARE_JSON(json::parse(events[events.size() - 3]["arguments"].get<std::string>())["city"], "Rome");
    }
    void endsIncomplete() {
        SimulatorBench bench;
        const auto made = bench
                              .call(SimulatorBench::request("/openai/v1/responses",
                                                            R"({"model":"gpt-4o-mini","input":"Count to 100","max_output_tokens":5})"))
                              .json();
        COMPARE_JSON(made["status"], "incomplete");
        COMPARE_JSON(made["incomplete_details"]["reason"], "max_output_tokens");
        const auto events =
            bench
                .call(SimulatorBench::request("/openai/v1/responses",
                                              R"({"model":"gpt-4o-mini","input":"Count to 100","max_output_tokens":5,"stream":true})"))
                .events();
        COMPARE_JSON(events.back()["type"], "response.incomplete");
    }
};

MGC_TEST_CLASS(ResponsesTest);
#include "responses_test.moc"
