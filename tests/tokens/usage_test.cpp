#include "tokens/usage.h"

#include <QtTest/qtest.h>

#include "support/suite.h"
#include "tokens/stream_usage.h"

using namespace mgc::tokens;

namespace {

Usage reported(std::int64_t prompt, std::int64_t completion, std::int64_t cached = 0, std::int64_t reasoning = 0) {
    return {prompt, completion, prompt + completion, cached, reasoning, true};
}

}  // namespace

Q_DECLARE_METATYPE(Usage)

class UsageTest : public QObject {
    Q_OBJECT
private slots:
    void readsBodies_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Usage>("expected");
        QTest::newRow("chat")
            << QByteArray(
                   R"({"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":3}}})")
            << reported(7, 5, 2, 3);
        QTest::newRow("embeddings") << QByteArray(R"({"data":[],"usage":{"prompt_tokens":7,"total_tokens":7}})") << reported(7, 0);
        QTest::newRow("responses")
            << QByteArray(
                   R"({"object":"response","usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":1},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":12}})")
            << reported(7, 5, 1, 2);
        QTest::newRow("anthropic")
            << QByteArray(
                   R"({"type":"message","usage":{"input_tokens":7,"cache_read_input_tokens":10,"cache_creation_input_tokens":1,"output_tokens":5}})")
            << reported(18, 5, 10);
        QTest::newRow("null") << QByteArray(R"({"usage":null})") << Usage{};
        QTest::newRow("error") << QByteArray(R"({"error":{"code":"429","message":"usage"}})") << Usage{};
        QTest::newRow("negative") << QByteArray(R"({"usage":{"prompt_tokens":-7}})") << Usage{};
        QTest::newRow("garbage") << QByteArray("\"usage\" \xFF{{{{") << Usage{};
    }
    void readsBodies() {
        QFETCH(QByteArray, body);
        QFETCH(Usage, expected);
        QVERIFY(extractUsage(body.toStdString()).value_or(Usage{}) == expected);
    }
    void readsStreams_data() {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<Usage>("expected");
        QTest::addColumn<bool>("ended");
        const QByteArray filter =
            "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[]}\n\n";
        const QByteArray words =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\ndata: "
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\" wor\"}}]}\n\n"
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ld\"},\"finish_reason\":null}]}\n\ndata: "
            "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
        QTest::newRow("chat with usage")
            << QByteArray(
                   filter + words +
                   "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}}\n\ndata: [DONE]\n\n")
            << reported(7, 2) << true;
        QTest::newRow("chat without usage") << QByteArray(filter + words + "data: [DONE]\n\n") << Usage{11, 2, 13, 0, 0, false} << true;
        QTest::newRow("broken off") << QByteArray(filter + words.left(words.size() - 40)) << Usage{11, 2, 13, 0, 0, false} << false;
        QTest::newRow("responses") << QByteArray(
                                          "event: response.output_text.delta\r\ndata: "
                                          "{\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"delta\":\"Hello\"}\r\n\r\nevent: "
                                          "response.completed\r\ndata: "
                                          "{\"type\":\"response.completed\",\"response\":{\"model\":\"m\",\"usage\":{\"input_tokens\":7,"
                                          "\"output_tokens\":1,\"total_tokens\":8}}}\r\n\r\n")
                                   << reported(7, 1) << true;
        QTest::newRow("anthropic") << QByteArray(
                                          "event: message_start\ndata: "
                                          "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}"
                                          "\n\nevent: content_block_delta\ndata: "
                                          "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":"
                                          "\"Hello\"}}\n\nevent: message_delta\ndata: "
                                          "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_"
                                          "tokens\":5}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")
                                   << reported(7, 5) << true;
        QTest::newRow("garbage") << QByteArray("data: {\"choices\":\xFF}\n\n\0\0data\n:x\n\ndata: [1,2]\n\n")
                                 << Usage{11, 0, 11, 0, 0, false} << false;
        QTest::newRow("no blank line at the end") << QByteArray(words + "data: [DONE]") << Usage{11, 2, 13, 0, 0, false} << true;
    }
    void readsStreams() {
        QFETCH(QByteArray, stream);
        QFETCH(Usage, expected);
        QFETCH(bool, ended);
        for (const qsizetype size : {qsizetype{1}, qsizetype{7}, stream.size()}) {
            StreamUsageReader reader("gpt-4o", 11);
            for (qsizetype at = 0; at < stream.size(); at += size) reader.feed(stream.mid(at, size).toStdString());
            reader.finish();
            QVERIFY(reader.usage() == expected);
            QCOMPARE(reader.ended(), ended);
        }
    }
    void countsDeltasWhereAsked() {
        StreamUsageReader reader("gpt-4o", 0, StreamUsageReader::Deltas::Counted);
        const auto event = [](const char* text) { return std::string(R"(data: {"choices":[{"delta":{"content":")") + text + "\"}}]}\r\n\r\n"; };
        reader.feed(event(""));
        QCOMPARE(reader.tokensSoFar(), 0);
        reader.feed(event("Hello"));
        QCOMPARE(reader.tokensSoFar(), 1);
        reader.feed(event(" wide world"));
        QCOMPARE(reader.tokensSoFar(), 3);
    }
    void staysBounded() {
        StreamUsageReader reader("gpt-4o");
        const std::string line(100'000, 'x');
        for (int i = 0; i < 100; ++i) reader.feed("data: " + line);
        reader.feed("\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n");
        QCOMPARE(reader.usage().completionTokens, 1);
    }
};

MGC_TEST_CLASS(UsageTest);
#include "usage_test.moc"
