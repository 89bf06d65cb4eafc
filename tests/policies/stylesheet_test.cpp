#include "policies/support/stylesheet.h"

#include <QTest>

#include "tests/support/suite.h"

using mgc::policies::Stylesheet;

namespace {

std::string sheet(const std::string& inner) {
    return "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"><xsl:output omit-xml-declaration=\"yes\"/>" +
           inner + "</xsl:stylesheet>";
}

}  // namespace

class StylesheetTest : public QObject {
    Q_OBJECT

private slots:
    void transforms() {
        const auto made =
            Stylesheet::compile(sheet("<xsl:param name=\"who\"/><xsl:template match=\"/\"><a><xsl:value-of select=\"$who\"/>"
                                      "<xsl:value-of select=\"//b\"/></a></xsl:template>"));
        QVERIFY(made.has_value());
        const auto result = (*made)->transform("<r><b>1</b></r>", {{"who", "it's \"me\""}});
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(QString::fromStdString(*result).trimmed(), QString("<a>it's \"me\"1</a>"));
    }
    void readsNoFile() {
        const auto made =
            Stylesheet::compile(sheet("<xsl:template match=\"/\"><a><xsl:copy-of select=\"document('/etc/passwd')\"/></a></xsl:template>"));
        QVERIFY(made.has_value());
        const auto result = (*made)->transform("<r/>", {});
        QVERIFY(!result || result->find("root") == std::string::npos);
    }
    void includesNothing() {
        QVERIFY(!Stylesheet::compile(sheet("<xsl:include href=\"/etc/other.xsl\"/>")));
        QVERIFY(!Stylesheet::compile(sheet("<xsl:import href=\"http://127.0.0.1/x.xsl\"/>")));
    }
    void refusesDocumentTypes() {
        const auto made = Stylesheet::compile(sheet("<xsl:template match=\"/\"><a><xsl:value-of select=\".\"/></a></xsl:template>"));
        QVERIFY(made.has_value());
        const auto result = (*made)->transform("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>", {});
        QVERIFY(!result);
        QCOMPARE(result.error().code, std::string("XmlException"));
    }
    void endlessRecursionEnds() {
        const auto made =
            Stylesheet::compile(sheet("<xsl:template match=\"/\"><xsl:call-template name=\"t\"/></xsl:template><xsl:template "
                                      "name=\"t\"><xsl:call-template name=\"t\"/></xsl:template>"));
        QVERIFY(made.has_value());
        QVERIFY(!(*made)->transform("<r/>", {}));
    }
    void endlessBranchingEnds() {
        const auto made = Stylesheet::compile(sheet(
            "<xsl:template match=\"/\"><xsl:call-template name=\"t\"><xsl:with-param name=\"n\" "
            "select=\"60\"/></xsl:call-template></xsl:template>"
            "<xsl:template name=\"t\"><xsl:param name=\"n\"/><xsl:if test=\"$n &gt; 0\">"
            "<xsl:call-template name=\"t\"><xsl:with-param name=\"n\" select=\"$n - 1\"/></xsl:call-template>"
            "<xsl:call-template name=\"t\"><xsl:with-param name=\"n\" select=\"$n - 1\"/></xsl:call-template></xsl:if></xsl:template>"));
        QVERIFY(made.has_value());
        QVERIFY(!(*made)->transform("<r/>", {}));
    }
};

MGC_TEST_CLASS(StylesheetTest);
#include "stylesheet_test.moc"
