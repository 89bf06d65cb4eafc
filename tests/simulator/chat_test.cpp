#include <QtTest/qtest.h>

#include "bench_call.h"
#include "support/suite.h"
#include "tokens/encoding.h"
#include "tokens/prompt.h"
#include "tokens/usage.h"

using namespace mgc;
using mgc::test::SimulatorBench;
using nlohmann::json;

class ChatTest : public QObject {
    Q_OBJECT
private slots:
    void answersWithExactUsage() {
        SimulatorBench bench;
        const std::string body =
            R"({"messages":[{"role":"user","content":"Say hello in three languages and tell me which region answered."}]})";
        const auto answer =
            bench.call(SimulatorBench::request("/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21", body));
        QCOMPARE(answer.status, 200);
        const auto root = answer.json();
        const auto text = root["choices"][0]["message"]["content"].get<std::string>();
        QVERIFY2(text.starts_with("Hola. Bonjour. Hallo.\nYou reached deployment gpt-4o-mini in aoai-eastus (East US)"), text.c_str());
        COMPARE_JSON(root["model"], "gpt-4o-mini-2024-07-18");
        COMPARE_JSON(root["object"], "chat.completion");
        COMPARE_JSON(root["choices"][0]["finish_reason"], "stop");
        COMPARE_JSON(root["usage"]["prompt_tokens"], tokens::countPrompt(body, "gpt-4o-mini"));
        const auto counted = tokens::Encoding::of(tokens::EncodingName::O200kBase).count(text);
        COMPARE_JSON(root["usage"]["completion_tokens"], counted);
        // The text says itself what it took.
        QVERIFY2(text.ends_with(": " + std::to_string(root["usage"]["prompt_tokens"].get<int>()) + " tokens in, " +
                                std::to_string(counted) + " out."),
                 text.c_str());
        QVERIFY(root.contains("prompt_filter_results"));
        QCOMPARE(answer.header("x-ms-region"), std::string("East US"));
        QVERIFY(!answer.header("apim-request-id").empty());
        QVERIFY(!answer.header("x-ratelimit-remaining-tokens").empty());
    }
    void isDeterministic() {
        SimulatorBench first, second;
        QCOMPARE(first.chat("Tell me something.").body, second.chat("Tell me something.").body);
        auto profile = SimulatorBench::instantProfile();
        profile.seed = 2;
        SimulatorBench third(profile);
        QVERIFY(first.chat("Tell me about zebras, please.").body != third.chat("Tell me about zebras, please.").body);
    }
    void variesInLengthAroundForty() {
        SimulatorBench bench;
        long total = 0;
        int shortest = 10'000, longest = 0;
        for (int i = 0; i < 60; ++i) {
            const auto tokens = bench.chat("Tell me about topic number " + std::to_string(i) + " and gardens")
                                    .json()["usage"]["completion_tokens"]
                                    .get<int>();
            total += tokens;
            shortest = std::min(shortest, tokens);
            longest = std::max(longest, tokens);
            bench.clock.advance(std::chrono::seconds(1));
        }
        QVERIFY2(total / 60 >= 30 && total / 60 <= 60, std::to_string(total / 60).c_str());
        QVERIFY(longest > shortest);
    }
    void writesLongAnswersAndCutsThem() {
        SimulatorBench bench;
        QVERIFY(bench.chat("Write 300 words about gateways.").json()["usage"]["completion_tokens"].get<int>() > 300);
        const auto cut = bench.chat("Write 300 words about gateways.", {{"max_tokens", 10}}).json();
        COMPARE_JSON(cut["usage"]["completion_tokens"], 10);
        COMPARE_JSON(cut["choices"][0]["finish_reason"], "length");
        const auto stopped = bench.chat("repeat: one STOP two", {{"stop", "STOP"}}).json();
        COMPARE_JSON(stopped["choices"][0]["message"]["content"], "one ");
    }
    void callsTools() {
        SimulatorBench bench;
        const json tools = json::parse(
            R"([{"type":"function","function":{"name":"get_time","description":"Current time"}},{"type":"function","function":{"name":"get_weather","description":"Weather of a city","parameters":{"type":"object","properties":{"city":{"type":"string"},"unit":{"type":"string","enum":["celsius"]},"days":{"type":"integer","minimum":1}},"required":["city"]}}}])");
        const auto chosen = bench.chat("What is the weather in Paris?", {{"tools", tools}}).json()["choices"][0];
        COMPARE_JSON(chosen["finish_reason"], "tool_calls");
        QVERIFY(chosen["message"]["content"].is_null());
        COMPARE_JSON(chosen["message"]["tool_calls"][0]["function"]["name"], "get_weather");
        const auto arguments = json::parse(chosen["message"]["tool_calls"][0]["function"]["arguments"].get<std::string>());
        COMPARE_JSON(arguments["city"], "Paris");
        COMPARE_JSON(arguments["unit"], "celsius");
        const auto forced =
            bench.chat("Sing.", {{"tools", tools}, {"tool_choice", json::parse(R"({"type":"function","function":{"name":"get_time"}})")}})
                .json()["choices"][0];
        COMPARE_JSON(forced["message"]["tool_calls"][0]["function"]["name"], "get_time");
        QVERIFY(bench.chat("Sing.", {{"tools", tools}}).json()["choices"][0]["message"]["content"].is_string());
        QCOMPARE(
            bench
                .chat("Sing.", {{"tools", tools}, {"tool_choice", json::parse("{\"type\":\"function\",\"function\":{\"name\":\"nope\"}}")}})
                .status,
            400);
    }
    void answersInJson() {
        SimulatorBench bench;
        const auto object = bench.chat("Answer in JSON", {{"response_format", {{"type", "json_object"}}}})
                                .json()["choices"][0]["message"]["content"]
                                .get<std::string>();
        QVERIFY(json::parse(object).is_object());
        const json schema = json::parse(
            "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":5},\"tags\":{\"type\":\"array\",\"minItems\":"
            "3,\"items\":{\"enum\":[\"a\",\"b\"]}},\"inner\":{\"$ref\":\"#/$defs/"
            "inner\"}},\"required\":[\"name\"],\"$defs\":{\"inner\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\","
            "\"maximum\":3},\"self\":{\"$ref\":\"#/$defs/inner\"}}}}}");
        const auto text =
            bench.chat("Who?", {{"response_format", {{"type", "json_schema"}, {"json_schema", {{"name", "x"}, {"schema", schema}}}}}})
                .json()["choices"][0]["message"]["content"]
                .get<std::string>();
        const auto made = json::parse(text);
        QVERIFY(made["name"].get<std::string>().size() <= 5);
        QCOMPARE(made["tags"].size(), 3u);
        QVERIFY(made["inner"]["n"].get<double>() <= 3);
    }
    void givesSeveralChoicesAndLogprobs() {
        SimulatorBench bench;
        const auto root = bench.chat("Tell me about bees.", {{"n", 3}, {"logprobs", true}, {"top_logprobs", 2}}).json();
        QCOMPARE(root["choices"].size(), 3u);
        COMPARE_JSON(root["choices"][2]["index"], 2);
        const auto& content = root["choices"][0]["logprobs"]["content"];
        QCOMPARE(content[0]["top_logprobs"].size(), 2u);
        QVERIFY(content[0]["logprob"].get<double>() <= 0);
    }
    void reportsCachedTokens() {
        SimulatorBench bench;
        std::string prompt = "Count to 2. ";
        for (int i = 0; i < 700; ++i) prompt += "word" + std::to_string(i) + " ";
        const auto cached = [&](const std::string& text) {
            return bench.chat(text).json()["usage"]["prompt_tokens_details"]["cached_tokens"].get<int>();
        };
        QCOMPARE(cached(prompt), 0);
        const int again = cached(prompt);
        QVERIFY2(again >= 1024 && again % 128 == 0, std::to_string(again).c_str());
        QCOMPARE(cached("Other " + prompt), 0);
        QCOMPARE(cached("Count to 2."), 0);
    }
    void refuses_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QString classic = "/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21";
        const QString good = R"({"messages":[{"role":"user","content":"hi"}]})";
        QTest::newRow("unknown deployment") << "/openai/deployments/nope/chat/completions?api-version=2024-10-21" << good << 404
                                            << "DeploymentNotFound";
        QTest::newRow("no api-version") << "/openai/deployments/gpt-4o-mini/chat/completions" << good << 404 << "404";
        QTest::newRow("wrong path") << "/openai/deployments/gpt-4o-mini/nothing?api-version=1" << good << 404 << "404";
        QTest::newRow("unknown model") << "/v1/chat/completions"
                                       << R"({"model":"nope","messages":[{"role":"user","content":"hi"}]})" << 404 << "model_not_found";
        QTest::newRow("no model") << "/v1/chat/completions" << good << 400 << "";
        QTest::newRow("wrong operation") << "/openai/deployments/text-embedding-3-small/chat/completions?api-version=1" << good << 400
                                         << "OperationNotSupported";
        QTest::newRow("no json") << classic << "{" << 400 << "";
        QTest::newRow("deep json") << classic << QString("[").repeated(100'000) << 400 << "";
        QTest::newRow("no messages") << classic << "{}" << 400 << "missing_required_parameter";
        QTest::newRow("empty messages") << classic << R"({"messages":[]})" << 400 << "empty_array";
        QTest::newRow("bad role") << classic << R"({"messages":[{"role":"king","content":"hi"}]})" << 400 << "invalid_value";
        QTest::newRow("bad temperature") << classic << R"({"temperature":3,"messages":[{"role":"user","content":"hi"}]})" << 400
                                         << "decimal_out_of_range";
        QTest::newRow("zero tokens") << classic << R"({"max_tokens":0,"messages":[{"role":"user","content":"hi"}]})" << 400
                                     << "integer_out_of_range";
        QTest::newRow("context") << classic << R"({"max_tokens":500000,"messages":[{"role":"user","content":"hi"}]})" << 400
                                 << "context_length_exceeded";
    }
    void refuses() {
        QFETCH(QString, target);
        QFETCH(QString, body);
        QFETCH(int, status);
        QFETCH(QString, code);
        SimulatorBench bench;
        const auto answer = bench.call(SimulatorBench::request(target.toStdString(), body.toStdString()));
        QCOMPARE(answer.status, status);
        const auto error = answer.json()["error"];
        QVERIFY(error["message"].is_string());
        QCOMPARE(error["code"].is_null() ? QString() : QString::fromStdString(error["code"].get<std::string>()), code);
    }
    void wantsAKey() {
        SimulatorBench bench;
        auto request = SimulatorBench::request("/openai/deployments/gpt-4o-mini/chat/completions?api-version=1",
                                               R"({"messages":[{"role":"user","content":"hi"}]})");
        request.headers.remove("api-key");
        QCOMPARE(
            bench.call(std::move(request)).body,
            std::string(
                "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid subscription key or wrong API endpoint. Make sure "
                "to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.\"}}"));
        auto bearer =
            SimulatorBench::request("/v1/chat/completions", R"({"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}]})");
        bearer.headers.remove("api-key");
        bearer.headers.add("Authorization", "Bearer token");
        QCOMPARE(bench.call(std::move(bearer)).status, 200);
    }
    void speaksEveryDialect_data() {
        QTest::addColumn<QString>("target");
        QTest::newRow("azure v1") << "/openai/v1/chat/completions";
        QTest::newRow("openai") << "/v1/chat/completions";
        QTest::newRow("inference") << "/models/chat/completions?api-version=2024-05-01-preview";
        QTest::newRow("bare") << "/chat/completions";
    }
    void speaksEveryDialect() {
        QFETCH(QString, target);
        SimulatorBench bench;
        const auto answer = bench.call(SimulatorBench::request(
            target.toStdString(), R"({"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Count to 5"}]})"));
        QCOMPARE(answer.status, 200);
        COMPARE_JSON(answer.json()["choices"][0]["message"]["content"], "1, 2, 3, 4, 5.");
        COMPARE_JSON(answer.json()["model"], "gpt-4.1-mini-2025-04-14");
    }
    void completesText() {
        SimulatorBench bench;
        const auto answer = bench
                                .call(SimulatorBench::request("/openai/deployments/gpt-4o-mini/completions?api-version=1",
                                                              R"({"prompt":["repeat: abc","repeat: def"],"max_tokens":50})"))
                                .json();
        COMPARE_JSON(answer["object"], "text_completion");
        COMPARE_JSON(answer["choices"][1]["text"], " def");
        COMPARE_JSON(answer["usage"]["prompt_tokens"], 6);
    }
    void listsModelsAndDeployments() {
        SimulatorBench bench;
        const auto get = [&](const char* target) { return bench.call(SimulatorBench::request(target, "", "GET")); };
        COMPARE_JSON(get("/v1/models").json()["data"][0]["id"], "gpt-4o-mini");
        COMPARE_JSON(get("/v1/models/gpt-4o").json()["object"], "model");
        QCOMPARE(get("/v1/models/nope").status, 404);
        COMPARE_JSON(get("/openai/models?api-version=2024-10-21").json()["data"][3]["capabilities"]["embeddings"], true);
        COMPARE_JSON(get("/openai/deployments?api-version=2024-10-21").json()["value"][0]["properties"]["model"]["format"], "OpenAI");
        COMPARE_JSON(get("/any/deployments/gpt-4o?api-version=2023-05-01").json()["name"], "gpt-4o");
        QCOMPARE(get("/any/deployments/nope").status, 404);
        COMPARE_JSON(get("/openai/deployments?api-version=2022-12-01").json()["data"][0]["object"], "deployment");
        COMPARE_JSON(get("/models/info?api-version=2024-05-01-preview").json()["model_type"], "chat-completion");
    }
};

MGC_TEST_CLASS(ChatTest);
#include "chat_test.moc"
