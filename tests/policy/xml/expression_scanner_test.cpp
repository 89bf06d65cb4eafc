#include "policy/xml/expression_scanner.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::policy::xml;

class ExpressionScannerTest : public QObject {
    Q_OBJECT
private slots:
    void findsTheClosingBracket_data() {
        QTest::addColumn<QByteArray>("expression");
        const auto row = [](const char* name, const char* expression) { QTest::newRow(name) << QByteArray(expression); };
        row("plain", "@(a)");
        row("raw quotes", "@(x(\"a)\") + \"b\")");
        row("escaped quotes", "@(x(&quot;a)&quot;) + y)");
        row("numeric entity quotes", "@(x(&#34;a)&#x22;))");
        row("escape in string", "@(x(\"a\\\")\"))");
        row("backslash at end", "@(x(\"a\\\\\"))");
        row("verbatim", "@(x(@\"a\\\") + y)");
        row("verbatim doubled", "@(@\"a\"\")\")");
        row("empty verbatim", "@(@\"\")");
        row("interpolated", "@($\"a){b[\"c)\"]}d)\")");
        row("interpolated braces", "@($\"{{{a}}}\")");
        row("interpolated format", "@($\"{a:HH\\:mm)}\")");
        row("interpolated ternary", "@($\"{(a ? \")\" : \"(\")}\")");
        row("interpolated verbatim", "@($@\"a\n\"\")\"\"{b}\")");
        row("verbatim interpolated", "@(@$\"a\"\")\"\"{b}\")");
        row("character quote", "@(x('\"'))");
        row("character apostrophe", "@(x('\\''))");
        row("character bracket", "@(x(')'))");
        row("wrong character string", "@(x(')abc'))");
        row("apostrophe in comment", "@{ // it's \"so\n return 1; }");
        row("block comment", "@{ /* } \" */ return 1; }");
        row("entity line end ends comment", "@{ // }&#xA; return 1; }");
        row("comparison", "@(a < b && c > d)");
        row("generic", "@(As<JObject>())");
        row("block", "@{ if (a) { return \"}\"; } return b[0]; }");
        row("named value", "@(x == \"{{name}}\")");
        row("named value as code", "@({{name}} + 1)");
        row("verbatim identifier", "@(@class + 1)");
        row("division", "@(a / b)");
        row("address in string", "@(\"https://x/\" + y)");
        row("alias qualifier in hole", "@($\"{global::A.B}\")");
    }
    void findsTheClosingBracket() {
        QFETCH(QByteArray, expression);
        const std::string text = expression.toStdString() + "\" other=\")}]\"/>";
        const auto match = matchExpression(text, 0);
        QVERIFY2(match.matched, std::string(match.problem).c_str());
        QCOMPARE(match.end, static_cast<std::size_t>(expression.size()));
    }

    void blamesThePlace_data() {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<int>("offset");
        QTest::newRow("never closed") << QByteArray("@(a(b)") << 0;
        QTest::newRow("wrong bracket") << QByteArray("@(a[b)]") << 5;
        QTest::newRow("string over line") << QByteArray("@(a + \"b\n\")") << 6;
        QTest::newRow("verbatim") << QByteArray("@(a + @\"b)") << 6;
        QTest::newRow("comment") << QByteArray("@(a /* )") << 4;
        QTest::newRow("interpolated over line") << QByteArray("@(a + $\"b\n\")") << 6;
    }
    void blamesThePlace() {
        QFETCH(QByteArray, expression);
        QFETCH(int, offset);
        const auto match = matchExpression(expression.toStdString(), 0);
        QVERIFY(!match.matched);
        QCOMPARE(static_cast<int>(match.problemOffset), offset);
        QVERIFY(!match.problem.empty());
    }

    void boundsDepth() {
        const auto match = matchExpression("@" + std::string(100000, '('), 0);
        QVERIFY(!match.matched);
        QVERIFY(match.end < 1000);
    }

    void listsRawLiterals() {
        std::vector<Span> literals;
        const std::string text = "@(\"a\" + &quot;b&quot; + @\"c\" + $\"d{\"e\"}f\")";
        QVERIFY(matchExpression(text, 0, &literals).matched);
        std::string joined;
        for (const Span span : literals) joined += text.substr(span.begin, span.size());
        QCOMPARE(joined, std::string("acdef"));
    }
};

MGC_TEST_CLASS(ExpressionScannerTest);
#include "expression_scanner_test.moc"
