#include "policy/model/validator.h"

#include <QtTest/qtest.h>

#include "policy/model/document_check.h"
#include "policy/model/toy_catalog.h"
#include "support/suite.h"

using namespace mgc;
using namespace mgc::policy;

namespace {

Diagnostics check(const std::string& text, const ValidationOptions& options = {}) {
    auto document = buildPolicyDocument(xml::Document::parse(text));
    Diagnostics diagnostics;
    Validator(test::toyCatalog(), options).validate(document, diagnostics);
    return diagnostics;
}

QString summary(const Diagnostics& diagnostics) {
    QStringList found;
    for (const auto& diagnostic : diagnostics.all()) {
        found << QString("%1@%2:%3")
                     .arg(QString::fromStdString(diagnostic.code))
                     .arg(diagnostic.range.begin.line)
                     .arg(diagnostic.range.begin.column);
    }
    return found.join(' ');
}

QString inInbound(const QString& markup) { return "<policies><inbound>\n" + markup + "\n</inbound></policies>"; }

class OnlyKnown : public References {
public:
    bool exists(ReferenceKind, std::string_view id) const override { return id == "known"; }
};

}  // namespace

class ValidatorTest : public QObject {
    Q_OBJECT
private slots:
    void reports_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QString& text, const char* expected) {
            QTest::newRow(name) << text << QString(expected);
        };
        const QString limit = "<toy-limit calls=\"1\" %1/>";
        // documents and sections
        row("sound", inInbound("<base/><toy-limit calls=\"@(1 + 2)\" id=\"x\" mode=\"Soft\"/>"), "");
        row("any section order", "<policies><outbound><base/></outbound><inbound/></policies>", "");
        row("unknown root", "<project/>", "MGC2101@1:2");
        row("unknown section", "<policies><inbund/></policies>", "MGC2102@1:12");
        row("section twice", "<policies><inbound/><inbound/></policies>", "MGC2103@1:22");
        row("attribute on section", "<policies><inbound a=\"1\"/></policies>", "MGC2104@1:20");
        row("snippet of policies", "<toy-backend/><toy-choose/>", "MGC2105@1:2 MGC2131@1:16");
        row("snippet of sections", "<inbound><base/></inbound><outbound><toy-limit calls=\"1\"/></outbound>", "MGC2105@1:2 MGC2112@1:38");
        row("several documents", "<inbound/><policies/>", "MGC2105@1:2 MGC2106@1:12");
        row("text in section", inInbound("hello"), "MGC2134@2:1");
        row("left out", inInbound("\xE2\x80\xA6"), "MGC2134@2:1");
        row("toolkit spelling", inInbound("<publish-to-darp/>"), "MGC2119@2:2 MGC2111@2:2");
        row("text in container", inInbound("<toy-choose>{x}<when condition=\"true\"/></toy-choose>"), "MGC2134@2:13");
        // policies
        row("unknown policy", inInbound("<toy-limitt/>"), "MGC2110@2:2");
        row("unsupported policy", inInbound("<xsl-transform/>"), "MGC2111@2:2");
        row("inside of an unsupported container", inInbound("<wait><nonsense/></wait>"), "MGC2111@2:2 MGC2110@2:8");
        row("wrong section", "<policies><outbound><toy-limit calls=\"1\"/></outbound></policies>", "MGC2112@1:22");
        row("wrong section in container",
            "<policies><outbound><toy-choose><when condition=\"true\"><toy-limit calls=\"1\"/></when></toy-choose></outbound></policies>",
            "MGC2112@1:57");
        row("once", inInbound(limit.arg("") + limit.arg("")), "MGC2115@2:25");
        row("not in fragment", "<fragment><toy-limit calls=\"1\"/></fragment>", "MGC2116@1:12");
        row("not in this container", inInbound("<toy-wait><toy-backend/><set-body/></toy-wait>"), "MGC2117@2:26");
        row("several in backend", "<policies><backend><base/><toy-backend/></backend></policies>", "MGC2118@1:28");
        row("base in container", inInbound("<toy-wait><base/></toy-wait>"), "MGC2120@2:12");
        row("base in fragment", "<fragment><base/></fragment>", "MGC2120@1:12");
        row("base twice", inInbound("<base/><base/>"), "MGC2121@2:9");
        row("base with content", inInbound("<base>x</base>"), "MGC2104@2:2");
        // elements
        row("unknown element", inInbound("<toy-header name=\"a\"><valu/></toy-header>"), "MGC2130@2:23");
        row("unsupported policy in elements", inInbound("<toy-header name=\"a\"><proxy/></toy-header>"), "MGC2111@2:23");
        row("policy in elements", inInbound("<toy-choose><when condition=\"true\"/><base/></toy-choose>"), "MGC2130@2:38");
        row("missing element", inInbound("<toy-choose/>"), "MGC2131@2:2");
        row("too many", inInbound("<toy-choose><when condition=\"true\"/><otherwise/><otherwise/></toy-choose>"), "MGC2132@2:50");
        row("order", inInbound("<toy-choose><otherwise/><when condition=\"true\"/></toy-choose>"), "MGC2133@2:26");
        row("text not allowed", inInbound("<toy-backend>\n x</toy-backend>"), "MGC2134@3:2");
        row("markup in body", inInbound("<set-body><a><b/></a></set-body>"), "");
        // attributes
        row("missing attribute", inInbound("<toy-limit/>"), "MGC2201@2:2");
        row("unknown attribute", inInbound(limit.arg("cals=\"2\"")), "MGC2202@2:22");
        row("namespaces are left alone", inInbound(limit.arg("xmlns:a=\"b\" xml:space=\"preserve\"")), "");
        row("no id on inner elements", inInbound("<toy-choose><when id=\"x\" condition=\"true\"/></toy-choose>"), "MGC2202@2:19");
        row("not a whole number", inInbound("<toy-limit calls=\"1.5\"/>"), "MGC2203@2:19");
        row("range", inInbound("<toy-limit calls=\"101\"/>"), "MGC2204@2:19");
        row("choice", inInbound(limit.arg("mode=\"sft\"")), "MGC2205@2:28");
        row("number", inInbound(limit.arg("ratio=\"-1\"")), "MGC2204@2:29");
        row("boolean", inInbound(limit.arg("enabled=\"yes\"")), "MGC2203@2:31");
        row("duration", inInbound(limit.arg("window=\"1 minute\"")), "MGC2203@2:30");
        row("durations", inInbound("<toy-limit calls=\"1\" window=\"PT1M\"/>"), "");
        row("empty name", inInbound("<toy-header name=\"\"/>"), "MGC2203@2:19");
        // expressions
        row("expression finding", inInbound("<toy-limit calls=\"@(1 +\n  WRONG)\"/>"), "MGC3103@3:3");
        row("expression finding behind entities", inInbound("<toy-limit calls=\"@(&quot;a&quot; + WRONG)\"/>"), "MGC3103@2:37");
        row("expression in text", inInbound("<toy-header name=\"a\"><value>\n @(WRONG)</value></toy-header>"), "MGC3103@3:4");
        row("expression inside text", inInbound("<toy-limit calls=\"1\" key=\"a-@(WRONG)\"/>"), "MGC3103@2:31");
        row("expression not allowed", inInbound(limit.arg("variable=\"@(a)\"")), "MGC2206@2:32");
        row("expression not allowed in text", inInbound("<toy-header name=\"a\"><plain>@(b)</plain></toy-header>"), "MGC2206@2:29");
        // placeholders and references
        row("named value", inInbound("<toy-limit calls=\"{{calls}}\"/>"), "MGC2210@2:19");
        row("named value in expression", inInbound("<toy-limit calls=\"@(WRONG + {{calls}})\"/>"), "MGC2210@2:29");
        row("token", inInbound("<toy-limit calls=\"{calls}\"/>"), "MGC2211@2:19");
        row("template parameter", inInbound("<rewrite-uri template=\"/a/{b}\" copy=\"false\"/>"), "");
        row("liquid", inInbound("<set-body template=\"liquid\">{{body.a}}</set-body>"), "");
        row("references", inInbound("<toy-backend backend-id=\"a\" fragment-id=\"b\" logger-id=\"c\"/>"),
            "MGC2220@2:26 MGC2221@2:42 MGC2222@2:56");
    }
    void reports() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(summary(check(text.toStdString())), expected);
    }

    void leavesOutConsequencesOfABreak() {
        const auto document =
            xml::Document::parse("<policies><inbound>\n<toy-limit calls=\"@(1\" x=\"1\"/>\n<nonsense/></inbound></policies>");
        const auto checked = checkDocument(document, test::toyCatalog(), {});
        QCOMPARE(summary(checked.diagnostics), QString("MGC1011@2:19 MGC2110@3:2"));
    }

    void tellsOpenPlaceholders() {
        ValidationOptions options;
        options.placeholders = Handling::Allow;
        const auto checked =
            checkDocument(xml::Document::parse("<fragment><toy-header name=\"{x}\"/></fragment>"), test::toyCatalog(), options);
        QVERIFY(checked.openPlaceholders && checked.diagnostics.all().empty());
    }

    void handlesPlaceholdersAsAsked() {
        const std::string text = inInbound("<toy-limit calls=\"{{calls}}\"/>").toStdString();
        ValidationOptions options;
        options.placeholders = Handling::Warn;
        QVERIFY(!check(text, options).hasErrors());
        QCOMPARE(check(text, options).all().size(), std::size_t{1});
        options.placeholders = Handling::Allow;
        QVERIFY(check(text, options).all().empty());
    }

    void takesScriptTokensForPlaceholdersWhereTheyAreAllowed() {
        const std::string text = inInbound("<toy-limit calls=\"RETRY_COUNT\"/>").toStdString();
        QCOMPARE(summary(check(text)), QString("MGC2203@2:19"));
        ValidationOptions options;
        options.placeholders = Handling::Warn;
        QCOMPARE(summary(check(text, options)), QString("MGC2211@2:19"));
        options.placeholders = Handling::Allow;
        QCOMPARE(summary(check(text, options)), QString());
        QCOMPARE(summary(check(inInbound("<toy-limit calls=\"calls\"/>").toStdString(), options)), QString());
        QCOMPARE(summary(check(inInbound("<toy-limit calls=\"many\"/>").toStdString(), options)), QString("MGC2203@2:19"));
    }

    void takesWhatIsDoubtfulWithAWarning() {
        for (const auto* markup : {"<toy-limit calls=\"1\" mode=\"mild\"/>", "<toy-limit calls=\"1\" enabled=\"@(true)\"/>",
                                   "<rewrite-uri template=\"/a\"/>",
                                   "<toy-choose><when condition=\"true\"><base/></when></toy-choose>"}) {
            const auto found = check(inInbound(markup).toStdString());
            QCOMPARE(found.all().size(), std::size_t{1});
            QVERIFY2(!found.hasErrors(), markup);
        }
        QVERIFY(!check("<fragment><base/></fragment>").hasErrors());
        QVERIFY(check(inInbound("<toy-wait><base/></toy-wait>").toStdString()).hasErrors());
    }

    void asksForReferences() {
        const OnlyKnown known;
        ValidationOptions options;
        options.known = &known;
        QVERIFY(check(inInbound("<toy-backend backend-id=\" known \"/>").toStdString(), options).all().empty());
        QCOMPARE(summary(check(inInbound("<toy-backend backend-id=\"x\"/>").toStdString(), options)), QString("MGC2220@2:26"));
        options.references = Handling::Allow;
        QVERIFY(check(inInbound("<toy-backend backend-id=\"x\"/>").toStdString(), options).all().empty());
    }

    void checksScopeAndTier() {
        const std::string text = inInbound("<toy-limit calls=\"1\"/>").toStdString();
        ValidationOptions options;
        options.scope = Scope::Product;
        options.gateway = Gateway::V2;
        QVERIFY(check(text, options).all().empty());
        options.scope = Scope::Global;
        options.gateway = Gateway::Consumption;
        options.gatewayName = "consumption";
        const auto diagnostics = check(text, options);
        QCOMPARE(summary(diagnostics), QString("MGC2113@2:2 MGC2114@2:2"));
        QVERIFY(diagnostics.all()[1].message.find("'consumption'") != std::string::npos);
    }

    void marksNodes() {
        auto document = buildPolicyDocument(
            xml::Document::parse(inInbound("<toy-choose><when condition=\"true\"><toy-backend/></when></toy-choose>").toStdString()));
        Diagnostics diagnostics;
        Validator(test::toyCatalog(), {}).validate(document, diagnostics);
        const PolicyNode& choose = document.root.children[0].children[0];
        QCOMPARE(choose.policy, test::toyCatalog().find("toy-choose"));
        QVERIFY(!choose.children[0].policy);
        QCOMPARE(choose.children[0].element, &choose.policy->element.children[0]);
        QCOMPARE(choose.children[0].children[0].policy, test::toyCatalog().find("toy-backend"));
    }

    void suggestsFixes_data() {
        QTest::addColumn<QString>("markup");
        QTest::addColumn<QString>("replacement");
        QTest::newRow("attribute") << "<toy-limit cals=\"1\"/>"
                                   << "calls";
        QTest::newRow("policy") << "<toy-limits calls=\"1\"/>"
                                << "toy-limit";
        QTest::newRow("known policy") << "<llm-token-limits/>"
                                      << "llm-token-limit";
        QTest::newRow("choice") << "<toy-limit calls=\"1\" mode=\"softt\"/>"
                                << "soft";
        QTest::newRow("missing") << "<toy-limit/>"
                                 << " calls=\"\"";
        QTest::newRow("element") << "<toy-header name=\"a\"><vlaue/></toy-header>"
                                 << "value";
    }
    void suggestsFixes() {
        QFETCH(QString, markup);
        QFETCH(QString, replacement);
        const std::string text = inInbound(markup).toStdString();
        const auto diagnostics = check(text);
        QVERIFY(!diagnostics.all().empty() && !diagnostics.all()[0].fixes.empty());
        QCOMPARE(diagnostics.all()[0].fixes[0].edits.size(), std::size_t{1});
        const auto& fix = diagnostics.all()[0].fixes[0].edits[0];
        QCOMPARE(QString::fromStdString(fix.replacement), replacement);
        std::string fixed = text;
        fixed.replace(fix.range.begin.offset, fix.range.end.offset - fix.range.begin.offset, fix.replacement);
        const auto after = check(fixed);
        for (const auto& diagnostic : after.all()) QVERIFY(diagnostic.code != diagnostics.all()[0].code);
    }
};

MGC_TEST_CLASS(ValidatorTest);
#include "validator_test.moc"
