#include "policy/xml/decode.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

xml::NodeId root(const xml::Document& document) { return document.firstChildElement(xml::documentNode); }

}  // namespace

class DecodeTest : public QObject {
    Q_OBJECT
private slots:
    void decodesAttributes_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("meant");
        const auto row = [](const char* name, const char* written, const char* meant) {
            QTest::newRow(name) << QByteArray(written) << QByteArray(meant);
        };
        row("entities", "a &lt;&#65;&#x42;&amp;quot;", "a <AB&quot;");
        row("blanks", "a\r\n\tb", "a  b");
        row("written line end", "a&#10;b", "a\nb");
        row("escaped expression", "@(a &lt; b &amp;&amp; c == &quot;x&quot;)", "@(a < b && c == \"x\")");
        row("raw expression", "@(a < b && c == \"x\")", "@(a < b && c == \"x\")");
        row("half escaped", "@(a != \"x\" &amp;&amp; b &lt; 1)", "@(a != \"x\" && b < 1)");
        row("entities in raw strings are text", "@(a.Replace(\"<\", \"&lt;\"))", "@(a.Replace(\"<\", \"&lt;\"))");
        row("line ends in expressions stay", "@{ // x\r\n return 1; }", "@{ // x\n return 1; }");
        row("mixed", "a\tb@(c\nd)", "a b@(c\nd)");
        row("raw ampersand", "x?a=1&b=2", "x?a=1&b=2");
    }
    void decodesAttributes() {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, meant);
        const auto document = xml::Document::parse("<a b=\"" + written.toStdString() + "\"/>");
        QVERIFY(!document.hasErrors());
        QCOMPARE(QByteArray::fromStdString(xml::decodeAttribute(document, document.attributes(root(document))[0]).text()), meant);
    }

    void joinsTextAndCData() {
        const auto document = xml::Document::parse("<a>x&amp;<!-- no --><![CDATA[<&amp;]]>@(y &lt; \"z\")<b>inner</b>!</a>");
        QCOMPARE(xml::decodeContent(document, root(document)).text(), std::string("x&<&amp;@(y < \"z\")!"));
    }

    void knowsWhereBytesCameFrom() {
        const std::string text = "<a b=\"@(&quot;x&quot; + y)\"/>";
        const auto document = xml::Document::parse(text);
        const auto mapped = xml::decodeAttribute(document, document.attributes(root(document))[0]);
        QCOMPARE(mapped.text(), std::string("@(\"x\" + y)"));
        QCOMPARE(mapped.sourceOffset(mapped.text().find('x')), text.find('x'));
        QCOMPARE(mapped.sourceOffset(mapped.text().find('y')), text.find('y'));
        QCOMPARE(mapped.sourceOffset(2), text.find('&'));
    }

    void tellsRawDocuments() {
        QVERIFY(xml::isRaw(xml::Document::parse("<a b=\"@(x(\"1\"))\"/>")));
        QVERIFY(xml::isRaw(xml::Document::parse("<a>@(x < 1)</a>")));
        QVERIFY(!xml::isRaw(xml::Document::parse("<a b=\"@(x &lt; 1)\">@(x(\"1\"))</a>")));
    }
};

MGC_TEST_CLASS(DecodeTest);
#include "decode_test.moc"
