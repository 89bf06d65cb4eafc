#include "policy/model/node_builder.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

class NodeBuilderTest : public QObject {
    Q_OBJECT
private slots:
    void readsElementsAttributesAndText() {
        const std::string text =
            "<!-- x -->\n<policies>\n  <inbound>\n    <a b=\"1 &amp; 2\"> hi <![CDATA[<]]></a>\n  </inbound>\n</policies>";
        const auto document = buildPolicyDocument(xml::Document::parse(text, "p.xml"));
        QCOMPARE(document.kind, DocumentKind::Policies);
        QCOMPARE(document.root.text, std::string());
        const PolicyNode& a = document.root.children[0].children[0];
        QCOMPARE(a.attribute("b")->text, std::string("1 & 2"));
        QCOMPARE(a.text, std::string(" hi <"));
        QCOMPARE(a.nameRange.begin.line, 4U);
        QCOMPARE(a.nameRange.begin.column, 6U);
        QCOMPARE(a.range.file, std::string("p.xml"));
        QCOMPARE(a.attribute("b")->position(4).column, 19U);
        QCOMPARE(a.textPosition(4).column, 35U);
    }

    void keepsPositionsOverNamedValues() {
        NodeOptions options;
        options.namedValue = [](std::string_view name) { return name == "long" ? std::optional<std::string>("0123456789") : std::nullopt; };
        const auto document =
            buildPolicyDocument(xml::Document::parse("<fragment><a b=\"@({{long}} + WRONG{{none}})\"/></fragment>"), options);
        QCOMPARE(document.kind, DocumentKind::Fragment);
        const AttributeValue& value = *document.root.children[0].attribute("b");
        QCOMPARE(value.text, std::string("@(0123456789 + WRONG{{none}})"));
        QCOMPARE(value.position(value.text.find("WRONG")).column, 30U);
        QCOMPARE(value.position(5).column, 19U);
    }

    void keepsMarkupInBodies() {
        const auto document = buildPolicyDocument(xml::Document::parse("<set-body>\n<a b=\"&amp;\">x</a>&lt;</set-body>"));
        QCOMPARE(document.kind, DocumentKind::Snippet);
        QCOMPARE(document.root.children[0].text, std::string("\n<a b=\"&amp;\">x</a><"));
        QVERIFY(document.root.children[0].children.empty());
    }
};

MGC_TEST_CLASS(NodeBuilderTest);
#include "node_builder_test.moc"
