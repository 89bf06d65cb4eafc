#include "resources/specification.h"

#include <QtTest/qtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::resources;

class SpecificationTest : public QObject {
    Q_OBJECT
    static SpecificationContent read(const std::string& text, Diagnostics& diagnostics, bool requiredQuery = true) {
        const auto document = json::Document::parse(text, "specification.json");
        return document ? readSpecification(*document, requiredQuery, diagnostics) : SpecificationContent{};
    }
private slots:
    void readsTheLabsSpecifications_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("operations");
        // Counts of reference/azure/inference-api.md.
        QTest::newRow("v1") << "AIFoundryOpenAIV1.json" << 60;
        QTest::newRow("classic") << "AIFoundryOpenAI.json" << 49;
        QTest::newRow("inference") << "AIFoundryAzureAI.json" << 5;
        QTest::newRow("openai") << "LLMOpenAI.json" << 97;
        QTest::newRow("pass through") << "PassThrough.json" << 8;
    }
    void readsTheLabsSpecifications() {
        const auto shared = test::sharedDir();
        if (!shared) QSKIP("the handed-over material (../shared) is not there");
        QFETCH(QString, file);
        QFETCH(int, operations);
        Diagnostics diagnostics;
        const auto content = read(test::readFile(*shared / "data/inference-openapi" / file.toStdString()), diagnostics);
        for (const auto& diagnostic : diagnostics.all()) qWarning("%s", toText(diagnostic).c_str());
        QVERIFY(!diagnostics.hasErrors());
        QCOMPARE(static_cast<int>(content.operations.size()), operations);
        if (file == "AIFoundryOpenAI.json") {
            const auto chat = std::find_if(content.operations.begin(), content.operations.end(),
                                           [](const Operation& one) { return one.name == "ChatCompletions_Create"; });
            QVERIFY(chat != content.operations.end());
            QCOMPARE(chat->urlTemplate, std::string("/deployments/{deployment-id}/chat/completions?api-version={api-version}"));
            QVERIFY(!chat->requestBodies.empty() && chat->requestBodies[0].schema);
        }
    }
    void followsReferencesAndKeepsExamples() {
        Diagnostics diagnostics;
        const auto content = read(test::readFile(test::dataDir("resources/specification/references.json")), diagnostics);
        QVERIFY(diagnostics.all().empty());
        QCOMPARE(content.serverUrl, std::string("https://api.test/v2"));
        const Operation& operation = content.operations.at(0);
        QCOMPARE(operation.name, std::string("get-things-id"));
        QCOMPARE(operation.parameters.size(), std::size_t{2});
        QVERIFY(operation.parameters[1].required);
        QCOMPARE(operation.parameters[0].schema->at("type").get<std::string>(), std::string("integer"));
        QCOMPARE(operation.responses[0].headers[0].name, std::string("x-cost"));
        QCOMPARE(operation.responses[0].representations[0].example->dump(), std::string("{\"a\":1}"));
        QCOMPARE(operation.responses[1].status, std::string("4XX"));
    }
    void readsSwagger() {
        Diagnostics diagnostics;
        const auto content = read(test::readFile(test::dataDir("resources/specification/swagger.json")), diagnostics);
        QVERIFY(diagnostics.all().empty());
        QCOMPARE(content.serverUrl, std::string("http://old.test/v1"));
        QCOMPARE(content.operations[0].name, std::string("add-pet"));
        QCOMPARE(content.operations[0].urlTemplate, std::string("/pets?q={q}"));
        QVERIFY(content.operations[0].bodyRequired);
        QCOMPARE(content.operations[0].responses[0].representations[0].example->dump(), std::string("{\"id\":1}"));
    }
    void reportsWithPlace() {
        Diagnostics diagnostics;
        const auto content = read(
            "{\"openapi\":\"3.0.1\",\"paths\":{\n\"/a\":{\"get\":{\"responses\":{\"200\":{\"$ref\":\"#/components/responses/"
            "Gone\"}}}},\n\"b\":{\"get\":{}}}}",
            diagnostics);
        QCOMPARE(diagnostics.errorCount(), std::size_t{2});
        QCOMPARE(diagnostics.all()[0].range.begin.line, 2U);
        QCOMPARE(diagnostics.all()[1].range.begin.line, 3U);
        QCOMPARE(content.operations.size(), std::size_t{1});
    }
    void keepsRequiredQueryOutOfTheTemplateOnDemand() {
        Diagnostics diagnostics;
        const auto content = read(
            R"({"openapi":"3.0.1","paths":{"/a":{"get":{"parameters":[{"name":"q","in":"query","required":true}]}}}})", diagnostics, false);
        QCOMPARE(content.operations[0].urlTemplate, std::string("/a"));
    }
    void normalizesNames() {
        QCOMPARE(normalizedOperationName("GET-/foo/{bar}?buzz={quix}"), std::string("get-foo-bar-buzz-quix"));
        QCOMPARE(operationName("ChatCompletions_Create", "POST", "/x"), std::string("ChatCompletions_Create"));
        QCOMPARE(operationName("", "GET", "/a/{b}"), std::string("get-a-b"));
        QCOMPARE(normalizedOperationName(std::string(100, 'x')).size(), std::size_t{76});
    }
};

MGC_TEST_CLASS(SpecificationTest);
#include "specification_test.moc"
