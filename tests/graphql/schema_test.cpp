#include <QTest>

#include "graphql/check/validate.h"
#include "graphql/run/request.h"
#include "graphql/schema/schema.h"
#include "graphql/syntax/document_parser.h"
#include "tests/support/suite.h"

using namespace mgc;
using namespace mgc::graphql;

class GraphQlSchemaTest : public QObject {
    Q_OBJECT

private slots:
    void refused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char* name, const char* text, const char* finding) { QTest::newRow(name) << text << finding; };
        row("syntax", "type Query {\n  a: [Int\n}", "MGC2501 3:1");
        row("empty", "", "MGC2504 1:1");
        row("no query", "type A { a: Int }", "MGC2504 1:1");
        row("unknown type", "type Query {\n  a: Nope\n}", "MGC2502 2:6");
        row("unknown argument type", "type Query { a(b: Nope): Int }", "MGC2502 1:19");
        row("output as input", "type Query { a(b: Query): Int }", "MGC2503 1:19");
        row("input as output", "input I { a: Int } type Query { a: I }", "MGC2503 1:36");
        row("no interface", "type Query implements Int { a: Int }", "MGC2503 1:6");
        row("interface field", "interface N { id: ID } type Query implements N { a: Int }", "MGC2506 1:29");
        row("union member", "union U = Int type Query { a: U }", "MGC2503 1:7");
        row("twice", "type Query { a: Int } type Query { b: Int }", "MGC2507 1:28");
        row("field twice", "type Query { a: Int a: Int }", "MGC2507 1:21");
        row("no fields", "type Query", "MGC2505 1:6");
        row("deep", QByteArray("type Query { a: " + QByteArray(500, '[') + "Int }").constData(), "MGC2501 1:145");
    }
    void refused() {
        QFETCH(QString, text);
        Diagnostics diagnostics;
        QVERIFY(!Schema::parse(text.toStdString(), "s.graphql", diagnostics));
        const auto& first = diagnostics.all().front();
        QTEST(QString::fromStdString(first.code + " " + std::to_string(first.range.begin.line) + ":" +
                                     std::to_string(first.range.begin.column)),
              "finding");
        QCOMPARE(first.range.file, std::string("s.graphql"));
    }

    void accepted_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("old implements") << "interface A { a: Int } interface B { a: Int } type Query implements A, B { a: Int }";
        QTest::newRow("ampersand") << "interface A { a: Int } interface B implements A { a: Int } type Query implements & A & B { a: Int }";
        QTest::newRow("extensions")
            << "type Query { a: Int } extend type Query { b: Int } extend schema @x { mutation: M } type M { c: Int }";
        QTest::newRow("own scalars") << "scalar ID scalar Date type Query { a: ID d: Date }";
        QTest::newRow("comments, commas, BOM") << "\xEF\xBB\xBF# c\ntype Query { a(b: Int = 1, c: [String!]! = [\"x\"]), : Int, }";
        QTest::newRow("keywords as names") << "type Query { type: Int, input(enum: Int, on: Int): Int, query: Int, fragment: Int }";
    }
    void accepted() {
        QFETCH(QString, text);
        Diagnostics diagnostics;
        QVERIFY2(Schema::parse(text.toStdString(), "s.graphql", diagnostics),
                 diagnostics.all().empty() ? "" : diagnostics.all().front().message.c_str());
    }

    /// Hostile documents end in findings, in bounded time.
    void bounds() {
        Diagnostics diagnostics;
        const auto schema = Schema::parse("type Query { a: Query b(x: [[[Int]]]): Int }", "", diagnostics);
        std::string deep;
        for (int i = 0; i < 5000; ++i) deep += "{a";
        QVERIFY(!parseDocument(deep));
        QVERIFY(!parseDocument("{b(x:" + std::string(5000, '[') + ")}"));
        std::string wide = "{";
        for (int i = 0; i < 20000; ++i) wide += "a{b} ";
        const auto document = parseDocument(wide + "}");
        QVERIFY(document);
        QCOMPARE(validate(*schema, **document).front().code, std::string("COMPLEXITY"));
        // Fragments that double at each step.
        std::string doubling = "{...F0}";
        for (int i = 0; i < 40; ++i) {
            const std::string next = std::to_string(i + 1);
            doubling += " fragment F" + std::to_string(i) + " on Query { a { ...F" + next + " } x: a { ...F" + next + " } }";
        }
        const auto bomb = parseDocument(doubling + " fragment F40 on Query { b }");
        QVERIFY(bomb);
        QCOMPARE(validate(*schema, **bomb).front().code, std::string("COMPLEXITY"));
    }

    void requests() {
        QCOMPARE(readRequest("application/graphql; charset=utf-8", "{ a }")->query, std::string("{ a }"));
        QCOMPARE(readRequest("application/json", R"({"query": "{ a }", "variables": null, "operationName": "X"})")->operationName,
                 std::string("X"));
        for (const char* body : {"", "[]", "{", "{}", R"({"query": 1})", R"({"query": " "})", R"({"query": "{a}", "variables": []})",
                                 R"({"query": "{a}", "operationName": 1})"})
            QVERIFY2(!readRequest("application/json", body), body);
    }

    /// The shape of GraphQL.NET.
    void shape() {
        Diagnostics diagnostics;
        const auto schema = Schema::parse("type Query { a: Int }", "", diagnostics);
        const auto document = parseDocument("{ invalid }");
        QCOMPARE(QString::fromStdString(errorsOf(validate(*schema, **document)).dump()),
                 "{\"errors\":[{\"message\":\"Cannot query field 'invalid' on type "
                 "'Query'.\",\"locations\":[{\"line\":1,\"column\":3}],\"extensions\":{"
                 "\"code\":\"FIELDS_ON_CORRECT_TYPE\",\"codes\":[\"FIELDS_ON_CORRECT_TYPE\"],\"number\":\"5.3.1\"}}]}");
    }
};

MGC_TEST_CLASS(GraphQlSchemaTest);
#include "schema_test.moc"
