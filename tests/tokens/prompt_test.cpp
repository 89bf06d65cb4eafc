#include "tokens/prompt.h"

#include <QtTest/qtest.h>

#include "support/suite.h"
#include "tokens/counter.h"

using namespace mgc::tokens;

class PromptTest : public QObject {
    Q_OBJECT
private slots:
    void counts_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("tokens");
        // 3 for the message, 1 for its role, 1 for "Hello", 3 for the primed answer.
        QTest::newRow("chat") << R"({"messages":[{"role":"user","content":"Hello"}]})"
                              << "gpt-4o" << 8;
        QTest::newRow("chat parts") << R"({"messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}]})"
                                    << "gpt-4o" << 8;
        QTest::newRow("image")
            << R"({"messages":[{"role":"user","content":[{"type":"text","text":"Hello"},{"type":"image_url","image_url":{"url":"https://x/y.png"}}]}]})"
            << "gpt-4o" << 1208;
        QTest::newRow("name") << R"({"messages":[{"role":"user","name":"bob","content":"Hello"}]})"
                              << "gpt-4o" << 10;
        QTest::newRow("model from the body") << R"({"model":"gpt-4","messages":[{"role":"user","content":"Hello"}]})"
                                             << "" << 8;
        QTest::newRow("responses text") << R"({"model":"gpt-4o","input":"Hello"})"
                                        << "" << 8;
        QTest::newRow("responses items")
            << R"({"model":"gpt-4o","instructions":"Hello","input":[{"role":"user","content":[{"type":"input_text","text":"Hello"}]}]})"
            << "" << 13;
        QTest::newRow("embeddings text") << R"({"model":"text-embedding-3-small","input":"Hello"})"
                                         << "" << 1;
        QTest::newRow("embeddings list") << R"({"input":["Hello","Hello world"]})"
                                         << "text-embedding-3-small" << 3;
        QTest::newRow("embeddings by deployment") << R"({"input":"Hello","encoding_format":"base64"})"
                                                  << "vectors" << 1;
        QTest::newRow("embeddings token ids") << R"({"input":[[1,2,3],[4]]})"
                                              << "text-embedding-3-small" << 4;
        QTest::newRow("completion") << R"({"prompt":"Hello world"})"
                                    << "gpt-35-turbo-instruct" << 2;
        QTest::newRow("anthropic")
            << R"({"model":"claude","system":"Hello","messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}]})"
            << "" << 13;
        QTest::newRow("null content") << R"({"messages":[{"role":"assistant","content":null}]})"
                                      << "gpt-4o" << 7;
        QTest::newRow("other json") << R"({"query":"Hello"})"
                                    << "gpt-4o" << 0;
        QTest::newRow("no object") << "[1,2]"
                                   << "gpt-4o" << 0;
        QTest::newRow("no json") << "hello"
                                 << "gpt-4o" << 0;
        QTest::newRow("empty") << ""
                               << "gpt-4o" << 0;
        QTest::newRow("wrong types") << R"({"messages":[1,"x",null,{"role":5,"content":{"a":1}}],"tools":{"a":1},"tool_choice":7})"
                                     << "gpt-4o" << 6;
        QTest::newRow("depth") << QString("{\"messages\":").append(QString("[").repeated(5000)) << "gpt-4o" << 0;
    }
    void counts() {
        QFETCH(QString, body);
        QFETCH(QString, model);
        QFETCH(int, tokens);
        QCOMPARE(Counter().countPrompt(body.toStdString(), model.toStdString()), tokens);
    }
    void extrapolatesBeyondWhatAnyModelReads() {
        std::string words;
        for (int i = 0; i < 1'600'000; ++i) words += "word ";
        const auto counted = countPrompt("{\"prompt\":\"" + words + "\"}", "gpt-4o");
        QVERIFY2(counted > 1'590'000 && counted < 1'610'000, std::to_string(counted).c_str());
    }
    void followsDeepSchemasOnlySoFar() {
        std::string schema = R"({"type":"string"})";
        for (int i = 0; i < 200; ++i) schema = R"({"type":"object","properties":{"a":)" + schema + "}}";
        const auto body = R"({"messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":)" + schema + "}}]}";
        QVERIFY(countPrompt(body, "gpt-4o") > 3);
    }
};

MGC_TEST_CLASS(PromptTest);
#include "prompt_test.moc"
