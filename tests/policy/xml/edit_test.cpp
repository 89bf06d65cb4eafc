#include "policy/xml/edit.h"

#include <QtTest/qtest.h>

#include "policy/xml/path.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

xml::NodeId at(const xml::Document& document, const char* path) {
    const auto found = xml::findByPath(document, path);
    return found ? *found : xml::noNode;
}

std::string textOf(const Result<xml::Edit>& edit) { return edit ? std::string(edit->document.text()) : edit.error().code; }

}  // namespace

class EditTest : public QObject {
    Q_OBJECT
private slots:
    void setsAttributes_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char* name, const char* before, const char* value, const char* after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(value) << QByteArray(after);
        };
        row("replaces", "<a  x = \"1\" />", "2", "<a  x = \"2\" />");
        row("keeps the quote", "<a x='1'/>", "it's", "<a x='it&apos;s'/>");
        row("escapes", "<a x=\"1\"/>", "<\"&\">\n", "<a x=\"&lt;&quot;&amp;&quot;>&#10;\"/>");
        row("adds", "<a/>", "2", "<a x=\"2\"/>");
        row("adds behind others", "<a y=\"1\" />", "2", "<a y=\"1\" x=\"2\" />");
        row("adds a line", "<a\n   y=\"1\"\n   z=\"1\"/>", "2", "<a\n   y=\"1\"\n   z=\"1\"\n   x=\"2\"/>");
        row("escaped expression", "<a x=\"1\"/>", "@(b(\"c\") < 1)", "<a x=\"@(b(&quot;c&quot;) &lt; 1)\"/>");
        row("raw expression", "<a x=\"1\" y=\"@(b(\"c\"))\"/>", "@(b(\"c\") < 1)", "<a x=\"@(b(\"c\") < 1)\" y=\"@(b(\"c\"))\"/>");
        row("broken expression", "<a x=\"1\"/>", "@(b", "MGC1052");
    }
    void setsAttributes() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, after);
        const auto document = xml::Document::parse(before.toStdString());
        QCOMPARE(QByteArray::fromStdString(textOf(xml::setAttribute(document, at(document, "a"), "x", value.toStdString()))), after);
    }

    void removesAttributes() {
        const auto document = xml::Document::parse("<a\n  x=\"1\"\n  y=\"2\" />");
        QCOMPARE(textOf(xml::removeAttribute(document, at(document, "a"), "x")), std::string("<a\n  y=\"2\" />"));
        QCOMPARE(textOf(xml::removeAttribute(document, at(document, "a"), "z")), std::string("MGC1051"));
    }

    void setsText() {
        const auto document = xml::Document::parse("<p><a>1</a><b /><c><d/></c></p>");
        QCOMPARE(textOf(xml::setText(document, at(document, "p/a"), "x<y")), std::string("<p><a>x&lt;y</a><b /><c><d/></c></p>"));
        QCOMPARE(textOf(xml::setText(document, at(document, "p/b"), "@(\"q\")")), std::string("<p><a>1</a><b>@(\"q\")</b><c><d/></c></p>"));
        QCOMPARE(textOf(xml::setText(document, at(document, "p/c"), "x")), std::string("MGC1051"));
    }

    void insertsWithLayout() {
        const auto document =
            xml::Document::parse("<policies>\r\n  <inbound>\r\n    <base />\r\n  </inbound>\r\n  <outbound />\r\n</policies>");
        const auto inbound = at(document, "inbound");
        QCOMPARE(textOf(xml::insertMarkup(document, inbound, xml::noNode, "<x>\n  <y/>\n</x>\n")),
                 std::string("<policies>\r\n  <inbound>\r\n    <base />\r\n    <x>\r\n      <y/>\r\n    </x>\r\n  </inbound>\r\n  "
                             "<outbound />\r\n</policies>"));
        QCOMPARE(textOf(xml::insertMarkup(document, inbound, at(document, "inbound/base"), "<x/>")),
                 std::string("<policies>\r\n  <inbound>\r\n    <x/>\r\n    <base />\r\n  </inbound>\r\n  <outbound />\r\n</policies>"));
        QCOMPARE(
            textOf(xml::insertMarkup(document, at(document, "outbound"), xml::noNode, "<x/>")),
            std::string(
                "<policies>\r\n  <inbound>\r\n    <base />\r\n  </inbound>\r\n  <outbound>\r\n    <x/>\r\n  </outbound>\r\n</policies>"));
        QCOMPARE(textOf(xml::insertMarkup(document, inbound, xml::noNode, "<x>")), std::string("MGC1052"));
    }

    void keepsLinesInsideExpressionsWhenItIndents() {
        const auto document = xml::Document::parse("<p>\n    <a/>\n</p>");
        QCOMPARE(textOf(xml::insertMarkup(document, at(document, "p"), xml::noNode, "<x\nb=\"@{\nreturn 1;\n}\">\n<y>\ntext\n</y>\n</x>")),
                 std::string("<p>\n    <a/>\n    <x\n    b=\"@{\nreturn 1;\n}\">\n    <y>\ntext\n</y>\n    </x>\n</p>"));
    }

    void removesWholeLines() {
        const auto document = xml::Document::parse("<p>\n  <a/>\n  <b/> <c/>\n</p>");
        QCOMPARE(textOf(xml::removeNode(document, at(document, "p/a"))), std::string("<p>\n  <b/> <c/>\n</p>"));
        QCOMPARE(textOf(xml::removeNode(document, at(document, "p/b"))), std::string("<p>\n  <a/>\n   <c/>\n</p>"));
    }

    void moves() {
        const auto document = xml::Document::parse("<p>\n  <a>\n    <c>\n      <d/>\n    </c>\n  </a>\n  <b/>\n</p>\n");
        const auto moved = xml::moveNode(document, at(document, "p/a/c"), at(document, "p"), at(document, "p/b"));
        QCOMPARE(textOf(moved), std::string("<p>\n  <a>\n  </a>\n  <c>\n    <d/>\n  </c>\n  <b/>\n</p>\n"));
        const auto back = xml::moveNode(moved->document, at(moved->document, "p/c"), at(moved->document, "p/a"), xml::noNode);
        QCOMPARE(textOf(back), std::string(document.text()));
        QCOMPARE(textOf(xml::moveNode(document, at(document, "p/a"), at(document, "p/a/c"), xml::noNode)), std::string("MGC1051"));
        QCOMPARE(textOf(xml::moveNode(document, at(document, "p/b"), at(document, "p"), xml::noNode)), std::string(document.text()));
    }

    void duplicatesAndComments() {
        const auto document = xml::Document::parse("<p>\n  <a/>\n  <b><!-- x --></b>\n</p>");
        QCOMPARE(textOf(xml::duplicateNode(document, at(document, "p/a"))), std::string("<p>\n  <a/>\n  <a/>\n  <b><!-- x --></b>\n</p>"));
        QCOMPARE(textOf(xml::commentOut(document, at(document, "p/b"))), std::string("MGC1051"));
        const auto commented = xml::commentOut(document, at(document, "p/a"));
        QCOMPARE(textOf(commented), std::string("<p>\n  <!-- <a/> -->\n  <b><!-- x --></b>\n</p>"));
        const auto comment = commented->document.nodeAt(commented->patch.offset);
        QCOMPARE(textOf(xml::uncomment(commented->document, comment)), std::string(document.text()));
    }

    void refusesForeignPatches() {
        const auto document = xml::Document::parse("<p/>");
        QVERIFY(!xml::applyPatch(document, {1, "q", "x"}));
        QVERIFY(!xml::applyPatch(document, {99, "", "x"}));
        QCOMPARE(textOf(xml::applyPatch(document, {1, "p", "x"})), std::string("<x/>"));
    }
};

MGC_TEST_CLASS(EditTest);
#include "edit_test.moc"
