#include "json/edit.h"

#include <QtTest/qtest.h>

#include <nlohmann/json.hpp>

#include "json/document.h"
#include "support/suite.h"

using nlohmann::ordered_json;
using namespace mgc::json;

class EditTest : public QObject {
    Q_OBJECT
private slots:
    void setsAndKeepsTheRest_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("replace") << QByteArray("{ \"a\" :1,\"x\": [ 1,2 ]}") << QByteArray("/a") << QByteArray("\"two\"")
                                 << QByteArray("{ \"a\" :\"two\",\"x\": [ 1,2 ]}");
        QTest::newRow("add at the end, own lines")
            << QByteArray("{\n    \"a\": 1,\n    \"b\": {\n    }\n}\n") << QByteArray("/c") << QByteArray("true")
            << QByteArray("{\n    \"a\": 1,\n    \"b\": {\n    },\n    \"c\": true\n}\n");
        QTest::newRow("add below a new parent")
            << QByteArray("{\n  \"properties\": {\n    \"url\": \"u\"\n  }\n}") << QByteArray("/properties/tls/validateCertificateName")
            << QByteArray("false")
            << QByteArray(
                   "{\n  \"properties\": {\n    \"url\": \"u\",\n    \"tls\": {\n      \"validateCertificateName\": false\n    }\n  }\n}");
        QTest::newRow("into an empty object") << QByteArray("{\r\n\t\"a\": {}\r\n}") << QByteArray("/a/b") << QByteArray("1")
                                              << QByteArray("{\r\n\t\"a\": {\r\n\t\t\"b\": 1\r\n\t}\r\n}");
        QTest::newRow("append to a list") << QByteArray("{\"l\": [1, 2]}") << QByteArray("/l/-") << QByteArray("3")
                                          << QByteArray("{\"l\": [1, 2, 3]}");
        QTest::newRow("element") << QByteArray("[\n  1,\n  {\"k\": 2}\n]") << QByteArray("/1/k") << QByteArray("9")
                                 << QByteArray("[\n  1,\n  {\"k\": 9}\n]");
    }
    void setsAndKeepsTheRest() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, after);
        const auto result = setValue(before.toStdString(), pointer.toStdString(), ordered_json::parse(value.toStdString()));
        QVERIFY(result.has_value());
        QCOMPARE(QByteArray::fromStdString(*result), after);
    }
    void removes_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("first") << QByteArray("{\n  \"a\": 1,\n  \"b\": 2\n}") << QByteArray("/a") << QByteArray("{\n  \"b\": 2\n}");
        QTest::newRow("last") << QByteArray("{\n  \"a\": 1,\n  \"b\": 2\n}") << QByteArray("/b") << QByteArray("{\n  \"a\": 1\n}");
        QTest::newRow("only") << QByteArray("{\n  \"a\": 1\n}") << QByteArray("/a") << QByteArray("{}");
        QTest::newRow("element") << QByteArray("[1, 2, 3]") << QByteArray("/1") << QByteArray("[1, 3]");
        QTest::newRow("absent") << QByteArray("[1, 2, 3]") << QByteArray("/7") << QByteArray("[1, 2, 3]");
    }
    void removes() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, after);
        const auto result = removeValue(before.toStdString(), pointer.toStdString());
        QVERIFY(result.has_value());
        QCOMPARE(QByteArray::fromStdString(*result), after);
        QVERIFY(Document::parse(*result, {}).has_value());
    }
    void refusesAPathThroughAText() {
        const auto result = setValue(R"({"a":"text"})", "/a/b", true);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().code, std::string("NoSuchMember"));
    }
};

MGC_TEST_CLASS(EditTest);
#include "edit_test.moc"
