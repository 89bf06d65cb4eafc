#include "json/document.h"

#include <QtTest/qtest.h>

#include <nlohmann/json.hpp>

#include "support/paths.h"
#include "support/suite.h"

using mgc::json::Document;

class DocumentTest : public QObject {
    Q_OBJECT
private slots:
    void readsEveryKindOfValue() {
        const auto document =
            Document::parse(R"({"a":[1,-2.5e2,true,false,null],"b":"x\u00e9\n\ud83d\ude00","big":18446744073709551615})", "f.json");
        QVERIFY(document.has_value());
        QCOMPARE(document->root()["a"][1].get<double>(), -250.0);
        QCOMPARE(document->root()["b"].get<std::string>(), std::string("x\xC3\xA9\n\xF0\x9F\x98\x80"));
        QCOMPARE(document->root()["big"].get<std::uint64_t>(), std::uint64_t{18446744073709551615U});
        QCOMPARE(document->root().begin().key(), std::string("a"));
    }
    void namesTheExactPlaceOfAnError_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("missing comma") << QByteArray("{\n  \"a\": 1\n  \"b\": 2\n}") << 3 << 3;
        QTest::newRow("trailing comma") << QByteArray("{\"a\": 1,}") << 1 << 9;
        QTest::newRow("columns count code points") << QByteArray("{\"\xC3\xA9\": x}") << 1 << 7;
        QTest::newRow("CR LF") << QByteArray("{\r\n\"a\" 1}") << 2 << 5;
        QTest::newRow("comment") << QByteArray("// no\n{}") << 1 << 1;
        QTest::newRow("twice") << QByteArray("{\"a\":1,\n \"a\":2}") << 2 << 2;
        QTest::newRow("after the end") << QByteArray("{} {}") << 1 << 4;
        QTest::newRow("empty") << QByteArray("") << 1 << 1;
        QTest::newRow("open string") << QByteArray("[\"abc") << 1 << 2;
        QTest::newRow("leading zero") << QByteArray("[01]") << 1 << 2;
        QTest::newRow("lone surrogate") << QByteArray("[\"\\ud800\"]") << 1 << 3;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"a\" 1}") << 1 << 6;
    }
    void namesTheExactPlaceOfAnError() {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(int, column);
        const auto document = Document::parse(text.toStdString(), "f.json");
        QVERIFY(!document.has_value());
        QCOMPARE(document.error().code, std::string("InvalidJson"));
        QCOMPARE(document.error().range.file, std::string("f.json"));
        QCOMPARE(static_cast<int>(document.error().range.begin.line), line);
        QCOMPARE(static_cast<int>(document.error().range.begin.column), column);
    }
    void refusesDeepNesting() {
        const std::string deep(200'000, '[');
        const auto document = Document::parse(deep, "f.json");
        QVERIFY(!document.has_value());
        QVERIFY(document.error().message.find("128") != std::string::npos);
        QVERIFY(Document::parse(std::string(128, '[') + std::string(128, ']'), "f.json").has_value());
    }
    void locatesValuesByPointer() {
        const auto document =
            Document::parse("{\n  \"properties\": {\n    \"pool\": [ {\"id\": \"/a\"}, {\"id\": \"/b\"} ]\n  }\n}", "f.json");
        QVERIFY(document.has_value());
        const auto range = document->rangeOf("/properties/pool/1/id");
        QCOMPARE(range.begin.line, 3U);
        QCOMPARE(range.begin.column, 36U);
        QCOMPARE(range.end.column, 40U);
        QCOMPARE(document->nameRangeOf("/properties/pool").begin.column, 5U);
        const auto parent = document->rangeOf("/properties/missing/deeper");
        QCOMPARE(parent.begin.line, 2U);
        QCOMPARE(parent.end.offset, parent.begin.offset + 1);
        QVERIFY(!document->locate("/properties/pool/2").has_value());
    }
    void readsEverySpecificationOfTheMaterial() {
        const auto shared = mgc::test::sharedDir();
        if (!shared) QSKIP("the handed-over material (../shared) is not there");
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(*shared / "data/inference-openapi")) {
            const std::string text = mgc::test::readFile(entry.path());
            const auto document = Document::parse(text, entry.path().string());
            QVERIFY2(document.has_value(), entry.path().c_str());
            QVERIFY(document->root() == nlohmann::ordered_json::parse(text));
            ++count;
        }
        QVERIFY(count >= 5);
    }
};

MGC_TEST_CLASS(DocumentTest);
#include "document_test.moc"
