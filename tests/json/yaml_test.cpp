#include <QtTest/qtest.h>

#include <nlohmann/json.hpp>

#include "json/document.h"
#include "support/suite.h"

using mgc::json::Document;

class YamlTest : public QObject {
    Q_OBJECT
private slots:
    void readsTheSameTree() {
        const auto document = Document::parseYaml(
            "openapi: 3.0.1\ninfo:\n  version: '1.0'\n  count: 3\n  half: 0.5\n  on: true\n  none: ~\nlist:\n  - a\n  - b: yes\n",
            "s.yaml");
        QVERIFY(document.has_value());
        const auto expected = nlohmann::ordered_json::parse(
            R"({"openapi":"3.0.1","info":{"version":"1.0","count":3,"half":0.5,"on":true,"none":null},"list":["a",{"b":"yes"}]})");
        QCOMPARE(document->root().dump(), expected.dump());
        const auto range = document->rangeOf("/list/1/b");
        QCOMPARE(range.begin.line, 10U);
        QCOMPARE(range.begin.column, 8U);
        QCOMPARE(document->nameRangeOf("/info/count").begin.line, 4U);
    }
    void namesThePlaceOfAnError() {
        const auto document = Document::parseYaml("a: 1\nb: [1, 2\nc: 3\n", "s.yaml");
        QVERIFY(!document.has_value());
        QCOMPARE(document.error().code, std::string("InvalidYaml"));
        QVERIFY(document.error().range.begin.line >= 2);
    }
    void boundsAliases() {
        std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int level = 1; level < 9; ++level) {
            const std::string name = "a" + std::to_string(level), below = "*a" + std::to_string(level - 1);
            bomb += name + ": &" + name + " [" + below;
            for (int item = 0; item < 9; ++item) bomb += "," + below;
            bomb += "]\n";
        }
        const auto document = Document::parseYaml(bomb, "s.yaml");
        QVERIFY(!document.has_value());
        QVERIFY(document.error().message.find("250,000") != std::string::npos);
    }
};

MGC_TEST_CLASS(YamlTest);
#include "yaml_test.moc"
