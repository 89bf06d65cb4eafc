#include "json/body_reader.h"

#include <QtTest/qtest.h>

#include "base/random.h"
#include "support/suite.h"

using mgc::json::BodyReader;

class BodyReaderTest : public QObject {
    Q_OBJECT
private slots:
    void readsValuesInAnyOrder() {
        const BodyReader body(
            R"({"model":"gpt-4o-mini","stream":true,"n":2,"stream_options":{"include_usage":true},"temperature":0.5,"messages":[{"role":"user","content":"h\u00e9"}],"x":null})");
        QVERIFY(body.isJson());
        QCOMPARE(body.integer("/n").value_or(0), std::int64_t{2});
        QCOMPARE(body.string("/model").value_or(""), std::string("gpt-4o-mini"));
        QVERIFY(body.boolean("/stream_options/include_usage").value_or(false));
        QVERIFY(body.boolean("/stream").value_or(false));
        QCOMPARE(body.number("/temperature").value_or(0), 0.5);
        QCOMPARE(body.string("/messages/0/content").value_or(""), std::string("h\xC3\xA9"));
        QCOMPARE(body.raw("/messages/0/role").value_or(""), std::string("\"user\""));
        QCOMPARE(body.raw("/stream_options").value_or(""), std::string("{\"include_usage\":true}"));
        QVERIFY(body.has("/x") && !body.has("/y"));
        QVERIFY(!body.string("/n") && !body.integer("/model") && !body.boolean("/messages"));
        const BodyReader inner(R"({"a":1})");
        QCOMPARE(inner.integer("/a").value_or(0), std::int64_t{1});
        QCOMPARE(body.integer("/n").value_or(0), std::int64_t{2});
    }
    void answersNothingOnGarbage_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("scalar") << QByteArray("42");
        QTest::newRow("open") << QByteArray("{\"model\":\"abc");
        QTest::newRow("not UTF-8") << QByteArray("{\"model\":\"\xff\xfe\"}");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("space") << QByteArray("   ");
    }
    void answersNothingOnGarbage() {
        QFETCH(QByteArray, text);
        const BodyReader body(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        QVERIFY(!body.string("/model"));
        QVERIFY(!body.boolean("/stream"));
        QVERIFY(!body.has("/a/b/c"));
    }
    void survivesMutations() {
        const std::string good = R"({"model":"m","stream":true,"messages":[{"role":"user","content":"x"}],"n":1})";
        std::uint64_t state = 42;
        for (int round = 0; round < 20'000; ++round) {
            std::string text = good;
            for (int change = 0; change < 3; ++change) {
                state = state * 6364136223846793005U + 1442695040888963407U;
                text[(state >> 33U) % text.size()] = static_cast<char>(state >> 24U);
            }
            const BodyReader body(text);
            (void)body.string("/messages/0/content");
            (void)body.raw("/messages");
            (void)body.integer("/n");
        }
    }
    void refusesMoreThanTheLimit() { QVERIFY(!BodyReader(R"({"a":1})", 3).isJson()); }
};

MGC_TEST_CLASS(BodyReaderTest);
#include "body_reader_test.moc"
