#include <QtTest/qtest.h>

#include "policy/xml/document.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

class ParserTest : public QObject {
    Q_OBJECT
private slots:
    void keepsEveryKindOfMarkup() {
        const std::string text =
            "\xEF\xBB\xBF<?xml version=\"1.0\"?>\r\n<!-- it's -->\r\n<policies>\r\n\t<inbound a='1'\r\n b = \"x\" >"
            "text @(a < b) more<![CDATA[ <x> ]]>&amp;</inbound>\r\n</policies >\r\n";
        const auto document = xml::Document::parse(text, "p.xml");
        QCOMPARE(document.problems().all().size(), std::size_t{0});
        QCOMPARE(xml::write(document), text);
        const auto inbound = document.firstChildElement(document.firstChildElement(xml::documentNode));
        QCOMPARE(std::string(document.name(inbound)), std::string("inbound"));
        std::string kinds;
        for (auto id = document.node(inbound).firstChild; id != xml::noNode; id = document.node(id).next) {
            kinds += std::to_string(static_cast<int>(document.node(id).kind));
        }
        QCOMPARE(kinds, std::string("23242"));
        const auto range = document.range(document.node(inbound).name);
        QCOMPARE(range.begin.line, 4U);
        QCOMPARE(range.begin.column, 3U);
        QCOMPARE(range.file, std::string("p.xml"));
        QCOMPARE(std::string(document.slice(document.attribute(inbound, "b")->value)), std::string("x"));
    }

    void readsRawExpressionsInAttributes() {
        const auto document = xml::Document::parse("<a b=\"@(x(\"1\") && y < 2)\" c='@(\"q\" == 'z'.ToString())' d=\"p-@(v[\"k\"])-s\"/>");
        QCOMPARE(document.problems().all().size(), std::size_t{0});
        const auto id = document.firstChildElement(xml::documentNode);
        QCOMPARE(document.attributes(id).size(), std::size_t{3});
        for (const auto& attribute : document.attributes(id)) QCOMPARE(document.expressions(attribute).size(), std::size_t{1});
        QCOMPARE(std::string(document.slice(document.attributes(id)[2].value)), std::string("p-@(v[\"k\"])-s"));
    }

    void countsColumnsInCodePoints() {
        const auto document = xml::Document::parse("<a b=\"\xC3\xA4\xF0\x9F\x98\x80\"><c></a>");
        QCOMPARE(document.problems().all().size(), std::size_t{1});
        const auto& range = document.problems().all().front().range;
        QCOMPARE(range.begin.line, 1U);
        QCOMPARE(range.begin.column, 12U);
        QCOMPARE(document.source().offset(1, 12), range.begin.offset);
    }

    void reports_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QByteArray(text) << QString(expected);
        };
        row("not closed", "<a>\n  <b>\n</a>", "MGC1005@2:4");
        row("two not closed", "<a><b><c></a>", "MGC1005@1:8 MGC1005@1:5");
        row("end without start", "<a></b></a>", "MGC1006@1:4");
        row("stray less than", "<a>1 < 2</a>", "MGC1007@1:6");
        row("start tag open", "<a <b/></a>", "MGC1007@1:1");
        row("space missing", "<a b=\"1\"c=\"2\"/>", "MGC1007@1:9");
        row("strange characters", "<a {x} b=\"1\"/>", "MGC1007@1:4");
        row("no value", "<a b/>", "MGC1008@1:4");
        row("no quotes", "<a b=1/>", "MGC1009@1:6");
        row("value open", "<a b=\"1/>", "MGC1010@1:6 MGC1005@1:2");
        row("expression open", "<a b=\"@(x(1)\" c=\"2\"/>", "MGC1011@1:7");
        row("expression open in text", "<a>@(x</a>", "MGC1011@1:4");
        row("bracket open inside block", "<a b=\"@{\n var x = y[\"z\";\n return x; }\"/>", "MGC1011@3:12");
        row("twice", "<a b=\"1\" b=\"2\"/>", "MGC1012@1:10");
        row("entity", "<a>&nbsp;</a>", "MGC1013@1:4");
        row("comment open", "<a/><!-- x", "MGC1014@1:5");
        row("cdata open", "<a><![CDATA[x</a>", "MGC1015@1:4 MGC1005@1:2");
        row("instruction open", "<?xml <a/>", "MGC1016@1:1 MGC1004@1:1");
        row("doctype", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a/>", "MGC1017@1:1");
        row("raw less than", "<a b=\"<x>\"/>", "MGC1018@1:7");
        row("raw ampersand", "<a b=\"x&y\"/>", "MGC1019@1:8");
        row("control character", "<a>\x01</a>", "MGC1020@1:4");
        row("text outside", "<a/>\nhello", "MGC1022@2:1");
        row("not utf-8", "<a>\xFF</a>", "MGC1003@1:4");
        row("utf-16", "\xFF\xFE<", "MGC1003@1:1");
        row("empty", "", "MGC1004@1:1");
        row("several", "<a b=1><c d></a>", "MGC1009@1:6 MGC1008@1:11 MGC1005@1:9");
        row("fragments without root are fine", "<a/><b/>", "");
    }
    void reports() {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const auto document = xml::Document::parse(text.toStdString());
        QStringList found;
        for (const auto& problem : document.problems().all()) {
            found << QString("%1@%2:%3")
                         .arg(QString::fromStdString(problem.code))
                         .arg(problem.range.begin.line)
                         .arg(problem.range.begin.column);
        }
        QCOMPARE(found.join(' '), expected);
        QCOMPARE(xml::write(document), text.toStdString());
    }

    void boundsDepthAndProblems() {
        std::string deep;
        for (int i = 0; i < 5000; ++i) deep += "<a>";
        const auto document = xml::Document::parse(deep);
        QCOMPARE(document.problems().all().front().code, std::string("MGC1002"));
        QCOMPARE(xml::write(document), deep);
        std::string many;
        for (int i = 0; i < 5000; ++i) many += "</a>";
        QCOMPARE(xml::Document::parse(many).problems().all().size(), xml::mostProblems + 1);
    }

    void takesNoQuadraticTime() {
        for (const char* unit :
             {"<a>@{/*</a>", "<a b=\"@{/*\"/>", "@(@(", "<a b=\"@(\"", "<a>@(\"x\n</a>", "<![CDATA[", "<a b='", "&amp;"}) {
            std::string text;
            while (text.size() < (1U << 20U)) text += unit;
            const auto start = std::chrono::steady_clock::now();
            QCOMPARE(xml::write(xml::Document::parse(text)), text);
            QVERIFY2(std::chrono::steady_clock::now() - start < std::chrono::seconds(5), unit);
        }
    }
};

MGC_TEST_CLASS(ParserTest);
#include "parser_test.moc"
